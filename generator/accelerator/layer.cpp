#include "accelerator/layer.hpp"

#include <algorithm>
#include <limits>

#include "network/integer_convolution.hpp"
#include "network/integer_engine.hpp"
#include "support/error.hpp"

namespace rccm::accelerator {
namespace {

void require(bool holds, const std::string& where, const std::string& problem) {
  if (!holds) throw input_error(where + ": " + problem);
}

void check_extent(int value, int most, const std::string& where, const char* field) {
  require(value >= 1 && value <= most, where,
          std::string(field) + ": " + std::to_string(value) + " is not in 1.." + std::to_string(most));
}

void check_window(const network::Window& window, const std::string& where) {
  require(window.kernel[0] == window.kernel[1], where, "kernel: only square kernels are built");
  require(window.stride[0] == window.stride[1], where, "stride: must be the same in both directions");
  check_extent(window.kernel[0], kMaxKernel, where, "kernel");
  check_extent(window.stride[0], kMaxKernel, where, "stride");
  for (const int padding : window.padding) {
    require(padding >= 0 && padding < window.kernel[0], where,
            "padding: " + std::to_string(padding) + " is not in 0.." + std::to_string(window.kernel[0] - 1) +
                ": a window must hold a pixel of the image");
  }
}

// A network of this layer alone, which the network's own checks then see.
network::IntegerNetwork alone(const Layer& layer) {
  network::IntegerNetwork network;
  network.name = layer.name;
  network.input = layer.input;
  const auto channels = static_cast<std::size_t>(layer.input.channels);
  network.quantiser.factors.assign(channels, 2);
  network.quantiser.terms.assign(channels, 0);
  network.quantiser.rescaling = {1, layer.input_range};
  network.multipliers = {multiplier_of(layer.product)};
  network.layers = {{layer.name, {network::kImage}, layer.operation, 1, {}}};
  auto& operation = std::get<network::MultiplyLayer>(network.layers.front().operation);
  operation.multiplier = 0;
  return network;
}

}  // namespace

void complete(Layer& layer, const std::string& where) {
  network::MultiplyLayer& operation = layer.operation;
  require(operation.groups == 1, where,
          "groups: " + std::to_string(operation.groups) +
              (operation.groups == operation.in_channels ? ": depthwise convolutions" : ": grouped convolutions") +
              " are not built: every element sums over all input channels");
  check_extent(operation.in_channels, kMaxChannels, where, "input channels");
  check_extent(operation.out_channels, kMaxChannels, where, "output channels");
  check_extent(layer.input.height, kMaxExtent, where, "height");
  check_extent(layer.input.width, kMaxExtent, where, "width");
  check_window(operation.window, where);
  require(layer.input_range.low <= 0 && layer.input_range.high >= 0, where, "input range: must hold 0");
  require(bits_for(layer.input_range) <= 16, where, "input range: wider than 16 bits");
  require(consumer_shift(layer.product) >= 0, where, "circuit: its consumer's shift is negative");
  layer.product = with_input(layer.product, layer.input_range);
  if (const auto* circuit = std::get_if<Circuit>(&layer.product)) validate(*circuit);
  require(stored_bits(layer.product) >= 1, where,
          "circuit: '" + name_of(layer.product) + "' has a single coefficient, so that there are no codes to store");

  const network::IntegerBounds bounds = network::check_network(alone(layer), where);
  layer.output = bounds.shapes.front();
  require(signed_bits(operation.rescaling.range) <= 32, where, "range: outputs of more than 32 bits");
  Range biases{0, 0};
  for (const std::int64_t bias : operation.bias) {
    biases = {std::min(biases.low, bias), std::max(biases.high, bias)};
  }
  const int needed = signed_bits(biases);
  if (layer.bias_bits == 0) layer.bias_bits = needed;
  require(layer.bias_bits >= needed && layer.bias_bits <= kMaxBiasBits, where,
          "bias_bits: " + std::to_string(layer.bias_bits) + " is not in " + std::to_string(needed) + ".." +
              std::to_string(kMaxBiasBits) + ", as the largest bias needs");
  require(layer.factor_bits == 8 || layer.factor_bits == 16, where,
          "factor_bits: " + std::to_string(layer.factor_bits) + " is neither 8 nor 16");
  for (const std::uint16_t factor : operation.factors) {
    require(factor >> layer.factor_bits == 0, where,
            "factors: " + std::to_string(factor) + " is wider than factor_bits, " + std::to_string(layer.factor_bits));
  }
  const Range sums = sum_range(layer);
  const std::int64_t most_bias = std::int64_t{1} << (layer.bias_bits - 1);
  const int total = signed_bits({sums.low - most_bias, sums.high + most_bias});
  require(total <= network::kMaxAccumulatorBits, where,
          "bias_bits: sums with biases of " + std::to_string(layer.bias_bits) + " bits need " + std::to_string(total) +
              " bits, more than " + std::to_string(network::kMaxAccumulatorBits));
}

Layer layer_of(const network::IntegerNetwork& network, const std::string& name, const Product* other) {
  const network::IntegerBounds bounds = network::check_network(network, network.name);
  std::string names;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const network::IntegerLayer& candidate = network.layers[i];
    const auto* operation = std::get_if<network::MultiplyLayer>(&candidate.operation);
    if (operation == nullptr) continue;
    if (candidate.name != name) {
      names += (names.empty() ? "" : ", ") + candidate.name;
      continue;
    }
    const std::string where = network.name + ": layer '" + name + "'";
    const network::Multiplier& multiplier = network.multipliers[static_cast<std::size_t>(operation->multiplier)];
    Layer layer;
    layer.name = name;
    const int source = candidate.inputs.front();
    const auto from = static_cast<std::size_t>(source);
    layer.input = source == network::kImage ? network.input : bounds.shapes[from];
    layer.input_range = source == network::kImage ? network.quantiser.rescaling.range : bounds.values[from];
    layer.operation = *operation;
    if (other != nullptr) {
      const network::Multiplier given = multiplier_of(*other);
      require(given.table == multiplier.table && given.signless == multiplier.signless &&
                  given.consumer_shift == multiplier.consumer_shift,
              where,
              "circuit: '" + name_of(*other) + "' multiplies by other coefficients than '" + multiplier.name +
                  "', which the codes are for");
      layer.product = *other;
    } else {
      require(
          multiplier.circuit.has_value(), where,
          "no circuit is known for its coefficients '" + multiplier.name + "': quantize the network with --circuit");
      layer.product = *multiplier.circuit;
    }
    const std::vector<std::uint16_t>& factors = layer.operation.factors;
    const bool is_narrow = std::all_of(factors.begin(), factors.end(), [](std::uint16_t f) { return f < 256; });
    layer.factor_bits = is_narrow ? 8 : 16;
    complete(layer, where);
    return layer;
  }
  throw input_error(network.name + ": has no layer '" + name + "' that multiplies, only " + names);
}

int taps(const Layer& layer) {
  const int kernel = layer.operation.window.kernel[0];
  return layer.operation.in_channels * kernel * kernel;
}

Range port_range(const Layer& layer) {
  const std::int64_t span = std::int64_t{1} << std::max(kMinInputBits, bits_for(layer.input_range));
  if (layer.input_range.low < 0) return {-span / 2, span / 2 - 1};
  return {0, span - 1};
}

Range sum_range(const Layer& layer) {
  network::MultiplyLayer without_bias = layer.operation;
  without_bias.bias.assign(1, 0);
  return network::accumulator_range(without_bias, multiplier_of(layer.product), port_range(layer));
}

std::vector<std::int32_t> run_layer(const Layer& layer, const std::vector<std::int32_t>& image) {
  const network::MultiplyLayer& operation = layer.operation;
  const network::Multiplier multiplier = multiplier_of(layer.product);
  std::vector<std::int64_t> coefficients;
  for (const std::uint32_t word : operation.words) coefficients.push_back(network::coefficient(multiplier, word));
  const network::ConvolutionWalk walk(layer.input, layer.output, operation.window, 1);
  const network::IntegerConvolution convolution(walk, coefficients, layer.input_range);
  std::vector<std::int64_t> sums(layer.output.size());
  network::IntegerConvolution::Scratch scratch;
  convolution.run(image, sums, scratch);
  std::vector<std::int32_t> outputs(sums.size());
  network::finish(operation, sums, outputs);
  return outputs;
}

}  // namespace rccm::accelerator
