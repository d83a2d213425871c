#include "quantize/level_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace rccm {

SortedValues::SortedValues(std::vector<double> values) : values_(std::move(values)) {
  std::sort(values_.begin(), values_.end());
  partial_sums_.reserve(values_.size() + 1);
  partial_sums_.push_back(0);
  for (const double value : values_) {
    partial_sums_.push_back(partial_sums_.back() + value);
    power_ += value * value;
  }
}

double SortedValues::largest() const {
  return values_.empty() ? 0 : std::max(std::abs(values_.front()), std::abs(values_.back()));
}

double SortedValues::root_mean_square() const {
  return values_.empty() ? 0 : std::sqrt(power_ / static_cast<double>(values_.size()));
}

LevelSums SortedValues::at(const Levels& levels, double scale) const {
  LevelSums sums;
  for (std::size_t first = 0; first < values_.size();) {
    const std::uint32_t index = levels.nearest(values_[first] / scale);
    const auto begin = values_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = std::partition_point(begin + 1, values_.end(),
                                          [&](double value) { return levels.nearest(value / scale) == index; });
    const auto next = static_cast<std::size_t>(end - values_.begin());
    const double level = levels[index];
    sums.product += level * (partial_sums_[next] - partial_sums_[first]);
    sums.level_square += level * level * static_cast<double>(next - first);
    first = next;
  }
  sums.error = std::max(0.0, power_ + scale * (scale * sums.level_square - 2 * sums.product));
  return sums;
}

}  // namespace rccm
