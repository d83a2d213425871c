#pragma once

#include <optional>

#include "circuit/accumulation.hpp"
#include "search/bit_support.hpp"
#include "search/native_genome.hpp"

namespace rccm {

/// What a LUT budget and a front count.
struct CostParams {
  bool mac = false;  ///< LUTs per multiply-accumulate instead of those of the multiplier alone
  DotProduct dot;
  int input_bits = 8;
  bool input_signed = true;
};

/// The exact cost of a circuit.
[[nodiscard]] double cost_of(const Circuit& circuit, const CostParams& params);

/// An estimate from widths alone, in a fraction of a microsecond. evaluate() must have filled the values.
[[nodiscard]] double estimate_cost(const NativeGenome& genome, const NativeValues& values, const CostParams& params);

/// No circuit with this product costs less, by the bits of its product alone. evaluate() must have filled the values.
[[nodiscard]] double least_cost(const NativeGenome& genome, const NativeValues& values, const CostParams& params,
                                const BitSupport& support);

}  // namespace rccm
