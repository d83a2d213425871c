#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "circuit/addnet.hpp"
#include "search/node_set.hpp"

namespace rccm {

/// Which sets come first: by the metric (its negative where the worst are wanted), then those of more coefficients.
struct Rank {
  double key = std::numeric_limits<double>::infinity();
  int fewer = 0;  ///< minus the number of distinct coefficients
  auto operator<=>(const Rank&) const = default;
};

/// One way to the set: the last cell over an operand pair.
struct Origin {
  std::uint64_t pair = 0;
  TypeB type;
  auto operator<=>(const Origin&) const = default;
};

/// A canonical set among the best found so far.
struct RankedSetEntry {
  Rank rank;
  NodeSet magnitudes;
  std::vector<Origin> origins;
};

/// Keeps the sets of the `capacity` best ranks of all that are offered, from any number of threads; sets that tie with
/// the last are kept as well. The content depends only on what was offered, not on the order.
class TopSets {
 public:
  explicit TopSets(std::size_t capacity) : capacity_(capacity) {}

  /// What a key must not exceed to be of interest; never rises.
  [[nodiscard]] double limit() const { return limit_.load(std::memory_order_relaxed); }
  /// Adds an origin to a set that is kept; false if it is not.
  bool join(const NodeSet& magnitudes, const Origin& origin);
  void offer(const Rank& rank, const NodeSet& magnitudes, const Origin& origin);
  /// The sets by rank, then by their magnitudes; origins ascending.
  [[nodiscard]] std::vector<RankedSetEntry> take();

 private:
  struct Hash {
    std::size_t operator()(const NodeSet& set) const;
  };
  std::size_t capacity_;
  std::atomic<double> limit_{std::numeric_limits<double>::infinity()};
  std::mutex mutex_;
  std::unordered_map<NodeSet, RankedSetEntry, Hash> sets_;
  std::map<Rank, std::vector<NodeSet>> by_rank_;
};

}  // namespace rccm
