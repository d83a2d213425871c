#include "quantize/levels.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace rccm {
namespace {

template <typename Value>
std::uint32_t nearest_of(const std::vector<Value>& levels, double value) {
  std::size_t first = 0;
  std::size_t last = levels.size() - 1;
  while (first < last) {
    const std::size_t middle = (first + last) / 2;
    const auto lower = static_cast<double>(levels[middle]);
    const auto upper = static_cast<double>(levels[middle + 1]);
    if (is_above(value, lower + (upper - lower) / 2, lower, upper)) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return static_cast<std::uint32_t>(first);
}

/// The nearest integer, halves towards zero.
double round_to_smaller(double value) {
  const double magnitude = std::ceil(std::abs(value) - 0.5);
  return std::copysign(magnitude, value);
}

}  // namespace

bool is_above(double value, double threshold, double lower_level, double upper_level) {
  if (value != threshold) return value > threshold;
  return std::abs(upper_level) <= std::abs(lower_level);
}

Levels Levels::range(std::int64_t low, std::int64_t high) {
  assert(low <= high && high - low < (std::int64_t{1} << 32));
  Levels levels;
  levels.low_ = low;
  levels.high_ = high;
  return levels;
}

Levels Levels::of_set(CoefficientSet set) {
  assert(!set.empty() && std::is_sorted(set.begin(), set.end()));
  const auto size = static_cast<std::int64_t>(set.size());
  if (set.back() - set.front() + 1 == size) return range(set.front(), set.back());
  Levels levels;
  levels.set_ = std::move(set);
  return levels;
}

Levels Levels::of_reals(std::vector<double> values) {
  assert(!values.empty() && std::is_sorted(values.begin(), values.end()));
  Levels levels;
  levels.values_ = std::move(values);
  return levels;
}

std::uint64_t Levels::count() const {
  if (!values_.empty()) return values_.size();
  if (!set_.empty()) return set_.size();
  return static_cast<std::uint64_t>(high_ - low_) + 1;
}

double Levels::operator[](std::uint64_t index) const {
  assert(index < count());
  if (!values_.empty()) return values_[index];
  if (!set_.empty()) return static_cast<double>(set_[index]);
  return static_cast<double>(low_ + static_cast<std::int64_t>(index));
}

double Levels::top() const {
  return std::max(std::abs(lowest()), std::abs(highest()));
}

std::uint32_t Levels::nearest(double value) const {
  if (!values_.empty()) return nearest_of(values_, value);
  if (!set_.empty()) return nearest_of(set_, value);
  const auto low = static_cast<double>(low_);
  const double level = std::clamp(round_to_smaller(value), low, static_cast<double>(high_));
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(level) - low_);
}

std::optional<CoefficientSet> Levels::coefficients() const {
  constexpr std::uint64_t kMostCoefficients = std::uint64_t{1} << 20;
  if (!are_integers() || count() > kMostCoefficients) return std::nullopt;
  if (!set_.empty()) return set_;
  CoefficientSet set(count());
  std::iota(set.begin(), set.end(), low_);
  return set;
}

}  // namespace rccm
