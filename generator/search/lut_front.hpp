#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "search/addnet_search.hpp"
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

  /// What the key of a circuit of at least that many LUTs must not exceed to be of interest.
  [[nodiscard]] double limit(int luts) const;
  void offer(const Point& point);
  /// The points that beat all cheaper ones, by rising LUTs.
  [[nodiscard]] std::vector<Point> points() const;

 private:
  mutable std::mutex mutex_;
  std::map<int, Point> best_;  // by LUTs; each with a better key than all before it
};

/// A number of LUTs below which no circuit of the space has a product whose greatest coefficient is top. Each cell
/// computes its result bits on its own LUTs but for a few: the lowest, while six inputs determine them, and the sign.
[[nodiscard]] int least_luts(const AddnetSearchParams& params, std::int32_t top);

}  // namespace rccm
