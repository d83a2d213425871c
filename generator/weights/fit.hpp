#pragma once

#include "circuit/coefficient_set.hpp"
#include "weights/distribution.hpp"

namespace rccm {

/// How well a set represents weights at its best scale.
struct Fit {
  double scale = 0;       ///< λ: real weight = λ · coefficient
  double distortion = 1;  ///< E[(λ q - w)²] / E[w²] at that scale
  [[nodiscard]] double sqnr_db() const;
};

/// Bounds and precision of the search for the scale.
struct FitParams {
  double least_top = 1;  ///< the largest level lies between these multiples of σ
  double greatest_top = 64;
  double tolerance = 1e-9;  ///< no scale gives a distortion lower than the result by more than this
};

/// The distortion at one scale, exact for the distribution.
[[nodiscard]] double distortion_at(const CoefficientSet& set, const Distribution& distribution, double scale);

/// The scale that minimises the distortion over the whole bounded range.
///
/// With μ = 1/λ, the function μ² (E(λ) - E[w²]) is a minimum of functions linear in μ, one per assignment of weights to
/// levels, hence concave. Between two scales it therefore lies above its chord, which bounds the distortion of the
/// whole interval from below: intervals are halved until none can hold anything better than the best found by more than
/// the tolerance. The best is then refined to its fixed point λ = Σ q w / Σ q².
[[nodiscard]] Fit fit_scale(const CoefficientSet& set, const Distribution& distribution, const FitParams& params = {});

}  // namespace rccm
