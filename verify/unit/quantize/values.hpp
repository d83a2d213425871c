#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "quantize/levels.hpp"
#include "support/random_circuit.hpp"

namespace rccm::test {

/// A uniform draw from [0, 1).
inline double unit(Random& random) {
  return static_cast<double>(random.next() >> 11) * 0x1p-53;
}

/// A bell-shaped draw of variance 1: the sum of twelve uniform ones.
inline double bell(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += unit(random);
  return sum;
}

/// Bell-shaped weights around a mean.
inline std::vector<double> bell_values(Random& random, std::size_t count, double deviation = 1, double mean = 0) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(mean + deviation * bell(random));
  return values;
}

/// The nearest level by comparing all distances: of equally near ones the smaller magnitude, then the positive one.
inline double plain_nearest(const std::vector<double>& levels, double value) {
  double best = levels.front();
  for (const double level : levels) {
    const double distance = std::abs(level - value);
    const double least = std::abs(best - value);
    const bool smaller = std::abs(level) < std::abs(best) || (std::abs(level) == std::abs(best) && level > best);
    if (distance < least || (distance == least && smaller)) best = level;
  }
  return best;
}

inline std::vector<double> all_levels(const Levels& levels) {
  std::vector<double> result;
  for (std::uint64_t i = 0; i < levels.count(); ++i) result.push_back(levels[i]);
  return result;
}

inline double squared_error(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/// The squared error of values against the nearest of scale · levels, by comparing all distances.
inline double plain_error(const std::vector<double>& levels, const std::vector<double>& values, double scale) {
  double sum = 0;
  for (const double value : values) {
    const double difference = scale * plain_nearest(levels, value / scale) - value;
    sum += difference * difference;
  }
  return sum;
}

/// The mean of |v|, and the root of the mean of v².
inline double mean_magnitude(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::abs(value);
  return sum / static_cast<double>(values.size());
}

inline double root_mean_square(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return std::sqrt(sum / static_cast<double>(values.size()));
}

/// Every element within a relative tolerance of the other's.
inline bool close(const std::vector<double>& a, const std::vector<double>& b, double tolerance = 1e-12) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(std::abs(a[i] - b[i]) <= tolerance * std::fmax(1, std::fmax(std::abs(a[i]), std::abs(b[i]))))) return false;
  }
  return true;
}

}  // namespace rccm::test
