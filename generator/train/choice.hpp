#pragma once

#include <cstddef>
#include <vector>

namespace rccm::train {

/// One way to build a layer.
struct Option {
  double cost = 0;  ///< of the budget, 0 or more
  double harm = 0;  ///< what it adds to the loss
};

/// The option of each layer whose total harm is least among those whose total cost is within the budget: of equals the
/// cheapest. Exact while the front of partial choices has up to 2^16 points; larger ones are thinned evenly, after
/// which a result is still within the budget.
struct Choice {
  std::vector<std::size_t> options;  ///< one per layer
  double cost = 0;
  double harm = 0;
};

/// Throws Error (kUsage) saying the least that is possible where the budget is less. Every layer has an option.
[[nodiscard]] Choice choose(const std::vector<std::vector<Option>>& layers, double budget);

}  // namespace rccm::train
