#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "search/fit_pool.hpp"
#include "search/native_cost.hpp"

namespace rccm {

/// A circuit with its exact cost.
struct FittedCircuit {
  Circuit circuit;
  double luts = 0;
};

/// The order of results: fewest LUTs, fewest stored bits, fewest cells, then the cells themselves.
[[nodiscard]] bool is_cheaper(const FittedCircuit& a, const FittedCircuit& b);

struct FitMapping {
  std::optional<FittedCircuit> cheapest;  ///< nothing if there is no candidate
  bool ran_out = false;                   ///< of time, before all candidates were looked at
};

/// Counts the LUTs of all candidates and improves the cheapest: what functions that are not needed repeat, and the
/// order of functions. `is_over` ends it early, but not before one circuit is there.
[[nodiscard]] FitMapping map_candidates(const std::vector<FitCandidate>& candidates, const CostParams& cost,
                                        unsigned threads, const std::function<bool()>& is_over);

}  // namespace rccm
