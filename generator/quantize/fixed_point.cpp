#include "quantize/fixed_point.hpp"

#include <cmath>
#include <cstdint>

namespace rccm {

Levels levels_of(const FixedPoint& quantizer) {
  const std::int64_t half = std::int64_t{1} << (quantizer.integer_bits + quantizer.fraction_bits - 1);
  return Levels::range(-half, half - 1);
}

GroupFit fit_group(const FixedPoint& quantizer) {
  return {std::ldexp(1.0, -quantizer.fraction_bits), 0, {}};
}

}  // namespace rccm
