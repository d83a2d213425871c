#include "search/lut_front.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace rccm {

double LutFront::limit(int luts) const {
  const std::scoped_lock lock(mutex_);
  // Keys fall along the front: the last point at or below the cost is the one to beat.
  auto after = best_.upper_bound(luts);
  if (after == best_.begin()) return std::numeric_limits<double>::infinity();
  return std::prev(after)->second.rank.key;
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
}

std::vector<LutFront::Point> LutFront::points() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Point> result;
  for (const auto& [luts, point] : best_) result.push_back(point);
  return result;
}

int least_luts(const AddnetSearchParams& params, std::int32_t top) {
  // The product is symmetric: one bit more than its greatest magnitude.
  const int product_bits = params.input_bits + static_cast<int>(std::bit_width(static_cast<std::uint32_t>(top)));
  constexpr int kMostOffChain = 6;
  const int inner = std::max(0, params.input_bits - kMostOffChain);
  return std::max(1, product_bits - kMostOffChain) + inner * (params.space.adders - 1);
}

}  // namespace rccm
