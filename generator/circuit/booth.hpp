#pragma once

#include "circuit/circuit.hpp"

namespace rccm {

/// The rival of every circuit here: a radix-4 Booth multiplier by a two's complement weight, one cell per digit. Digit
/// i is -2 b(2i+1) + b(2i) + b(2i-1) of the weight's bits, so that neighbouring cells share a code bit; the code is the
/// weight itself.
[[nodiscard]] Circuit booth_circuit(int weight_bits, int input_bits = 8, bool input_signed = true);

inline constexpr int kMinBoothWeightBits = 2;
inline constexpr int kMaxBoothWeightBits = 16;

}  // namespace rccm
