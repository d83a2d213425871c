#include "network/integer_network.hpp"

#include <algorithm>
#include <limits>

#include "support/error.hpp"

namespace rccm::network {
namespace {

void require(bool holds, const std::string& where, const std::string& problem) {
  if (!holds) throw input_error(where + ": " + problem);
}

std::string to_text(const Range& range) {
  return std::to_string(range.low) + ".." + std::to_string(range.high);
}

void check_rescaling(const Rescaling& rescaling, const std::string& where) {
  require(rescaling.shift >= 1 && rescaling.shift <= kMaxShiftRight, where,
          "its shift is " + std::to_string(rescaling.shift) + ": must be 1.." + std::to_string(kMaxShiftRight));
  constexpr std::int64_t kLow = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t kHigh = std::numeric_limits<std::int32_t>::max();
  require(rescaling.range.low <= 0 && rescaling.range.high >= 0 && rescaling.range.low >= kLow &&
              rescaling.range.high <= kHigh,
          where, "its range is " + to_text(rescaling.range) + ": must hold 0 and fit 32 bits");
}

void check_count(std::size_t given, std::size_t wanted, const char* what, const std::string& where) {
  require(given == wanted, where,
          "has " + std::to_string(given) + " " + what + " instead of " + std::to_string(wanted) +
              ": the tensor is another layer's");
}

void check_accumulator(const Range& range, const std::string& where) {
  require(bits_for(range) <= kMaxAccumulatorBits, where,
          "its accumulator ranges over " + to_text(range) + ", more than " + std::to_string(kMaxAccumulatorBits) +
              " bits: use smaller coefficients or biases");
}

Range check_multiply(const MultiplyLayer& layer, const IntegerNetwork& network, const Range& input,
                     const std::string& where) {
  require(layer.multiplier >= 0 && layer.multiplier < static_cast<int>(network.multipliers.size()), where,
          "its multiplier is " + std::to_string(layer.multiplier) + ": the network has " +
              std::to_string(network.multipliers.size()));
  const Multiplier& multiplier = network.multipliers[static_cast<std::size_t>(layer.multiplier)];
  const auto channels = static_cast<std::size_t>(layer.out_channels);
  const std::size_t taps = static_cast<std::size_t>(layer.in_channels / layer.groups) *
                           static_cast<std::size_t>(layer.window.kernel[0]) *
                           static_cast<std::size_t>(layer.window.kernel[1]);
  check_count(layer.words.size(), channels * taps, "weights", where);
  check_count(layer.bias.size(), channels, "biases", where);
  check_count(layer.factors.size(), channels, "factors", where);
  check_count(layer.scales.size(), channels, "scales", where);
  const auto bad = std::find_if(layer.words.begin(), layer.words.end(),
                                [bits = stored_bits(multiplier)](std::uint32_t word) { return word >> bits != 0; });
  require(bad == layer.words.end(), where,
          "a stored word is wider than the " + std::to_string(stored_bits(multiplier)) + " bits of multiplier '" +
              multiplier.name + "': it was made for another one");
  constexpr std::int64_t kMaxBias = std::int64_t{1} << kMaxAccumulatorBits;
  for (const std::int64_t bias : layer.bias) {
    require(bias < kMaxBias && bias > -kMaxBias, where, "its bias " + std::to_string(bias) + " is out of range");
  }
  // Sums of so many products could exceed 64 bits before they are compared with the accumulator's bound.
  require(
      static_cast<double>(taps) * kMaxCoefficient * std::max<double>(1, static_cast<double>(input.high - input.low)) <
          9e18,
      where, "sums " + std::to_string(taps) + " products, too many");
  return accumulator_range(layer, multiplier, input);
}

Range scaled(const Range& range, std::int64_t factor) {
  return {range.low * factor, range.high * factor};
}

/// Checks one layer and appends what it can give to the bounds.
void check_layer(const IntegerNetwork& network, const IntegerLayer& layer, const std::vector<Range>& inputs,
                 const std::string& where, IntegerBounds& bounds) {
  require(layer.scale > 0, where, "its scale must be above 0");
  Range accumulator;
  Range values = inputs.front();
  const auto rescale = [&](const Rescaling& rescaling) {
    check_rescaling(rescaling, where);
    check_accumulator(accumulator, where);
    values = rescaling.range;
  };
  if (const auto* multiply = std::get_if<MultiplyLayer>(&layer.operation)) {
    accumulator = check_multiply(*multiply, network, inputs.front(), where);
    rescale(multiply->rescaling);
    if (multiply->relu) values.low = 0;
  } else if (const auto* add = std::get_if<IntegerAdd>(&layer.operation)) {
    const Range a = scaled(inputs[0], add->factors[0]);
    const Range b = scaled(inputs[1], add->factors[1]);
    accumulator = {a.low + b.low, a.high + b.high};
    // Both factors are in it already.
    check_rescaling(add->rescaling, where);
    values = add->rescaling.range;
  } else if (const auto* average = std::get_if<IntegerAverage>(&layer.operation)) {
    accumulator = scaled(inputs.front(), std::int64_t{average->window.kernel[0]} * average->window.kernel[1]);
    rescale(average->rescaling);
  } else if (const auto* relu = std::get_if<IntegerRelu>(&layer.operation)) {
    require(relu->limit >= 0, where, "its limit is negative");
    values = {0, std::min(relu->limit, std::max<std::int64_t>(values.high, 0))};
  }
  bounds.values.push_back(values);
  bounds.accumulators.push_back(accumulator);
}

void check_quantiser(const IntegerNetwork& network, const std::string& where) {
  const InputQuantiser& quantiser = network.quantiser;
  const auto channels = static_cast<std::size_t>(network.input.channels);
  check_count(quantiser.factors.size(), channels, "factors", where);
  check_count(quantiser.terms.size(), channels, "terms", where);
  constexpr std::int64_t kMost = std::int64_t{1} << 40;
  for (const auto& values : {quantiser.factors, quantiser.terms}) {
    for (const std::int64_t value : values) {
      require(value < kMost && value > -kMost, where, "its number " + std::to_string(value) + " is out of range");
    }
  }
  check_rescaling(quantiser.rescaling, where);
  require(quantiser.scale > 0, where, "its scale must be above 0");
}

}  // namespace

Operation shape_of(const IntegerOperation& operation) {
  if (const auto* multiply = std::get_if<MultiplyLayer>(&operation)) {
    if (multiply->is_linear) return Linear{multiply->in_channels, multiply->out_channels, true, {}, {}};
    return Conv2d{multiply->in_channels, multiply->out_channels, multiply->groups, multiply->window, true, {}, {}};
  }
  if (std::holds_alternative<IntegerAdd>(operation)) return Add{};
  if (const auto* average = std::get_if<IntegerAverage>(&operation)) return AveragePool{average->window};
  if (const auto* pool = std::get_if<MaxPool>(&operation)) return *pool;
  if (const auto* flatten = std::get_if<Flatten>(&operation)) return *flatten;
  if (const auto* subsample = std::get_if<Subsample>(&operation)) return *subsample;
  return Relu{};
}

Range accumulator_range(const MultiplyLayer& layer, const Multiplier& multiplier, const Range& input) {
  const Range product = value_range(coefficient_set(multiplier),
                                    {std::min<std::int64_t>(input.low, 0), std::max<std::int64_t>(input.high, 0)});
  const std::int64_t taps =
      std::int64_t{layer.in_channels / layer.groups} * layer.window.kernel[0] * layer.window.kernel[1];
  const auto [least, greatest] = std::minmax_element(layer.bias.begin(), layer.bias.end());
  // Zero is among the sums: padding, and what an accumulator begins with.
  return {std::min<std::int64_t>({0, *least, *least + taps * product.low}),
          std::max<std::int64_t>({0, *greatest, *greatest + taps * product.high})};
}

IntegerBounds check_network(const IntegerNetwork& network, const std::string& where) {
  // The float graph of the same shapes has been through all checks that are not about integers.
  Network graph{network.name, network.input, {}, {}};
  const auto channels = static_cast<std::size_t>(std::max(network.input.channels, 0));
  graph.preprocessing = {1, std::vector<double>(channels, 0), std::vector<double>(channels, 1)};
  for (const IntegerLayer& layer : network.layers) {
    graph.layers.push_back({layer.name, layer.inputs, shape_of(layer.operation)});
  }
  IntegerBounds bounds;
  bounds.shapes = infer_shapes(graph, where);
  check_quantiser(network, where + ": input");
  for (std::size_t i = 0; i < network.multipliers.size(); ++i) {
    check_multiplier(network.multipliers[i], where + ": multipliers[" + std::to_string(i) + "]");
  }
  for (const IntegerLayer& layer : network.layers) {
    std::vector<Range> inputs;
    for (const int source : layer.inputs) {
      inputs.push_back(source == kImage ? network.quantiser.rescaling.range
                                        : bounds.values[static_cast<std::size_t>(source)]);
    }
    check_layer(network, layer, inputs, where + ": layer '" + layer.name + "'", bounds);
  }
  return bounds;
}

}  // namespace rccm::network
