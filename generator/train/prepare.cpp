#include "train/prepare.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "network/parameters.hpp"
#include "support/random.hpp"

namespace rccm::train {
namespace {

using network::BatchNorm;
using network::Conv2d;
using network::Layer;
using network::Linear;
using network::Network;

bool has_weights(const Network& network) {
  for (const Layer& layer : network.layers) {
    for (const network::ConstParameter& parameter : network::parameters(layer)) {
      if (!parameter.values->empty()) return true;
    }
  }
  return false;
}

void flip_filter(std::vector<float>& weight, std::vector<float>& bias, bool has_bias, std::size_t channels,
                 std::size_t channel) {
  const std::size_t row = weight.size() / channels;
  for (std::size_t i = channel * row; i < (channel + 1) * row; ++i) weight[i] = -weight[i];
  if (has_bias) bias[channel] = -bias[channel];
}

/// The float layer whose output stands behind all that an integer layer computes.
std::size_t end_of(const Network& network, const network::IntegerLayer& layer) {
  const std::string& name = layer.fuses.empty() ? layer.name : layer.fuses.back();
  std::size_t index = 0;
  while (network.layers[index].name != name) ++index;
  return index;
}

}  // namespace

void initialise(Network& network, std::uint64_t seed) {
  if (has_weights(network)) return;
  Random random(seed);
  for (Layer& layer : network.layers) {
    const bool is_norm = std::holds_alternative<BatchNorm>(layer.operation);
    for (const network::Parameter& parameter : network::parameters(layer)) {
      const std::uint64_t count = network::value_count(parameter.shape);
      const bool is_one = is_norm && (parameter.name == "weight" || parameter.name == "running_var");
      parameter.values->assign(count, is_one ? 1.0F : 0.0F);
      if (is_norm || parameter.name != "weight") continue;
      const double inputs = static_cast<double>(count) / static_cast<double>(parameter.shape.front());
      const double limit = std::sqrt(6 / inputs);
      for (float& value : *parameter.values) value = static_cast<float>(limit * (2 * random.uniform() - 1));
    }
  }
}

void make_factors_positive(Network& network) {
  const std::vector<std::vector<int>> users = network::consumers(network);
  for (Layer& layer : network.layers) {
    auto* norm = std::get_if<BatchNorm>(&layer.operation);
    if (norm == nullptr || layer.inputs.front() == network::kImage) continue;
    const auto source = static_cast<std::size_t>(layer.inputs.front());
    if (users[source].size() != 1) continue;
    auto* conv = std::get_if<Conv2d>(&network.layers[source].operation);
    auto* linear = std::get_if<Linear>(&network.layers[source].operation);
    if (conv == nullptr && linear == nullptr) continue;
    const auto channels = static_cast<std::size_t>(norm->channels);
    for (std::size_t k = 0; k < channels; ++k) {
      if (norm->weight[k] >= 0) continue;
      norm->weight[k] = -norm->weight[k];
      norm->mean[k] = -norm->mean[k];
      if (conv != nullptr) flip_filter(conv->weight, conv->bias, conv->has_bias, channels, k);
      if (linear != nullptr) flip_filter(linear->weight, linear->bias, linear->has_bias, channels, k);
    }
  }
}

std::map<std::string, PruningMask> prune(Network& network, double sparsity) {
  std::map<std::string, PruningMask> masks;
  for (Layer& layer : network.layers) {
    if (!std::holds_alternative<Conv2d>(layer.operation) && !std::holds_alternative<Linear>(layer.operation)) continue;
    std::vector<float>& weight = *network::parameters(layer).front().values;
    std::vector<double> values(weight.begin(), weight.end());
    const PruningMask& mask = masks[layer.name + ".weight"] = mask_by_sparsity(values, sparsity);
    apply_mask(mask, values);
    std::transform(values.begin(), values.end(), weight.begin(),
                   [](double value) { return static_cast<float>(value); });
  }
  return masks;
}

RoundingPoints rounding_points(const Network& network, const network::IntegerNetwork& lowered) {
  RoundingPoints points;
  points.input = {"", lowered.quantiser.rescaling.range, lowered.quantiser.scale};
  for (const network::IntegerLayer& layer : lowered.layers) {
    const network::Rescaling* rescaling = nullptr;
    if (const auto* multiply = std::get_if<network::MultiplyLayer>(&layer.operation)) {
      rescaling = &multiply->rescaling;
    } else if (const auto* add = std::get_if<network::IntegerAdd>(&layer.operation)) {
      rescaling = &add->rescaling;
    } else if (const auto* average = std::get_if<network::IntegerAverage>(&layer.operation)) {
      rescaling = &average->rescaling;
    }
    if (rescaling == nullptr) continue;
    const std::size_t end = end_of(network, layer);
    if (end + 1 == network.layers.size()) continue;
    points.layers[end] = {layer.name, rescaling->range, layer.scale};
  }
  return points;
}

}  // namespace rccm::train
