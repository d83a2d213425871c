#pragma once

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// Two's complement fixed point Q[m:n] with saturation: multiples of 2^-n in -2^(m-1) .. 2^(m-1) - 2^-n, where the sign
/// counts as one of the m bits. Q8.8 is 16 bits wide, Q16.16 is 32. The scale is 2^-n and not learned.
struct FixedPoint {
  int integer_bits = 8;   ///< m, at least 1
  int fraction_bits = 8;  ///< n, at least 0; m + n in 2..32
  bool operator==(const FixedPoint&) const = default;
};

[[nodiscard]] Levels levels_of(const FixedPoint& quantizer);
/// The same for all weights.
[[nodiscard]] GroupFit fit_group(const FixedPoint& quantizer);

}  // namespace rccm
