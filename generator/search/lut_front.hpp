#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "search/cheapest.hpp"
#include "search/ranking.hpp"

namespace rccm {

/// The best set per number of LUTs, from any number of threads; the content does not depend on the order of offers.
class LutFront {
 public:
  struct Point {
    Rank rank;
    PricedCircuit circuit;
    NodeSet magnitudes;
    auto operator<=>(const Point&) const = default;
  };

  LutFront();
  /// What the key of a circuit of at least that many LUTs must not exceed to be of interest; never rises.
  [[nodiscard]] double limit(int luts) const {
    return limits_[static_cast<std::size_t>(std::min(luts, kMostLuts))].load(std::memory_order_relaxed);
  }
  void offer(const Point& point);
  /// The points that beat all cheaper ones, by rising LUTs.
  [[nodiscard]] std::vector<Point> points() const;

 private:
  static constexpr int kMostLuts = 255;  // what costs more is held against the same limit

  mutable std::mutex mutex_;
  std::map<int, Point> best_;  // by LUTs; each with a better rank than all before it
  std::array<std::atomic<double>, kMostLuts + 1> limits_;
};

}  // namespace rccm
