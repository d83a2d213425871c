#include "network/parameters.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "support/error.hpp"

namespace rccm::network {
namespace {

std::uint64_t extent(int value) {
  return static_cast<std::uint64_t>(value);
}

template <typename Values, typename AnyLayer>
std::vector<BasicParameter<Values>> list_parameters(AnyLayer& layer) {
  std::vector<BasicParameter<Values>> result;
  if (auto* conv = std::get_if<Conv2d>(&layer.operation)) {
    const Window& window = conv->window;
    result.push_back({"weight",
                      {extent(conv->out_channels), extent(conv->in_channels / conv->groups), extent(window.kernel[0]),
                       extent(window.kernel[1])},
                      &conv->weight});
    if (conv->has_bias) result.push_back({"bias", {extent(conv->out_channels)}, &conv->bias});
  } else if (auto* linear = std::get_if<Linear>(&layer.operation)) {
    result.push_back({"weight", {extent(linear->out_features), extent(linear->in_features)}, &linear->weight});
    if (linear->has_bias) result.push_back({"bias", {extent(linear->out_features)}, &linear->bias});
  } else if (auto* norm = std::get_if<BatchNorm>(&layer.operation)) {
    const std::vector<std::uint64_t> shape{extent(norm->channels)};
    result = {{"weight", shape, &norm->weight},
              {"bias", shape, &norm->bias},
              {"running_mean", shape, &norm->mean},
              {"running_var", shape, &norm->variance}};
  }
  return result;
}

void require_variance(const BatchNorm& norm, const std::string& where, const std::string& name) {
  const auto bad = std::find_if(norm.variance.begin(), norm.variance.end(),
                                [&](float value) { return !(static_cast<double>(value) + norm.epsilon > 0); });
  if (bad == norm.variance.end()) return;
  throw input_error(where + ": layer '" + name + "': its running_var is " + std::to_string(*bad) + " at index " +
                    std::to_string(bad - norm.variance.begin()) + ": no variance, train or export the network again");
}

}  // namespace

std::vector<Parameter> parameters(Layer& layer) {
  return list_parameters<std::vector<float>>(layer);
}

std::vector<ConstParameter> parameters(const Layer& layer) {
  return list_parameters<const std::vector<float>>(layer);
}

std::uint64_t value_count(const std::vector<std::uint64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

void check_parameters(const Layer& layer, const std::string& where) {
  for (const ConstParameter& parameter : parameters(layer)) {
    const std::size_t given = parameter.values->size();
    if (given != 0 && given != value_count(parameter.shape)) {
      throw input_error(where + ": its " + parameter.name + " holds " + std::to_string(given) + " values instead of " +
                        std::to_string(value_count(parameter.shape)) + ": correct the layer's extents or the tensor");
    }
  }
}

void require_weights(const Network& network, const std::string& where) {
  for (const Layer& layer : network.layers) {
    if (const auto* norm = std::get_if<BatchNorm>(&layer.operation)) require_variance(*norm, where, layer.name);
    for (const ConstParameter& parameter : parameters(layer)) {
      if (parameter.values->empty()) {
        throw input_error(where + ": layer '" + layer.name + "' has no " + parameter.name +
                          " yet: load the network's weights");
      }
    }
  }
}

}  // namespace rccm::network
