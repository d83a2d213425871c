#include "network/lower.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "network/calibrate.hpp"
#include "network/evaluate.hpp"
#include "network/fold.hpp"
#include "network/parameters.hpp"
#include "network/pooling.hpp"
#include "network/weight_fit.hpp"
#include "support/error.hpp"

namespace rccm::network {
namespace {

void check_bits(int bits, int least, int most, const char* what) {
  if (bits < least || bits > most) {
    throw usage_error(std::string(what) + " of " + std::to_string(bits) + " bits: must be " + std::to_string(least) +
                      ".." + std::to_string(most));
  }
}

bool multiplies(const Operation& operation) {
  return std::holds_alternative<Conv2d>(operation) || std::holds_alternative<Linear>(operation);
}

const Layer* find_layer(const Network& network, const std::string& name) {
  const auto found = std::find_if(network.layers.begin(), network.layers.end(),
                                  [&](const Layer& layer) { return layer.name == name; });
  return found == network.layers.end() ? nullptr : &*found;
}

void check_params(const LoweringParams& params, const Network& network) {
  check_bits(params.activation_bits, 1, 16, "activations");
  check_bits(params.signed_bits, 2, 16, "signed activations");
  check_bits(params.output_bits, 2, 32, "outputs");
  check_bits(params.factor_bits, 2, 16, "rescaling factors");
  if (params.multipliers.empty()) throw usage_error("no multiplier to fit the weights to: name a circuit");
  for (const auto& [name, index] : params.layer_multipliers) {
    const Layer* layer = find_layer(network, name);
    if (layer == nullptr || !multiplies(layer->operation)) {
      throw usage_error("network '" + network.name + "' has no convolution or linear layer '" + name + "'");
    }
    if (index < 0 || static_cast<std::size_t>(index) >= params.multipliers.size()) {
      throw usage_error("layer '" + name + "': no multiplier " + std::to_string(index));
    }
  }
}

/// The names of the layers behind each convolution, linear layer or addition that are computed with it.
std::map<std::string, std::vector<std::string>> fused_names(const Network& network) {
  const std::vector<std::vector<int>> users = consumers(network);
  std::map<std::string, std::vector<std::string>> result;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const Operation& operation = network.layers[i].operation;
    if (!multiplies(operation) && !std::holds_alternative<Add>(operation)) continue;
    std::size_t last = i;
    const auto follow = [&](auto matches) {
      if (users[last].size() != 1) return;
      const auto next = static_cast<std::size_t>(users[last].front());
      if (!matches(network.layers[next].operation)) return;
      last = next;
      result[network.layers[i].name].push_back(network.layers[next].name);
    };
    if (multiplies(operation)) follow([](const Operation& next) { return std::holds_alternative<BatchNorm>(next); });
    follow([](const Operation& next) { return std::holds_alternative<Relu>(next); });
  }
  return result;
}

class Lowering {
 public:
  Lowering(const Network& network, const data::Dataset& calibration, const LoweringParams& params)
      : params_(params),
        source_(fold_batch_norms(network)),
        shapes_(infer_shapes(source_, source_.name)),
        users_(consumers(source_)),
        fused_(fused_names(network)),
        activations_(measure_activations(source_, calibration, params.threads)) {
    result_.name = network.name;
    result_.input = network.input;
    result_.multipliers = params.multipliers;
    result_.quantiser = quantiser();
  }

  IntegerNetwork run() {
    for (std::size_t i = 0; i < source_.layers.size(); ++i) add_layer(i);
    static_cast<void>(check_network(result_, result_.name));
    return std::move(result_);
  }

 private:
  /// What is known of a layer's integers.
  struct Value {
    int layer = kImage;  // in the result
    double scale = 1;
    Range range;
  };

  [[nodiscard]] Range unsigned_range() const { return {0, (std::int64_t{1} << params_.activation_bits) - 1}; }
  [[nodiscard]] static Range signed_range(int bits) {
    return {-(std::int64_t{1} << (bits - 1)), (std::int64_t{1} << (bits - 1)) - 1};
  }

  [[nodiscard]] std::string place(const Layer& layer) const {
    return "network '" + source_.name + "': layer '" + layer.name + "'";
  }

  [[nodiscard]] Value value_of(int source) const {
    if (source == kImage) return {kImage, result_.quantiser.scale, result_.quantiser.rescaling.range};
    return *values_[static_cast<std::size_t>(source)];
  }

  /// (pixel / divisor - mean) / deviation / scale as integers; what the pixel 0 becomes tells whether there are signs.
  [[nodiscard]] InputQuantiser quantiser() const {
    const Preprocessing& rule = source_.preprocessing;
    const bool is_signed = std::any_of(rule.mean.begin(), rule.mean.end(), [](double mean) { return mean > 0; });
    InputQuantiser quantiser;
    quantiser.rescaling = {16, is_signed ? signed_range(params_.signed_bits) : unsigned_range()};
    quantiser.scale = widest_step(activations_.back(), quantiser.rescaling.range);
    const double unit = std::ldexp(1 / quantiser.scale, quantiser.rescaling.shift);
    for (std::size_t c = 0; c < rule.mean.size(); ++c) {
      quantiser.factors.push_back(std::llround(unit / rule.divisor / rule.deviation[c]));
      quantiser.terms.push_back(std::llround(-unit * rule.mean[c] / rule.deviation[c]));
    }
    return quantiser;
  }

  /// The ReLU that takes the layer's output and nothing else does.
  [[nodiscard]] const Relu* fused_relu(std::size_t index) const {
    if (users_[index].size() != 1) return nullptr;
    return std::get_if<Relu>(&source_.layers[static_cast<std::size_t>(users_[index].front())].operation);
  }

  /// The scale and range of a layer that rescales: of what follows it if that is computed with it.
  [[nodiscard]] Value rescaled_value(std::size_t index, const Relu* relu, bool is_unsigned) const {
    const std::size_t end = relu != nullptr ? static_cast<std::size_t>(users_[index].front()) : index;
    const bool is_output = end + 1 == source_.layers.size();
    Value value;
    value.layer = static_cast<int>(result_.layers.size());
    if (is_output) {
      value.range = signed_range(params_.output_bits);
      value.scale = widest_step(activations_[end], value.range);
      if (relu != nullptr) value.range.low = 0;
    } else {
      value.range = is_unsigned || relu != nullptr ? unsigned_range() : signed_range(params_.signed_bits);
      const auto chosen = params_.activation_steps.find(source_.layers[index].name);
      value.scale =
          chosen == params_.activation_steps.end() ? best_step(activations_[end], value.range) : chosen->second;
    }
    if (relu != nullptr && relu->limit) {
      const double limit = std::round(static_cast<double>(*relu->limit) / value.scale);
      value.range.high = std::min(value.range.high, static_cast<std::int64_t>(std::min(limit, 0x1p31)));
    }
    return value;
  }

  void append(std::size_t index, IntegerOperation operation, const Value& value, const Relu* relu) {
    const Layer& layer = source_.layers[index];
    IntegerLayer lowered{layer.name, {}, std::move(operation), value.scale, {}};
    for (const int source : layer.inputs) lowered.inputs.push_back(value_of(source).layer);
    if (const auto fused = fused_.find(layer.name); fused != fused_.end()) lowered.fuses = fused->second;
    result_.layers.push_back(std::move(lowered));
    values_.resize(source_.layers.size());
    values_[index] = value;
    if (relu != nullptr) values_[static_cast<std::size_t>(users_[index].front())] = value;
  }

  void add_layer(std::size_t index) {
    const Layer& layer = source_.layers[index];
    if (index < values_.size() && values_[index]) return;  // computed with the layer before
    const Value input = value_of(layer.inputs.front());
    const auto next = [&] { return Value{static_cast<int>(result_.layers.size()), input.scale, input.range}; };
    if (const auto* conv = std::get_if<Conv2d>(&layer.operation)) {
      add_multiply(index, *conv, false);
    } else if (const auto* linear = std::get_if<Linear>(&layer.operation)) {
      add_multiply(index,
                   {linear->in_features, linear->out_features, 1, {}, linear->has_bias, linear->weight, linear->bias},
                   true);
    } else if (std::holds_alternative<Add>(layer.operation)) {
      add_sum(index);
    } else if (const auto* pool = std::get_if<AveragePool>(&layer.operation)) {
      add_average(index, pool->window);
    } else if (std::holds_alternative<GlobalAveragePool>(layer.operation)) {
      const int source = layer.inputs.front();
      add_average(index, whole_image(source == kImage ? source_.input : shapes_[static_cast<std::size_t>(source)]));
    } else if (const auto* relu = std::get_if<Relu>(&layer.operation)) {
      Value value = next();
      if (relu->limit) {
        value.range.high =
            std::min(value.range.high, std::int64_t{std::lround(static_cast<double>(*relu->limit) / value.scale)});
      }
      value.range.low = 0;
      append(index, IntegerRelu{value.range.high}, value, nullptr);
    } else if (const auto* maximum = std::get_if<MaxPool>(&layer.operation)) {
      append(index, *maximum, next(), nullptr);
    } else if (const auto* flatten = std::get_if<Flatten>(&layer.operation)) {
      append(index, *flatten, next(), nullptr);
    } else if (const auto* subsample = std::get_if<Subsample>(&layer.operation)) {
      append(index, *subsample, next(), nullptr);
    } else {
      throw input_error(place(layer) +
                        ": a batch-norm that does not follow a convolution or linear layer cannot be folded: retrain "
                        "the network with another order of layers");
    }
  }

  void add_multiply(std::size_t index, const Conv2d& conv, bool is_linear) {
    const Layer& layer = source_.layers[index];
    const Relu* relu = fused_relu(index);
    const Value input = value_of(layer.inputs.front());
    const Value output = rescaled_value(index, relu, false);
    MultiplyLayer lowered;
    lowered.is_linear = is_linear;
    lowered.in_channels = conv.in_channels;
    lowered.out_channels = conv.out_channels;
    lowered.groups = conv.groups;
    lowered.window = conv.window;
    const auto chosen = params_.layer_multipliers.find(layer.name);
    lowered.multiplier = chosen == params_.layer_multipliers.end() ? 0 : chosen->second;
    const Multiplier& multiplier = params_.multipliers[static_cast<std::size_t>(lowered.multiplier)];
    const auto channels = static_cast<std::size_t>(conv.out_channels);
    WeightFit fit = fit_weights(conv.weight, channels, coefficient_set(multiplier),
                                {params_.per_channel, params_.threads}, place(layer));
    const std::map<std::int64_t, std::uint32_t> words = stored_words(multiplier);
    for (const std::int64_t value : fit.coefficients) lowered.words.push_back(words.at(value));
    std::vector<double> ratios;
    for (std::size_t k = 0; k < channels; ++k) {
      const double unit = input.scale * fit.scales[k];  // of the accumulator
      const double bias = conv.has_bias ? std::round(static_cast<double>(conv.bias[k]) / unit) : 0;
      if (std::abs(bias) >= std::ldexp(1.0, kMaxAccumulatorBits)) {
        throw input_error(place(layer) + ": the bias of channel " + std::to_string(k) +
                          " is too large for its weights' scale: try one scale for the whole layer");
      }
      lowered.bias.push_back(static_cast<std::int64_t>(bias));
      ratios.push_back(unit / output.scale);
    }
    lowered.scales = std::move(fit.scales);
    lowered.relu = relu != nullptr;
    ScaledFactors factors = scaled_factors(ratios, params_.factor_bits, place(layer));
    lowered.factors = std::move(factors.factors);
    lowered.rescaling = {factors.shift, output.range};
    append(index, std::move(lowered), output, relu);
  }

  void add_sum(std::size_t index) {
    const Layer& layer = source_.layers[index];
    const Relu* relu = fused_relu(index);
    const Value a = value_of(layer.inputs[0]);
    const Value b = value_of(layer.inputs[1]);
    const Value output = rescaled_value(index, relu, a.range.low == 0 && b.range.low == 0);
    const ScaledFactors factors =
        scaled_factors({a.scale / output.scale, b.scale / output.scale}, params_.factor_bits, place(layer));
    append(index, IntegerAdd{{factors.factors[0], factors.factors[1]}, {factors.shift, output.range}}, output, relu);
  }

  void add_average(std::size_t index, const Window& window) {
    const Layer& layer = source_.layers[index];
    const Value input = value_of(layer.inputs.front());
    const Value output = rescaled_value(index, nullptr, input.range.low == 0);
    const double pixels = window.kernel[0] * window.kernel[1];
    const ScaledFactors factors =
        scaled_factors({input.scale / output.scale / pixels}, params_.factor_bits, place(layer));
    append(index, IntegerAverage{window, factors.factors[0], {factors.shift, output.range}}, output, nullptr);
  }

  const LoweringParams& params_;
  Network source_;
  std::vector<Shape> shapes_;
  std::vector<std::vector<int>> users_;
  std::map<std::string, std::vector<std::string>> fused_;
  std::vector<ActivationHistogram> activations_;
  std::vector<std::optional<Value>> values_;  // of the source's layers
  IntegerNetwork result_;
};

}  // namespace

ScaledFactors scaled_factors(const std::vector<double>& ratios, int factor_bits, const std::string& where) {
  const double most = std::ldexp(1.0, factor_bits) - 1;
  const double largest = *std::max_element(ratios.begin(), ratios.end());
  ScaledFactors result;
  result.shift = kMaxShiftRight;
  while (result.shift > 0 && std::round(std::ldexp(largest, result.shift)) > most) --result.shift;
  if (result.shift < 1) {
    throw input_error(where + ": its output's step is " + std::to_string(largest) +
                      " times finer than its sums': no factor of " + std::to_string(factor_bits) +
                      " bits can say that");
  }
  for (const double ratio : ratios) {
    result.factors.push_back(static_cast<std::uint16_t>(std::lround(std::ldexp(ratio, result.shift))));
  }
  return result;
}

IntegerNetwork lower(const Network& network, const data::Dataset& calibration, const LoweringParams& params) {
  require_weights(network, network.name);
  check_params(params, network);
  const Shape output = infer_shapes(network, network.name).back();
  if (calibration.size() == 0) throw usage_error("no images to calibrate with: name some");
  check_dataset(network.name, network.input, output, calibration);
  return Lowering(network, calibration, params).run();
}

}  // namespace rccm::network
