#include "search/lut_front.hpp"

#include <iterator>
#include <limits>

namespace rccm {

LutFront::LutFront() {
  for (std::atomic<double>& limit : limits_) limit = std::numeric_limits<double>::infinity();
}

void LutFront::offer(const Point& point) {
  const std::scoped_lock lock(mutex_);
  const int luts = point.circuit.luts;
  const auto same = best_.find(luts);
  if (same != best_.end() && !(point < same->second)) return;
  const auto next = best_.lower_bound(luts);
  if (next != best_.begin() && !(point.rank < std::prev(next)->second.rank)) return;
  best_[luts] = point;
  for (auto other = best_.upper_bound(luts); other != best_.end() && !(other->second.rank < point.rank);) {
    other = best_.erase(other);
  }
  // A costlier circuit has to reach the point before it.
  const auto after = best_.upper_bound(luts);
  const int end = after == best_.end() ? kMostLuts + 1 : std::min(after->first, kMostLuts + 1);
  for (int cost = std::min(luts, kMostLuts); cost < end; ++cost) {
    limits_[static_cast<std::size_t>(cost)].store(point.rank.key, std::memory_order_relaxed);
  }
}

std::vector<LutFront::Point> LutFront::points() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Point> result;
  for (const auto& [luts, point] : best_) result.push_back(point);
  return result;
}

}  // namespace rccm
