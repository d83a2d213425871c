#pragma once

#include <vector>

#include "quantize/levels.hpp"
#include "weights/fit.hpp"

namespace rccm {

/// The scale of least squared error between finite values and their nearest levels, which must be integers: the same
/// minimum as fit_scale(), but also for levels so many, or values so few, that a sum over the values costs less than
/// one over the levels. With more than 1024 levels the minimum is that of a grid of 32 steps an octave, refined to a
/// thousandth around the best. Scale 0 where all values, or all levels, are zero.
[[nodiscard]] Fit best_scale(const Levels& levels, const std::vector<double>& values, const FitParams& params = {});

}  // namespace rccm
