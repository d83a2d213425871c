#include "report/label_placement.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rccm::report {
namespace {

constexpr double kNearest = 3.5;  // between a mark and its label
constexpr double kFarthest = 44;  // beyond, a label is no help
constexpr double kDistanceStep = 6;
constexpr double kFar = 9;        // beyond, a line leads to the label
constexpr double kCrossing = 14;  // what crossing a line counts, in pixels of distance
constexpr int kDirections = 16;

// The box that a label takes in a direction from its mark, `distance` from the mark's edge.
Box box_at(const Label& label, double angle, double distance) {
  const double x = std::cos(angle);
  const double y = -std::sin(angle);
  // The nearest point of the box's edge lies in the direction: the centre is half a box further.
  const double reach = label.radius + distance;
  const Point centre{label.mark.x + x * (reach + label.width / 2), label.mark.y + y * (reach + label.height / 2)};
  return {centre.x - label.width / 2, centre.y - label.height / 2, centre.x + label.width / 2,
          centre.y + label.height / 2};
}

bool is_within(const Box& box, const Box& frame) {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

// Above to the left is what a reader of a front expects, as nothing better stands there.
double turn_cost(double angle) {
  constexpr double kFavourite = 0.75 * std::numbers::pi;
  return 1 - std::cos(angle - kFavourite);
}

}  // namespace

bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

std::vector<std::optional<PlacedLabel>> place_labels(const std::vector<Label>& labels,
                                                     const Surroundings& surroundings) {
  std::vector<std::optional<PlacedLabel>> result;
  std::vector<Box> taken = surroundings.forbidden;
  for (const Label& label : labels) {
    std::optional<PlacedLabel> best;
    double best_cost = 0;
    for (double distance = kNearest; distance <= kFarthest; distance += kDistanceStep) {
      for (int direction = 0; direction < kDirections; ++direction) {
        const double angle = 2 * std::numbers::pi * direction / kDirections;
        const Box box = box_at(label, angle, distance);
        const auto meets = [&](const Box& other) { return overlap(box, other); };
        if (!is_within(box, surroundings.frame) || std::any_of(taken.begin(), taken.end(), meets)) continue;
        const auto crossings = std::count_if(surroundings.avoided.begin(), surroundings.avoided.end(), meets);
        const double cost = distance + kCrossing * static_cast<double>(crossings) + 2 * turn_cost(angle);
        if (!best || cost < best_cost) {
          best = PlacedLabel{box, distance > kFar};
          best_cost = cost;
        }
      }
    }
    if (best) taken.push_back(best->box);
    result.push_back(best);
  }
  return result;
}

}  // namespace rccm::report
