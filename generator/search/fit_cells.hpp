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
  std::vector<std::int32_t> targets;  ///< distinct; magnitudes if the shape is signless
  CostParams cost;
  int most_luts = 1 << 20;  ///< circuits that are known to cost more need not be seen
  CoverPart part;
};

/// What was found on the way.
struct FitFindings {
  std::uint64_t solutions = 0;
  int least_luts = 1 << 20;  ///< no circuit that was seen costs fewer, by the bits of its cells' results
};

/// Offers the circuits of a shape that hold the targets: for each way to reach them with the last cell the likeliest
/// first cells.
void fit_cells(const FitTask& task, const BitSupport& support, CoverBudget& budget, FitPool& pool,
               FitFindings& findings);

}  // namespace rccm
