#pragma once

#include <vector>

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// M evenly spaced levels around zero with the step of least squared error. An odd M has the levels 0, ±1 .. ±(M-1)/2
/// steps, an even M has none at zero and ±1, ±3 .. ±(M-1) half steps.
struct Uniform {
  int levels = 7;  ///< M, 2..65536
  bool operator==(const Uniform&) const = default;
};

[[nodiscard]] Levels levels_of(const Uniform& quantizer);

/// Alternates between the nearest levels q of a step and the best step Σ q w / Σ q² of an assignment (Hwang and Sung,
/// "Fixed-point feedforward deep neural network design using weights +1, 0, and -1", SiPS 2014) until the step stands
/// still. As that ends in the next local minimum, it is started from many steps, the outer levels between the root mean
/// square and the greatest magnitude of the values, four to the octave, and the least error is kept.
[[nodiscard]] GroupFit fit_group(const Uniform& quantizer, const std::vector<double>& values);

/// One run of the alternation, from a step above zero. The unit is that of levels_of(): half steps where M is even.
[[nodiscard]] double alternate_step(const Levels& levels, const std::vector<double>& values, double step);

}  // namespace rccm
