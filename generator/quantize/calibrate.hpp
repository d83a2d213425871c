#pragma once

#include <vector>

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// How the range of activations is found from recorded values.
enum class Calibration {
  kMaximum,     ///< no recorded value is clipped
  kPercentile,  ///< so many percent of the nonzero magnitudes are not clipped
  kError,       ///< the squared error is least
  kLearned,     ///< where learned-step quantisation starts: step = 2 mean |a| / √Q
};

/// Activations of b bits: the integers 0 .. 2^b - 1 after ReLU, or -2^(b-1) .. 2^(b-1) - 1, times a step that is
/// calibrated and that retraining may learn.
struct Activation {
  int bits = 8;  ///< b, 1..16; 2..16 if signed
  bool is_signed = false;
  Calibration calibration = Calibration::kError;
  double percentile = 99.9;  ///< above 0, at most 100; of Calibration::kPercentile
  bool operator==(const Activation&) const = default;
};

/// The least magnitude that is at least as great as so many percent of the nonzero magnitudes; 0 if all are zero.
[[nodiscard]] double percentile_magnitude(const std::vector<double>& values, double percent);

[[nodiscard]] Levels levels_of(const Activation& quantizer);
[[nodiscard]] GroupFit fit_group(const Activation& quantizer, const std::vector<double>& values);

}  // namespace rccm
