#include "quantize/best_scale.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>

#include "quantize/level_sums.hpp"
#include "weights/distribution.hpp"
#include "weights/interval_search.hpp"

namespace rccm {
namespace {

/// With more levels the error is so small that certifying it takes minutes, and so smooth that a grid cannot miss it.
constexpr std::uint64_t kMostCertifiedLevels = 1024;

/// The best scale of a grid between two scales, both of them included.
double best_of_grid(const Levels& levels, const SortedValues& values, double low, double high, int steps) {
  double best = low;
  double least = values.at(levels, low).error;
  for (int i = 1; i <= steps; ++i) {
    const double scale = i == steps ? high : low * std::pow(high / low, static_cast<double>(i) / steps);
    const double error = values.at(levels, scale).error;
    if (error < least) {
      least = error;
      best = scale;
    }
  }
  return best;
}

double search_scale(const Levels& levels, const SortedValues& values, double low, double high, double tolerance) {
  if (levels.count() <= kMostCertifiedLevels) {
    return minimise_over_scales([&](double scale) { return values.at(levels, scale).error; }, values.power(), low, high,
                                {.tolerance = tolerance * values.power()})
        .scale;
  }
  constexpr double kStepsPerOctave = 32;
  const int steps = std::max(1, static_cast<int>(std::ceil(std::log2(high / low) * kStepsPerOctave)));
  const double coarse = best_of_grid(levels, values, low, high, steps);
  const double ratio = std::pow(high / low, 1.0 / steps);
  constexpr int kFineSteps = 64;
  return best_of_grid(levels, values, std::max(low, coarse / ratio), std::min(high, coarse * ratio), kFineSteps);
}

Fit fit_by_values(const Levels& levels, const SortedValues& values, const FitParams& params) {
  const double low = params.least_top * values.root_mean_square() / levels.top();
  const double high = params.greatest_top * values.root_mean_square() / levels.top();
  const double start = search_scale(levels, values, low, high, params.tolerance);
  Fit fit{start, values.at(levels, start).error};
  // Alternating between the best scale of an assignment and the best assignment of a scale lowers the error until it
  // stands still, after a few rounds as the assignment hardly changes any more.
  for (bool improves = true; improves;) {
    const LevelSums sums = values.at(levels, fit.scale);
    const double scale = sums.level_square > 0 ? std::clamp(sums.product / sums.level_square, low, high) : fit.scale;
    const double error = values.at(levels, scale).error;
    improves = error < fit.distortion;
    if (improves) fit = {scale, error};
  }
  fit.distortion /= values.power();
  return fit;
}

}  // namespace

Fit best_scale(const Levels& levels, const std::vector<double>& values, const FitParams& params) {
  assert(levels.are_integers());
  if (std::all_of(values.begin(), values.end(), [](double value) { return value == 0; })) return {0, 0};
  if (levels.top() == 0) return {0, 1};
  // A distribution looks at every level, in as many steps as the number of values has bits.
  const auto set = levels.coefficients();
  const auto cost_by_levels = levels.count() * static_cast<std::uint64_t>(std::bit_width(values.size()));
  if (!set || cost_by_levels > values.size()) return fit_by_values(levels, SortedValues(values), params);
  return fit_scale(*set, Distribution::of_samples(values), params);
}

}  // namespace rccm
