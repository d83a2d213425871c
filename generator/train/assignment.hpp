#pragma once

#include <cstddef>
#include <vector>

#include "train/sensitivity.hpp"

namespace rccm::train {

/// What a choice of multipliers must not exceed.
struct Budget {
  enum class Unit {
    kBits,  ///< stored bits of a weight, the mean over all weights: the size of the weight memory
    kLuts,  ///< LUTs of a multiplier, the mean over all multiply-accumulate operations: the size of a device on which
            ///< every layer has multipliers of its own, in proportion to what it has to do
  };
  Unit unit = Unit::kBits;
  double mean = 0;
};

/// A multiplier for each layer.
struct Assignment {
  std::vector<std::size_t> multipliers;  ///< one per layer: an index into those that the sensitivity was measured with
  double mean = 0;                       ///< what they cost, in the budget's unit
  double loss = 0;                       ///< what they add to the loss if layers do not influence each other
};

/// The multipliers within the budget that add least to the loss, taking the sum of the layers' own increases for that
/// of all. `costs` holds the bits or LUTs of each multiplier. Throws Error (kUsage) where the cheapest exceed the
/// budget.
[[nodiscard]] Assignment assign_multipliers(const Sensitivity& sensitivity, const std::vector<double>& costs,
                                            const Budget& budget);

}  // namespace rccm::train
