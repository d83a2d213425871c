#pragma once

#include <optional>
#include <vector>

#include "quantize/fitted_quantizer.hpp"

namespace rccm {

/// How the straight-through gradient treats values that quantisation clips.
struct GradientParams {
  /// M: the gradient passes to values of magnitude up to M and to no other. Without it, it passes to values strictly
  /// between the end levels where the quantiser takes the nearest level, and to all values where it has thresholds.
  std::optional<double> clip;
};

/// What a loss' gradient becomes behind a quantiser.
struct QuantizerGradient {
  std::vector<double> values;  ///< to the unquantised values
  std::vector<double> scales;  ///< to the scales, one per group; zeros where the scale is not learned
};

/// The straight-through gradient: rounding counts as the identity, so that `upstream`, the gradient to the quantised
/// values, passes to the values themselves. To the scale of a group it is
///
///     factor · Σ upstream · (level - u)    where u = (w - offset) / scale lies strictly between the end levels,
///     factor · Σ upstream · level          where it does not, and where thresholds choose the level,
///
/// the former being d(scale · round(w / scale)) / d scale with rounding as the identity (Esser et al., "Learned Step
/// Size Quantization", ICLR 2020, equation 3), the latter the plain derivative.
[[nodiscard]] QuantizerGradient straight_through(const FittedQuantizer& quantizer, const std::vector<double>& values,
                                                 const std::vector<double>& upstream,
                                                 const GradientParams& params = {});

/// Moves weights that left -limit..limit back to its ends, as training with a clip range does after each step.
void clip_weights(std::vector<double>& weights, double limit);

}  // namespace rccm
