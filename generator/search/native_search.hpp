#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "search/addnet_search.hpp"
#include "search/native_archive.hpp"
#include "search/native_cost.hpp"
#include "search/native_space.hpp"
#include "search/scale_error.hpp"
#include "weights/distribution.hpp"

namespace rccm {

/// What to search and how hard. One cell is searched exhaustively, and so are two if `exact`; otherwise, for two and
/// three cells, `chains` runs of simulated annealing over random shapes and budgets share the work, each with its own
/// random numbers, so that the result does not depend on threads or shards.
struct NativeSearchParams {
  std::vector<int> cells{1, 2};  ///< numbers of cells, ascending
  NativeSpace space;             ///< space.cells is ignored
  CostParams cost;
  std::optional<double> max_cost;
  bool exact = false;          ///< all circuits of two cells within the bound of TwoCells
  std::uint64_t chains = 400;  ///< for each number of cells above 1
  std::uint64_t steps = 20000;
  std::uint64_t seed = 1;
  std::size_t keep = 1;  ///< a circuit is dropped when so many sets are better and no more expensive
  Shard shard;
  unsigned threads = 1;
  /// Called now and then, from any thread, with units of work done and in all.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
};

struct NativeSearchStats {
  std::uint64_t configurations = 0;  ///< circuits that were scored
  bool exhaustive = true;
  double seconds = 0;
};

/// Whether such a search, all its shards together, looks at every circuit that its space holds.
[[nodiscard]] inline bool is_exhaustive(const std::vector<int>& cells, bool exact) {
  return cells.back() == 1 || exact;
}

/// What the shard's share of the work found. Throws Error (kUsage) where an exact search is asked for beyond its bound.
[[nodiscard]] NativeArchive search_native(const NativeSearchParams& params, const Distribution& weights,
                                          NativeSearchStats* stats = nullptr);

/// Scores circuits for a search.
class NativeScorer {
 public:
  NativeScorer(const Distribution& weights, const CostParams& cost, std::optional<double> max_cost)
      : weights_(weights),
        cost_(cost),
        max_cost_(max_cost),
        error_(weights),
        support_(kMaxNativeCoefficient, cost.input_bits, cost.input_signed) {}

  /// The distortion at the best scale, approximately. evaluate() must have filled the values.
  [[nodiscard]] double approximate(const NativeGenome& genome, const NativeValues& values) const {
    return genome.signless ? error_.of_magnitudes(values.levels) : error_.of_levels(values.levels);
  }
  [[nodiscard]] double estimate(const NativeGenome& genome, const NativeValues& values) const {
    return estimate_cost(genome, values, cost_);
  }
  /// A bound that no assignment of functions to select values undercuts.
  [[nodiscard]] double least(const NativeGenome& genome, const NativeValues& values) const {
    return least_cost(genome, values, cost_, support_);
  }
  /// False for a circuit that is beaten by those known, whatever order and modes make it cost.
  [[nodiscard]] bool can_matter(const NativeGenome& genome, const NativeValues& values,
                                const NativeArchive& known) const;
  /// The exact figures, at the cheapest order of functions that was found; nothing for a circuit that cannot matter
  /// beside those known. evaluate() must have filled the values.
  [[nodiscard]] std::optional<NativeCandidate> candidate(const NativeGenome& genome, const NativeValues& values,
                                                         const NativeArchive& known) const;

 private:
  // At the best scale, or a little more.
  [[nodiscard]] double best_sqnr(const NativeGenome& genome, const NativeValues& values) const;

  Distribution weights_;
  CostParams cost_;
  std::optional<double> max_cost_;
  ScaleError error_;
  BitSupport support_;
};

/// Candidates of several threads.
class SharedArchive {
 public:
  explicit SharedArchive(std::size_t keep) : archive_(keep) {}
  void offer(const NativeCandidate& candidate) {
    const std::lock_guard lock(mutex_);
    archive_.offer(candidate);
  }
  void offer(const NativeArchive& candidates) {
    const std::lock_guard lock(mutex_);
    archive_.offer(candidates);
  }
  [[nodiscard]] NativeArchive copy() const {
    const std::lock_guard lock(mutex_);
    return archive_;
  }

 private:
  mutable std::mutex mutex_;
  NativeArchive archive_;
};

/// One run of simulated annealing: offers the best circuit it met at each cost.
void anneal(const NativeSearchParams& params, const std::vector<NativeShape>& shapes, const NativeSpace& space,
            const NativeScorer& scorer, std::uint64_t chain, SharedArchive& archive);

/// Offers the circuits of one cell of a shape with the part's share of the wirings, all but those that cannot matter.
/// Returns how many there are.
std::uint64_t enumerate_single_cell(const NativeSearchParams& params, const NativeShape& shape, const Shard& part,
                                    const NativeScorer& scorer, SharedArchive& archive);

}  // namespace rccm
