#include "quantize/best_scale.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "weights/distribution.hpp"
#include "weights/interval_search.hpp"

namespace rccm {
namespace {

/// Sums over the values with each at its nearest level.
struct Sums {
  double error = 0;         ///< Σ (λ q - w)²
  double product = 0;       ///< Σ q w
  double level_square = 0;  ///< Σ q²
};

Sums sums_at(const Levels& levels, const std::vector<double>& values, double scale) {
  Sums sums;
  for (const double value : values) {
    const double level = levels[levels.nearest(value / scale)];
    const double difference = scale * level - value;
    sums.error += difference * difference;
    sums.product += level * value;
    sums.level_square += level * level;
  }
  return sums;
}

Fit fit_by_values(const Levels& levels, const std::vector<double>& values, double power, const FitParams& params) {
  const double sigma = std::sqrt(power / static_cast<double>(values.size()));
  const double low = params.least_top * sigma / levels.top();
  const double high = params.greatest_top * sigma / levels.top();
  const ScaleMinimum minimum = minimise_over_scales([&](double scale) { return sums_at(levels, values, scale).error; },
                                                    power, low, high, {.tolerance = params.tolerance * power});
  Fit fit{minimum.scale, minimum.value};
  // Alternating between the best scale of an assignment and the best assignment of a scale lowers the error until it
  // stands still, after a few rounds as the assignment hardly changes any more.
  for (bool improves = true; improves;) {
    const Sums sums = sums_at(levels, values, fit.scale);
    const double scale = sums.level_square > 0 ? std::clamp(sums.product / sums.level_square, low, high) : fit.scale;
    const double error = sums_at(levels, values, scale).error;
    improves = error < fit.distortion;
    if (improves) fit = {scale, error};
  }
  fit.distortion /= power;
  return fit;
}

}  // namespace

Fit best_scale(const Levels& levels, const std::vector<double>& values, const FitParams& params) {
  assert(levels.are_integers());
  double power = 0;
  for (const double value : values) power += value * value;
  if (power == 0) return {0, 0};
  if (levels.top() == 0) return {0, 1};
  // A distribution of n values answers a level in log n steps.
  const auto cost_by_levels = levels.count() * std::bit_width(values.size());
  const auto set = levels.coefficients();
  if (!set || cost_by_levels > values.size()) return fit_by_values(levels, values, power, params);
  return fit_scale(*set, Distribution::of_samples(values), params);
}

}  // namespace rccm
