#include "train/choice.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "circuit/json.hpp"
#include "support/error.hpp"

namespace rccm::train {
namespace {

constexpr std::size_t kMostPoints = std::size_t{1} << 16U;

/// A choice for the layers so far.
struct Point {
  double cost = 0;
  double harm = 0;
  std::uint32_t before = 0;  ///< the point that it extends
  std::uint32_t option = 0;
};

/// The points that no other beats in both cost and harm, by ascending cost.
std::vector<Point> front_of(std::vector<Point> points) {
  std::stable_sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
    return std::pair(a.cost, a.harm) < std::pair(b.cost, b.harm);
  });
  std::vector<Point> front;
  for (const Point& point : points) {
    if (front.empty() || point.harm < front.back().harm) front.push_back(point);
  }
  if (front.size() <= kMostPoints) return front;
  std::vector<Point> thinned;
  for (std::size_t i = 0; i < kMostPoints; ++i) thinned.push_back(front[i * (front.size() - 1) / (kMostPoints - 1)]);
  return thinned;
}

}  // namespace

Choice choose(const std::vector<std::vector<Option>>& layers, double budget) {
  std::vector<double> least_behind(layers.size() + 1, 0.0);  // what the layers from here on cost at least
  for (std::size_t i = layers.size(); i-- > 0;) {
    const auto cheapest = std::min_element(layers[i].begin(), layers[i].end(),
                                           [](const Option& a, const Option& b) { return a.cost < b.cost; });
    least_behind[i] = least_behind[i + 1] + cheapest->cost;
  }
  const double slack = 1e-12 * (budget + least_behind.front());  // sums in another order differ in their last bits
  if (least_behind.front() > budget + slack) {
    throw usage_error("a budget of " + Json(budget).dump() + " is less than the " + Json(least_behind.front()).dump() +
                      " of the cheapest choice: raise it, or offer cheaper multipliers");
  }
  std::vector<std::vector<Point>> fronts{{Point{}}};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    std::vector<Point> points;
    for (std::uint32_t before = 0; before < fronts.back().size(); ++before) {
      const Point& from = fronts.back()[before];
      for (std::uint32_t option = 0; option < layers[i].size(); ++option) {
        const Option& added = layers[i][option];
        const Point point{from.cost + added.cost, from.harm + added.harm, before, option};
        if (point.cost + least_behind[i + 1] <= budget + slack) points.push_back(point);
      }
    }
    fronts.push_back(front_of(std::move(points)));
  }
  const Point best = fronts.back().back();
  Choice choice{std::vector<std::size_t>(layers.size()), best.cost, best.harm};
  Point point = best;
  for (std::size_t i = layers.size(); i-- > 0;) {
    choice.options[i] = point.option;
    point = fronts[i][point.before];
  }
  return choice;
}

}  // namespace rccm::train
