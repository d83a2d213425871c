#include "train/assignment.hpp"

#include "train/choice.hpp"

namespace rccm::train {

Assignment assign_multipliers(const Sensitivity& sensitivity, const std::vector<double>& costs, const Budget& budget) {
  const auto size_of = [&](const LayerSensitivity& layer) {
    return budget.unit == Budget::Unit::kBits ? layer.weights : layer.macs;
  };
  double total = 0;
  for (const LayerSensitivity& layer : sensitivity.layers) total += size_of(layer);
  std::vector<std::vector<Option>> layers;
  for (const LayerSensitivity& layer : sensitivity.layers) {
    std::vector<Option> options;
    for (std::size_t i = 0; i < costs.size(); ++i) {
      options.push_back({costs[i] * size_of(layer) / total, layer.scores[i].loss - sensitivity.reference.loss});
    }
    layers.push_back(std::move(options));
  }
  Choice choice = choose(layers, budget.mean);
  return {std::move(choice.options), choice.cost, choice.harm};
}

}  // namespace rccm::train
