#include "train/torch_model.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "network/parameters.hpp"

namespace rccm::train {
namespace {

using network::Layer;
using torch::Tensor;

std::vector<std::int64_t> to_sizes(const std::vector<std::uint64_t>& shape) {
  return {shape.begin(), shape.end()};
}

Tensor to_tensor(const std::vector<float>& values, const std::vector<std::uint64_t>& shape) {
  return torch::tensor(at::ArrayRef<float>(values), torch::kFloat32).reshape(to_sizes(shape));
}

std::vector<float> to_floats(const Tensor& tensor) {
  const Tensor values = tensor.detach().contiguous();
  return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

/// Values around the image's edges where the window's padding is uneven, or of another value than zero.
Tensor padded(const Tensor& x, const std::array<int, 4>& padding, double value) {
  const auto [top, left, bottom, right] = padding;
  if (top == 0 && left == 0 && bottom == 0 && right == 0) return x;
  return torch::constant_pad_nd(x, {left, right, top, bottom}, value);
}

bool is_even(const std::array<int, 4>& padding) {
  return padding[0] == padding[2] && padding[1] == padding[3];
}

std::vector<std::int64_t> pair(const std::array<int, 2>& values) {
  return {values[0], values[1]};
}

Tensor convolve(const Tensor& x, const Tensor& weight, const Tensor& bias, const network::Conv2d& conv) {
  const network::Window& window = conv.window;
  const Tensor filters = weight.contiguous(at::MemoryFormat::ChannelsLast);
  const std::vector<std::int64_t> one{1, 1};
  if (is_even(window.padding)) {
    return torch::conv2d(x, filters, bias, pair(window.stride), {window.padding[0], window.padding[1]}, one,
                         conv.groups);
  }
  return torch::conv2d(padded(x, window.padding, 0), filters, bias, pair(window.stride),
                       std::vector<std::int64_t>{0, 0}, one, conv.groups);
}

Tensor flatten(const Tensor& x, network::Flatten::Order order) {
  return (order == network::Flatten::Order::kChw ? x : x.permute({0, 2, 3, 1})).flatten(1);
}

Tensor subsample(const Tensor& x, const network::Subsample& rule) {
  const Tensor pixels = x.slice(2, 0, x.size(2), rule.stride).slice(3, 0, x.size(3), rule.stride);
  return torch::constant_pad_nd(pixels, {0, 0, 0, 0, rule.channels_before, rule.channels_after}, 0)
      .contiguous(at::MemoryFormat::ChannelsLast);
}

// What lets a scale move, relative to itself, as fast as weights do, times the relative error of rounding: its gradient
// sums over all weights that share it, times rounding errors in the unit of the levels. Learned steps are slowed down
// by the outermost level instead, which says little of sets whose levels are far from even.
double scale_gradient_factor(const FittedQuantizer& fitted, const std::vector<double>& values) {
  const double shared = static_cast<double>(values.size()) / static_cast<double>(fitted.grouping.count);
  const std::vector<std::uint32_t> levels = assign(fitted, values);
  double squares = 0;
  for (const std::uint32_t level : levels) squares += fitted.levels[level] * fitted.levels[level];
  squares /= static_cast<double>(values.size());
  return squares > 0 ? 1 / (std::sqrt(shared) * squares) : 1;
}

}  // namespace

Model::Model(const network::Network& network, ModelRounding rounding, unsigned threads)
    : network_(network), rounding_(std::move(rounding)), threads_(threads), layers_(network.layers.size()) {
  for (std::size_t i = 0; i < network_.layers.size(); ++i) add_layer(network_.layers[i], i);
  if (rounding_.activations) {
    input_step_ = torch::full({1}, rounding_.activations->input.step, torch::kFloat64);
  }
}

void Model::add_layer(const Layer& layer, std::size_t index) {
  LayerTensors& tensors = layers_[index];
  const bool is_norm = std::holds_alternative<network::BatchNorm>(layer.operation);
  for (const network::ConstParameter& parameter : network::parameters(layer)) {
    Tensor value = to_tensor(*parameter.values, parameter.shape);
    const std::string name = layer.name + "." + parameter.name;
    if (parameter.name == "running_mean") {
      tensors.mean = statistics_[name] = value;
    } else if (parameter.name == "running_var") {
      tensors.variance = statistics_[name] = value;
    } else {
      const bool is_weight = parameter.name == "weight";
      (is_weight ? tensors.weight : tensors.bias) = value.set_requires_grad(true);
      // A factor that becomes negative would turn the sign of the coefficients, which not every set allows.
      const bool is_factor = is_norm && is_weight && !rounding_.weights.empty();
      trained_.push_back(
          {name, value, is_weight && !is_norm, is_factor ? 0 : -std::numeric_limits<double>::infinity()});
    }
  }
  if (const auto scheme = rounding_.weights.find(index); scheme != rounding_.weights.end()) {
    const network::ConstParameter weight = network::parameters(layer).front();
    const std::vector<double> values = to_doubles(tensors.weight);
    FittedQuantizer fitted = fit(scheme->second, values, weight.shape, "layer '" + layer.name + "'");
    if (fitted.scale_gradient_factor == 1) fitted.scale_gradient_factor = scale_gradient_factor(fitted, values);
    tensors.scales = torch::tensor(at::ArrayRef<double>(fitted.scales), torch::kFloat64);
    if (fitted.learns_scale) {
      double least = std::numeric_limits<double>::max();
      for (const double scale : fitted.scales) least = std::min(least, scale);
      trained_.push_back({layer.name + ".scales", tensors.scales.set_requires_grad(true), false, least / 1000});
    }
    tensors.quantizer = std::move(fitted);
  }
  if (const RoundingPoint* rounding = point(index); rounding != nullptr) {
    tensors.step = torch::full({1}, rounding->step, torch::kFloat64);
    if (rounding_.learns_steps) {
      trained_.push_back({layer.name + ".step", tensors.step.set_requires_grad(true), false, rounding->step / 1000});
    }
  }
}

const RoundingPoint* Model::point(std::size_t index) const {
  if (!rounding_.activations) return nullptr;
  const auto found = rounding_.activations->layers.find(index);
  return found == rounding_.activations->layers.end() ? nullptr : &found->second;
}

Tensor Model::rounded_weight(std::size_t index) const {
  const LayerTensors& tensors = layers_[index];
  if (!tensors.quantizer) return tensors.weight;
  if (tensors.quantizer->learns_scale) {
    return quantise_weights(tensors.weight, tensors.scales, *tensors.quantizer, rounding_.clip);
  }
  const network::ConstParameter weight = network::parameters(network_.layers[index]).front();
  FittedQuantizer fitted = fit(rounding_.weights.at(index), to_doubles(tensors.weight), weight.shape,
                               "layer '" + network_.layers[index].name + "'");
  const Tensor scales = torch::tensor(at::ArrayRef<double>(fitted.scales), torch::kFloat64);
  return quantise_weights(tensors.weight, scales, std::move(fitted), rounding_.clip);
}

Tensor Model::apply(std::size_t index, const std::vector<Tensor>& inputs, bool is_training) {
  const network::Operation& operation = network_.layers[index].operation;
  const LayerTensors& tensors = layers_[index];
  const Tensor& x = inputs.front();
  if (const auto* conv = std::get_if<network::Conv2d>(&operation)) {
    return convolve(x, rounded_weight(index), tensors.bias, *conv);
  }
  if (std::holds_alternative<network::Linear>(operation)) {
    const Tensor y = torch::matmul(x.flatten(1), rounded_weight(index).t());
    return tensors.bias.defined() ? y + tensors.bias : y;
  }
  if (const auto* norm = std::get_if<network::BatchNorm>(&operation)) {
    return batch_norm(x, {tensors.weight, tensors.bias, tensors.mean, tensors.variance, norm->epsilon}, is_training,
                      threads_);
  }
  if (const auto* relu = std::get_if<network::Relu>(&operation)) {
    const RoundingPoint* rounding = point(index);
    if (relu->limit) return torch::clamp(x, 0.0, static_cast<double>(*relu->limit));
    // Rounding to levels from zero on is a ReLU by itself.
    return rounding != nullptr && rounding->range.low == 0 ? x : torch::relu(x);
  }
  if (const auto* pool = std::get_if<network::MaxPool>(&operation)) {
    const double lowest = -std::numeric_limits<double>::infinity();
    return torch::max_pool2d(padded(x, pool->window.padding, lowest), pair(pool->window.kernel),
                             pair(pool->window.stride));
  }
  if (const auto* pool = std::get_if<network::AveragePool>(&operation)) {
    return torch::avg_pool2d(x, pair(pool->window.kernel), pair(pool->window.stride));
  }
  if (std::holds_alternative<network::GlobalAveragePool>(operation)) {
    return x.mean(std::vector<std::int64_t>{2, 3}, /*keepdim=*/true);
  }
  if (std::holds_alternative<network::Add>(operation)) return inputs[0] + inputs[1];
  if (const auto* rule = std::get_if<network::Flatten>(&operation)) return flatten(x, rule->order);
  return subsample(x, std::get<network::Subsample>(operation));
}

Tensor Model::round_output(std::size_t index, const Tensor& output) const {
  const RoundingPoint* rounding = point(index);
  if (rounding == nullptr) return output;
  return quantise_activations(output, layers_[index].step, rounding->range, threads_);
}

Tensor Model::forward(const Tensor& images, bool is_training, const Observer& observe) {
  const Tensor input = rounding_.activations
                           ? quantise_activations(images, input_step_, rounding_.activations->input.range, threads_)
                           : images;
  std::vector<Tensor> outputs;
  for (std::size_t i = 0; i < network_.layers.size(); ++i) {
    const Layer& layer = network_.layers[i];
    std::vector<Tensor> inputs;
    for (const int source : layer.inputs) {
      inputs.push_back(source == network::kImage ? input : outputs[static_cast<std::size_t>(source)]);
    }
    outputs.push_back(round_output(i, apply(i, inputs, is_training)));
    if (observe) observe(layer, outputs.back());
  }
  return outputs.back().flatten(1);
}

network::Network Model::rounded_network() const {
  const torch::NoGradGuard no_gradient;
  network::Network result = network_;
  for (std::size_t i = 0; i < result.layers.size(); ++i) {
    const LayerTensors& tensors = layers_[i];
    for (const network::Parameter& parameter : network::parameters(result.layers[i])) {
      if (parameter.name == "weight") *parameter.values = to_floats(rounded_weight(i));
      if (parameter.name == "bias") *parameter.values = to_floats(tensors.bias);
      if (parameter.name == "running_mean") *parameter.values = to_floats(tensors.mean);
      if (parameter.name == "running_var") *parameter.values = to_floats(tensors.variance);
    }
  }
  return result;
}

std::map<std::string, double> Model::activation_steps() const {
  std::map<std::string, double> steps;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (const RoundingPoint* rounding = point(i)) steps[rounding->integer_layer] = layers_[i].step.item<double>();
  }
  return steps;
}

}  // namespace rccm::train
