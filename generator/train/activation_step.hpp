#pragma once

#include <cstddef>

#include "circuit/circuit.hpp"

namespace rccm::train {

/// y = step · clamp(floor(x / step + 1/2), range): activations as the integer network will have them.
void quantise_activations(const float* x, float* y, std::size_t count, double step, const Range& range,
                          unsigned threads);

/// The straight-through gradient: `dx` receives `dy` where x / step lies strictly within the range, and 0 elsewhere.
/// Returns the gradient to the step, Σ dy · (level - x / step) within and Σ dy · level elsewhere.
[[nodiscard]] double activation_gradient(const float* x, const float* dy, float* dx, std::size_t count, double step,
                                         const Range& range, unsigned threads);

}  // namespace rccm::train
