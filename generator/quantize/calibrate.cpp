#include "quantize/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "quantize/best_scale.hpp"
#include "quantize/lsq.hpp"

namespace rccm {
namespace {

/// The least step at which none of the values lies beyond the end levels.
double step_without_clipping(const Levels& levels, const std::vector<double>& values) {
  double step = 0;
  for (const double value : values) {
    const double end = value < 0 ? levels.lowest() : levels.highest();
    // Unsigned levels clip all values below zero whatever the step.
    if (end != 0) step = std::max(step, value / end);
  }
  return step;
}

}  // namespace

double percentile_magnitude(const std::vector<double>& values, double percent) {
  std::vector<double> magnitudes;
  for (const double value : values) {
    if (value != 0) magnitudes.push_back(std::abs(value));
  }
  if (magnitudes.empty()) return 0;
  // 99.9 percent of 1000 are 999, although the doubles' product is a little more.
  constexpr double kRoundingErrors = 1e-12;
  const double rank = std::ceil(percent / 100 * static_cast<double>(magnitudes.size()) * (1 - kRoundingErrors));
  const auto index = static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
  const auto nth = magnitudes.begin() + std::min(index, static_cast<std::ptrdiff_t>(magnitudes.size()) - 1);
  std::nth_element(magnitudes.begin(), nth, magnitudes.end());
  return *nth;
}

Levels levels_of(const Activation& quantizer) {
  return levels_of(Lsq{quantizer.bits, quantizer.is_signed});
}

GroupFit fit_group(const Activation& quantizer, const std::vector<double>& values) {
  const Levels levels = levels_of(quantizer);
  switch (quantizer.calibration) {
    case Calibration::kMaximum:
      return {step_without_clipping(levels, values), 0, {}};
    case Calibration::kPercentile:
      return {percentile_magnitude(values, quantizer.percentile) / levels.highest(), 0, {}};
    case Calibration::kError:
      return {best_scale(levels, values).scale, 0, {}};
    case Calibration::kLearned:
      return fit_group(Lsq{quantizer.bits, quantizer.is_signed}, values);
  }
  return {};
}

}  // namespace rccm
