#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "search/native_genome.hpp"

namespace rccm {

/// What a select value makes of a first cell's result u and of x: of_u * u + of_x * x.
struct LinearMap {
  std::int32_t of_u = 0;
  std::int32_t of_x = 0;
  auto operator<=>(const LinearMap&) const = default;
};

/// Maps that one cell chooses from, and the cells that do: of each mode that can, the one with fewest negations and
/// addends.
struct FunctionSet {
  std::vector<LinearMap> maps;  ///< distinct, ascending
  std::vector<NativeGenome::Gene> cells;
};

/// Which data inputs cells have, and what of their maps matters.
struct FunctionSetParams {
  int select_bits = 1;
  int max_shift = 2;
  bool with_first_cell = false;  ///< shifts of u besides those of x
  bool either_sign = false;      ///< a map and its negative are the same
};

/// All sets that a cell of any mode can choose from, in ascending order.
[[nodiscard]] std::vector<FunctionSet> function_sets(const FunctionSetParams& params);

}  // namespace rccm
