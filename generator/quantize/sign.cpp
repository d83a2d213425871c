#include "quantize/sign.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

namespace rccm {
namespace {

double mean_magnitude(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::abs(value);
  return sum / static_cast<double>(values.size());
}

/// With the k greatest magnitudes nonzero and the scale their mean, the squared error is Σ w² - (Σ_k |w|)² / k. The
/// threshold is the greatest magnitude left out.
double best_threshold(const std::vector<double>& values) {
  std::vector<double> magnitudes;
  magnitudes.reserve(values.size());
  for (const double value : values) magnitudes.push_back(std::abs(value));
  std::sort(magnitudes.begin(), magnitudes.end(), std::greater<>());
  double sum = 0;
  double most = 0;
  double threshold = 0;
  for (std::size_t k = 1; k <= magnitudes.size(); ++k) {
    sum += magnitudes[k - 1];
    const double next = k < magnitudes.size() ? magnitudes[k] : 0;
    // Equal magnitudes cannot be parted by a threshold.
    if (next == magnitudes[k - 1]) continue;
    const double gain = sum * sum / static_cast<double>(k);
    if (gain > most) {
      most = gain;
      threshold = next;
    }
  }
  return threshold;
}

}  // namespace

Levels levels_of(const Binary& /*quantizer*/) {
  return Levels::of_set({-1, 1});
}

Levels levels_of(const Ternary& /*quantizer*/) {
  return Levels::range(-1, 1);
}

GroupFit fit_group(const Binary& /*quantizer*/, const std::vector<double>& values) {
  return {mean_magnitude(values), 0, {0}};
}

GroupFit fit_group(const Ternary& quantizer, const std::vector<double>& values) {
  const double threshold =
      quantizer.threshold_factor ? *quantizer.threshold_factor * mean_magnitude(values) : best_threshold(values);
  double sum = 0;
  std::size_t count = 0;
  for (const double value : values) {
    if (std::abs(value) <= threshold) continue;
    sum += std::abs(value);
    ++count;
  }
  const double scale = count > 0 ? sum / static_cast<double>(count) : threshold;
  return {scale, 0, {-threshold, threshold}};
}

}  // namespace rccm
