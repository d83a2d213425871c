#include "network/integer_engine.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "network/image_batches.hpp"
#include "network/pooling.hpp"

namespace rccm::network {

struct IntegerEngine::Plan {
  IntegerNetwork network;
  IntegerBounds bounds;
  std::vector<std::optional<IntegerConvolution>> convolutions;  // of the layers that multiply

  explicit Plan(const IntegerNetwork& given) : network(given), bounds(check_network(given, given.name)) {
    for (std::size_t i = 0; i < network.layers.size(); ++i) convolutions.push_back(convolution(i));
  }

  [[nodiscard]] const Shape& input_shape(std::size_t layer) const {
    const int source = network.layers[layer].inputs.front();
    return source == kImage ? network.input : bounds.shapes[static_cast<std::size_t>(source)];
  }

  [[nodiscard]] Range input_range(std::size_t layer) const {
    const int source = network.layers[layer].inputs.front();
    return source == kImage ? network.quantiser.rescaling.range : bounds.values[static_cast<std::size_t>(source)];
  }

  [[nodiscard]] std::optional<IntegerConvolution> convolution(std::size_t index) const {
    const auto* layer = std::get_if<MultiplyLayer>(&network.layers[index].operation);
    if (layer == nullptr) return std::nullopt;
    const Multiplier& multiplier = network.multipliers[static_cast<std::size_t>(layer->multiplier)];
    std::vector<std::int64_t> coefficients;
    for (const std::uint32_t word : layer->words) coefficients.push_back(coefficient(multiplier, word));
    const ConvolutionWalk walk(input_shape(index), bounds.shapes[index], layer->window, layer->groups);
    return IntegerConvolution(walk, coefficients, input_range(index));
  }
};

namespace {

using Values = std::span<const std::int32_t>;

std::int32_t narrow(std::int64_t value) {
  return static_cast<std::int32_t>(value);  // ranges fit, as check_network() has seen
}

void quantise(const IntegerNetwork& network, std::span<const std::uint8_t> pixels, std::vector<std::int32_t>& image) {
  const InputQuantiser& quantiser = network.quantiser;
  const auto channels = static_cast<std::size_t>(network.input.channels);
  const std::size_t plane = network.input.size() / channels;
  image.resize(network.input.size());
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t i = 0; i < plane; ++i) {
      const std::int64_t sum = pixels[c * plane + i] * quantiser.factors[c] + quantiser.terms[c];
      image[i * channels + c] = narrow(rescaled(sum, quantiser.rescaling));
    }
  }
}

void add(const IntegerAdd& operation, Values a, Values b, std::span<std::int32_t> output) {
  for (std::size_t i = 0; i < output.size(); ++i) {
    const std::int64_t sum = std::int64_t{a[i]} * operation.factors[0] + std::int64_t{b[i]} * operation.factors[1];
    output[i] = narrow(rescaled(sum, operation.rescaling));
  }
}

void average(const IntegerAverage& operation, const Shape& in, const Shape& out, Values input,
             std::vector<std::int64_t>& sums, std::span<std::int32_t> output) {
  const std::vector<std::int64_t> wide(input.begin(), input.end());
  sums.resize(out.size());
  sum_pool<std::int64_t>(operation.window, in, out, wide, sums);
  for (std::size_t i = 0; i < output.size(); ++i) {
    output[i] = narrow(rescaled(sums[i] * operation.factor, operation.rescaling));
  }
}

}  // namespace

void finish(const MultiplyLayer& layer, std::span<const std::int64_t> sums, std::span<std::int32_t> output) {
  const auto channels = static_cast<std::size_t>(layer.out_channels);
  const std::int64_t floor = layer.relu ? 0 : std::numeric_limits<std::int64_t>::min();
  for (std::size_t pixel = 0; pixel < sums.size(); pixel += channels) {
    for (std::size_t k = 0; k < channels; ++k) {
      const std::int64_t acc = std::max(sums[pixel + k] + layer.bias[k], floor);
      output[pixel + k] = narrow(rescaled(acc * layer.factors[k], layer.rescaling));
    }
  }
}

IntegerEngine::IntegerEngine(const IntegerNetwork& network) : plan_(std::make_unique<const Plan>(network)) {}
IntegerEngine::~IntegerEngine() = default;
IntegerEngine::IntegerEngine(IntegerEngine&&) noexcept = default;
IntegerEngine& IntegerEngine::operator=(IntegerEngine&&) noexcept = default;

const IntegerBounds& IntegerEngine::bounds() const {
  return plan_->bounds;
}

void IntegerEngine::run(std::span<const std::uint8_t> pixels, Workspace& workspace) const {
  const IntegerNetwork& network = plan_->network;
  quantise(network, pixels, workspace.image);
  workspace.outputs.resize(network.layers.size());
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const IntegerLayer& layer = network.layers[i];
    const auto source = [&](std::size_t index) -> Values {
      const int from = layer.inputs[index];
      return from == kImage ? workspace.image : workspace.outputs[static_cast<std::size_t>(from)];
    };
    const Shape& in = plan_->input_shape(i);
    const Shape& out = plan_->bounds.shapes[i];
    workspace.outputs[i].resize(out.size());
    const std::span<std::int32_t> output = workspace.outputs[i];
    const Values input = source(0);
    if (const auto* multiply = std::get_if<MultiplyLayer>(&layer.operation)) {
      workspace.sums.resize(out.size());
      plan_->convolutions[i]->run(input, workspace.sums, workspace.scratch);
      finish(*multiply, workspace.sums, output);
    } else if (const auto* sum = std::get_if<IntegerAdd>(&layer.operation)) {
      add(*sum, input, source(1), output);
    } else if (const auto* mean = std::get_if<IntegerAverage>(&layer.operation)) {
      average(*mean, in, out, input, workspace.sums, output);
    } else if (const auto* relu = std::get_if<IntegerRelu>(&layer.operation)) {
      std::transform(input.begin(), input.end(), output.begin(),
                     [&](std::int32_t value) { return narrow(std::clamp<std::int64_t>(value, 0, relu->limit)); });
    } else if (const auto* pool = std::get_if<MaxPool>(&layer.operation)) {
      max_pool(pool->window, in, out, input, output);
    } else if (const auto* order = std::get_if<Flatten>(&layer.operation)) {
      flatten(*order, in, input, output);
    } else if (const auto* shortcut = std::get_if<Subsample>(&layer.operation)) {
      subsample(*shortcut, in, out, input, output);
    }
  }
}

Accuracy evaluate(const IntegerNetwork& network, const data::Dataset& dataset, const EvaluationParams& params) {
  const IntegerEngine engine(network);
  check_dataset(network.name, network.input, engine.bounds().shapes.back(), dataset);
  return count_in_batches<IntegerEngine>(engine, dataset, params);
}

}  // namespace rccm::network
