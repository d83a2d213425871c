#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "search/fit_pool.hpp"
#include "search/native_cost.hpp"

namespace rccm {

/// A run of simulated annealing towards a set.
struct FitAnnealing {
  std::vector<NativeShape> shapes;   ///< one of them is drawn
  NativeSpace space;                 ///< for its bounds of shifts
  std::vector<std::int32_t> values;  ///< distinct and ascending; a signless circuit needs their magnitudes
  CostParams cost;
  std::uint64_t steps = 0;
  std::uint64_t seed = 0;
};

/// Offers the circuits met that hold the set. The energy is how far the wanted values are from those that a circuit
/// has, and a little of its estimated LUTs.
void anneal_to_set(const FitAnnealing& task, FitPool& pool, const std::function<bool()>& is_over);

}  // namespace rccm
