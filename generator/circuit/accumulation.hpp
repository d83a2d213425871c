#pragma once

#include "circuit/circuit.hpp"

namespace rccm {

/// The range of a + b, or of both a + b and a - b where the sign of the whole is applied later.
[[nodiscard]] Range relative_sum(const Range& a, const Range& b, bool either_sign);

/// The range of values that may be shifted left.
[[nodiscard]] Range shifted_range(const Range& range, int shift);

/// A dot product of `lanes` products, added to an accumulator.
struct DotProduct {
  int lanes = 16;
  int accumulator_bits = 24;
};

/// How the products of a dot product are summed.
enum class Summation {
  kTree,   ///< pairs of products are added, then pairs of sums; the tree's sum is added to the accumulator
  kChain,  ///< one product after the other is added to a running sum
  kFused,  ///< as kChain, and the multiplier's last rows are themselves additions to the running sum
};

/// LUTs per multiply-accumulate of the cheapest summation.
struct MacCost {
  double luts = 0;
  Summation summation = Summation::kTree;
  bool operator==(const MacCost&) const = default;
};

/// The cost of one product and its share of the adders and of the accumulator.
///
/// An adder takes one LUT per bit of its exact result range. Signs of signless circuits cost nothing: an adder
/// subtracts as cheaply as it adds, the sign of a whole sum is passed on, and relative signs are prepared when codes
/// are stored. A choice of the consumer between two shifts needs a cell whose ungated input is the running sum, hence a
/// chain. A product is fused where its last cells add an addend to the rest: such a row can be added to the running sum
/// instead.
[[nodiscard]] MacCost mac_cost(const Circuit& circuit, const DotProduct& dot = {});

}  // namespace rccm
