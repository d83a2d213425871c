#pragma once

#include <cstdint>
#include <vector>

#include "search/bit_support.hpp"
#include "search/fit_cover.hpp"
#include "search/fit_pool.hpp"
#include "search/native_cost.hpp"

namespace rccm {

/// The circuits among which one that holds a set is looked for.
struct FitTask {
  NativeShape shape;                  ///< of one or two cells, without consumer shifts
  int max_shift = 3;                  ///< of circuits without a shift common to all inputs of an earlier cell
  std::vector<std::int32_t> targets;  ///< distinct; magnitudes if the shape is signless; at most 64
  CostParams cost;
};

/// What was found on the way.
struct FitFindings {
  std::uint64_t solutions = 0;
  /// No circuit of the tasks costs fewer LUTs, if all were seen: at the least what its cells cost by the bits of their
  /// results.
  double least_luts = 1e9;
};

/// Offers the circuits of a shape that hold the targets: for each way to reach them with the last cell the likeliest
/// first cells.
void fit_cells(const FitTask& task, const BitSupport& support, CoverBudget& budget, FitPool& pool,
               FitFindings& findings);

}  // namespace rccm
