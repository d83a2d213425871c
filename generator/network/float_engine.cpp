#include "network/float_engine.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "network/convolution.hpp"
#include "network/float_convolution.hpp"
#include "network/parameters.hpp"
#include "network/pooling.hpp"
#include "support/error.hpp"

namespace rccm::network {

struct FloatEngine::Plan {
  Network network;
  std::vector<Shape> shapes;
  std::vector<std::optional<FloatConvolution>> convolutions;  // of the layers that multiply

  explicit Plan(const Network& given) : network(given), shapes(infer_shapes(given, given.name)) {
    require_weights(given, given.name);
    for (std::size_t i = 0; i < network.layers.size(); ++i) convolutions.push_back(convolution(i));
  }

  [[nodiscard]] const Shape& input_shape(std::size_t layer, std::size_t input = 0) const {
    const int source = network.layers[layer].inputs[input];
    return source == kImage ? network.input : shapes[static_cast<std::size_t>(source)];
  }

  /// A linear layer is a convolution of one pixel.
  [[nodiscard]] std::optional<FloatConvolution> convolution(std::size_t index) const {
    const Operation& operation = network.layers[index].operation;
    if (const auto* conv = std::get_if<Conv2d>(&operation)) {
      const ConvolutionWalk walk(input_shape(index), shapes[index], conv->window, conv->groups);
      return FloatConvolution(walk, conv->weight, conv->bias);
    }
    if (const auto* linear = std::get_if<Linear>(&operation)) {
      return FloatConvolution(ConvolutionWalk(input_shape(index), shapes[index], {}, 1), linear->weight, linear->bias);
    }
    return std::nullopt;
  }
};

namespace {

bool is_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

using Values = std::span<const float>;

void apply(const BatchNorm& norm, Values input, std::span<float> output) {
  const auto channels = static_cast<std::size_t>(norm.channels);
  for (std::size_t c = 0; c < channels; ++c) {
    const double factor = norm.weight[c] / std::sqrt(static_cast<double>(norm.variance[c]) + norm.epsilon);
    const auto slope = static_cast<float>(factor);
    const auto term = static_cast<float>(norm.bias[c] - norm.mean[c] * factor);
    for (std::size_t i = c; i < input.size(); i += channels) output[i] = input[i] * slope + term;
  }
}

void apply(const Relu& relu, Values input, std::span<float> output) {
  const float limit = relu.limit.value_or(std::numeric_limits<float>::infinity());
  std::transform(input.begin(), input.end(), output.begin(),
                 [&](float value) { return std::min(std::max(value, 0.0F), limit); });
}

void average(const Window& window, const Shape& in, const Shape& out, Values input, std::span<float> output) {
  sum_pool(window, in, out, input, output);
  const auto count = static_cast<float>(window.kernel[0] * window.kernel[1]);
  for (float& value : output) value /= count;
}

}  // namespace

FloatEngine::FloatEngine(const Network& network) : plan_(std::make_unique<const Plan>(network)) {}
FloatEngine::~FloatEngine() = default;
FloatEngine::FloatEngine(FloatEngine&&) noexcept = default;
FloatEngine& FloatEngine::operator=(FloatEngine&&) noexcept = default;

const std::vector<Shape>& FloatEngine::shapes() const {
  return plan_->shapes;
}

void FloatEngine::run(std::span<const std::uint8_t> pixels, Workspace& workspace) const {
  const Network& network = plan_->network;
  normalise(pixels, network.input, network.preprocessing, workspace.image);
  workspace.outputs.resize(network.layers.size());
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const Layer& layer = network.layers[i];
    const auto source = [&](std::size_t index) -> Values {
      const int from = layer.inputs[index];
      return from == kImage ? workspace.image : workspace.outputs[static_cast<std::size_t>(from)];
    };
    const Shape& in = plan_->input_shape(i);
    const Shape& out = plan_->shapes[i];
    workspace.outputs[i].resize(out.size());
    const std::span<float> output = workspace.outputs[i];
    const Values input = source(0);
    if (const auto& convolution = plan_->convolutions[i]) {
      convolution->run(input, output, workspace.padded);
    } else if (const auto* norm = std::get_if<BatchNorm>(&layer.operation)) {
      apply(*norm, input, output);
    } else if (const auto* relu = std::get_if<Relu>(&layer.operation)) {
      apply(*relu, input, output);
    } else if (const auto* pool = std::get_if<MaxPool>(&layer.operation)) {
      max_pool(pool->window, in, out, input, output);
    } else if (const auto* mean = std::get_if<AveragePool>(&layer.operation)) {
      average(mean->window, in, out, input, output);
    } else if (std::holds_alternative<GlobalAveragePool>(layer.operation)) {
      average(whole_image(in), in, out, input, output);
    } else if (std::holds_alternative<Add>(layer.operation)) {
      std::transform(input.begin(), input.end(), source(1).begin(), output.begin(), std::plus<>());
    } else if (const auto* order = std::get_if<Flatten>(&layer.operation)) {
      flatten(*order, in, input, output);
    } else if (const auto* shortcut = std::get_if<Subsample>(&layer.operation)) {
      subsample(*shortcut, in, out, input, output);
    }
  }
  if (!is_finite(workspace.outputs.back())) require_finite(workspace);
}

void FloatEngine::require_finite(const Workspace& workspace) const {
  for (std::size_t i = 0; i < workspace.outputs.size(); ++i) {
    if (is_finite(workspace.outputs[i])) continue;
    throw input_error("network '" + plan_->network.name + "', layer '" + plan_->network.layers[i].name +
                      "': its output is NaN or infinite: the weights up to it are unusable, train or export the "
                      "network again");
  }
}

void normalise(std::span<const std::uint8_t> pixels, const Shape& shape, const Preprocessing& preprocessing,
               std::vector<float>& input) {
  const auto channels = static_cast<std::size_t>(shape.channels);
  const std::size_t plane = shape.size() / channels;
  input.resize(shape.size());
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t i = 0; i < plane; ++i) {
      const double value = pixels[c * plane + i] / preprocessing.divisor;
      input[i * channels + c] = static_cast<float>((value - preprocessing.mean[c]) / preprocessing.deviation[c]);
    }
  }
}

}  // namespace rccm::network
