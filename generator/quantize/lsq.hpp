#pragma once

#include <cstddef>
#include <vector>

#include "quantize/apot.hpp"
#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// Learned-step uniform quantisation (Esser et al., "Learned Step Size Quantization", ICLR 2020): the integers
/// -2^(b-1) .. 2^(b-1) - 1, or 0 .. 2^b - 1 for unsigned values, times a step that is learned.
struct Lsq {
  int bits = 4;  ///< b, 2..16, or 1..16 unsigned
  bool is_signed = true;
  ScaleStart start = ScaleStart::kPublished;  ///< published: step = 2 mean |w| / √Q, Q being the highest level
  bool operator==(const Lsq&) const = default;
};

[[nodiscard]] Levels levels_of(const Lsq& quantizer);
[[nodiscard]] GroupFit fit_group(const Lsq& quantizer, const std::vector<double>& values);

/// The published factor 1 / √(N Q) on the step's gradient, N being the number of values that share the step: it makes
/// the step change, relative to its size, as fast as the weights do.
[[nodiscard]] double gradient_factor(const Lsq& quantizer, std::size_t group_size);

}  // namespace rccm
