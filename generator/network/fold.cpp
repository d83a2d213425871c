#include "network/fold.hpp"

#include <cmath>
#include <utility>

namespace rccm::network {
namespace {

/// weight and bias of each output channel by the factor and term of the batch-norm.
void fold_into(std::vector<float>& weight, std::vector<float>& bias, bool has_bias, const BatchNorm& norm) {
  const auto channels = static_cast<std::size_t>(norm.channels);
  const std::size_t row = weight.size() / channels;
  if (!has_bias) bias.assign(channels, 0.0F);
  for (std::size_t k = 0; k < channels; ++k) {
    const double factor = norm.weight[k] / std::sqrt(static_cast<double>(norm.variance[k]) + norm.epsilon);
    for (std::size_t i = k * row; i < (k + 1) * row; ++i) weight[i] = static_cast<float>(weight[i] * factor);
    bias[k] = static_cast<float>((static_cast<double>(bias[k]) - norm.mean[k]) * factor + norm.bias[k]);
  }
}

bool fold_into(Operation& operation, const BatchNorm& norm) {
  if (auto* conv = std::get_if<Conv2d>(&operation)) {
    fold_into(conv->weight, conv->bias, std::exchange(conv->has_bias, true), norm);
    return true;
  }
  if (auto* linear = std::get_if<Linear>(&operation)) {
    fold_into(linear->weight, linear->bias, std::exchange(linear->has_bias, true), norm);
    return true;
  }
  return false;
}

}  // namespace

Network fold_batch_norms(const Network& network) {
  const std::vector<std::vector<int>> users = consumers(network);
  Network result{network.name, network.input, network.preprocessing, {}};
  std::vector<int> places;  // where each layer's output is found in the result
  for (const Layer& layer : network.layers) {
    std::vector<int> inputs;
    for (const int source : layer.inputs) {
      inputs.push_back(source == kImage ? kImage : places[static_cast<std::size_t>(source)]);
    }
    const auto* norm = std::get_if<BatchNorm>(&layer.operation);
    const int source = layer.inputs.front();
    if (norm != nullptr && source != kImage && users[static_cast<std::size_t>(source)].size() == 1 &&
        fold_into(result.layers[static_cast<std::size_t>(inputs.front())].operation, *norm)) {
      places.push_back(inputs.front());
    } else {
      places.push_back(static_cast<int>(result.layers.size()));
      result.layers.push_back({layer.name, std::move(inputs), layer.operation});
    }
  }
  return result;
}

}  // namespace rccm::network
