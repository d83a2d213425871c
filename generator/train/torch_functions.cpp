#include "train/torch_functions.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "quantize/gradient.hpp"
#include "train/activation_step.hpp"
#include "train/batch_norm.hpp"

namespace rccm::train {
namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr double kStatisticsMomentum = 0.1;

/// What a forward pass leaves to the backward pass beside tensors.
template <typename Value>
struct Kept : torch::CustomClassHolder {
  explicit Kept(Value kept) : value(std::move(kept)) {}
  Value value;
};

template <typename Value>
void keep(AutogradContext* context, Value value) {
  context->saved_data["kept"] = c10::IValue::make_capsule(c10::make_intrusive<Kept<Value>>(std::move(value)));
}

template <typename Value>
const Value& kept(AutogradContext* context) {
  return static_cast<const Kept<Value>&>(*context->saved_data["kept"].toCapsule()).value;
}

/// The same values in memory order: the channels of a pixel side by side.
Tensor pixel_by_pixel(const Tensor& x) {
  return x.contiguous(x.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
}

Rows rows_of(const Tensor& x) {
  const auto channels = static_cast<std::size_t>(x.size(1));
  return {static_cast<std::size_t>(x.numel()) / channels, channels};
}

Tensor float_tensor(const std::vector<double>& values, at::IntArrayRef shape) {
  Tensor result = torch::empty(shape, torch::kFloat32);
  float* to = result.data_ptr<float>();
  for (const double value : values) *to++ = static_cast<float>(value);
  return result;
}

Tensor float_tensor(const std::vector<float>& values) {
  return torch::tensor(at::ArrayRef<float>(values), torch::kFloat32);
}

struct WeightPass {
  FittedQuantizer quantizer;
  std::vector<double> values;
  std::optional<double> clip;
};

struct WeightFunction : torch::autograd::Function<WeightFunction> {
  static Tensor forward(AutogradContext* context, const Tensor& weights, const Tensor& /*scales*/, WeightPass pass) {
    Tensor result = float_tensor(quantize(pass.quantizer, pass.values), weights.sizes());
    keep(context, std::move(pass));
    return result;
  }

  static variable_list backward(AutogradContext* context, const variable_list& upstream) {
    const auto& pass = kept<WeightPass>(context);
    const QuantizerGradient gradient =
        straight_through(pass.quantizer, pass.values, to_doubles(upstream[0]), {pass.clip});
    return {float_tensor(gradient.values, upstream[0].sizes()),
            torch::tensor(at::ArrayRef<double>(gradient.scales), torch::kFloat64), Tensor()};
  }
};

struct ActivationPass {
  double step = 1;
  Range range;
  unsigned threads = 1;
};

struct ActivationFunction : torch::autograd::Function<ActivationFunction> {
  static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& /*step*/, ActivationPass pass) {
    const Tensor x = pixel_by_pixel(input);
    Tensor y = torch::empty_like(x);
    quantise_activations(x.data_ptr<float>(), y.data_ptr<float>(), static_cast<std::size_t>(x.numel()), pass.step,
                         pass.range, pass.threads);
    context->save_for_backward({x});
    keep(context, pass);
    return y;
  }

  static variable_list backward(AutogradContext* context, const variable_list& upstream) {
    const auto& pass = kept<ActivationPass>(context);
    const Tensor x = context->get_saved_variables()[0];
    const Tensor dy = pixel_by_pixel(upstream[0]);
    Tensor dx = torch::empty_like(x);
    const double gradient =
        activation_gradient(x.data_ptr<float>(), dy.data_ptr<float>(), dx.data_ptr<float>(),
                            static_cast<std::size_t>(x.numel()), pass.step, pass.range, pass.threads);
    const double image_values = static_cast<double>(x.numel()) / static_cast<double>(x.size(0));
    const double factor = 1 / std::sqrt(image_values * static_cast<double>(pass.range.high));
    return {dx, torch::full({1}, gradient * factor, torch::kFloat64), Tensor()};
  }
};

struct NormPass {
  BatchStatistics statistics;
  double epsilon = 0;
  unsigned threads = 1;
};

struct NormFunction : torch::autograd::Function<NormFunction> {
  static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& weight, const Tensor& bias,
                        NormPass pass) {
    Tensor y = torch::empty_like(x);
    batch_normalise(x.data_ptr<float>(), y.data_ptr<float>(), rows_of(x), pass.statistics, weight.data_ptr<float>(),
                    bias.data_ptr<float>(), pass.epsilon, pass.threads);
    context->save_for_backward({x, weight});
    keep(context, std::move(pass));
    return y;
  }

  static variable_list backward(AutogradContext* context, const variable_list& upstream) {
    const auto& pass = kept<NormPass>(context);
    const variable_list saved = context->get_saved_variables();
    const Tensor dy = pixel_by_pixel(upstream[0]);
    Tensor dx = torch::empty_like(saved[0]);
    const BatchNormGradient gradient =
        batch_norm_gradient(saved[0].data_ptr<float>(), dy.data_ptr<float>(), dx.data_ptr<float>(), rows_of(saved[0]),
                            pass.statistics, saved[1].data_ptr<float>(), pass.epsilon, pass.threads);
    return {dx, float_tensor(gradient.weight), float_tensor(gradient.bias), Tensor()};
  }
};

/// running += momentum · (batch - running)
void move_towards(const Tensor& running, const std::vector<float>& batch, double factor) {
  const torch::NoGradGuard no_gradient;
  running.lerp_(float_tensor(batch).mul_(factor), kStatisticsMomentum);
}

}  // namespace

std::vector<double> to_doubles(const Tensor& tensor) {
  const Tensor values = tensor.detach().to(torch::kFloat64).contiguous();
  return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

Tensor quantise_weights(const Tensor& weights, const Tensor& scales, FittedQuantizer quantizer,
                        std::optional<double> clip) {
  quantizer.scales = to_doubles(scales);
  return WeightFunction::apply(weights, scales, WeightPass{std::move(quantizer), to_doubles(weights), clip});
}

Tensor quantise_activations(const Tensor& x, const Tensor& step, const Range& range, unsigned threads) {
  return ActivationFunction::apply(x, step, ActivationPass{step.item<double>(), range, threads});
}

Tensor batch_norm(const Tensor& x, const NormOperands& operands, bool is_training, unsigned threads) {
  const Tensor values = pixel_by_pixel(x);
  NormPass pass{{}, operands.epsilon, threads};
  if (is_training) {
    const Rows rows = rows_of(values);
    pass.statistics = batch_statistics(values.data_ptr<float>(), rows, threads);
    move_towards(operands.mean, pass.statistics.mean, 1);
    // The variance of a sample is an estimate of the whole's: hence n / (n - 1).
    const auto count = static_cast<double>(rows.count);
    move_towards(operands.variance, pass.statistics.variance, count > 1 ? count / (count - 1) : 1);
  } else {
    const auto floats = [](const Tensor& tensor) {
      return std::vector<float>(tensor.data_ptr<float>(), tensor.data_ptr<float>() + tensor.numel());
    };
    pass.statistics = {floats(operands.mean), floats(operands.variance)};
  }
  return NormFunction::apply(values, operands.weight, operands.bias, std::move(pass));
}

}  // namespace rccm::train
