#pragma once

#include "circuit/circuit.hpp"

namespace rccm {

// The two non-uniform number systems that networks are quantised to, as signless circuits: three bits choose a
// magnitude and the fourth stored bit is its sign. Levels are those of Li, Dong and Wang, "Additive Powers-of-Two
// Quantization" (ICLR 2020), for weights of four bits, as integers: the authors build them for the magnitude's three
// bits (build_power_value with B = 3 in their published code).

/// What a weight memory holds for one weight of either, with its sign.
inline constexpr int kPowersOfTwoWeightBits = 4;

/// Powers of two: magnitudes 0, 1, 2, 4, 8, 16, 32 and 64. A row of multiplexers chooses between x and 2x, a cell
/// between the result, 4 and 16 times it; the eighth value is its largest one added to itself.
[[nodiscard]] Circuit pot_circuit(int input_bits = 8, bool input_signed = true);

/// Additive powers of two: magnitudes 0, 1, 2, 3, 4, 6, 8 and 10, the sums of one of {0, 1, 4, 8} and one of {0, 2}.
[[nodiscard]] Circuit apot_circuit(int input_bits = 8, bool input_signed = true);

}  // namespace rccm
