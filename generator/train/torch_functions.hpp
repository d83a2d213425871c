#pragma once

#include <torch/torch.h>

#include <optional>

#include "circuit/circuit.hpp"
#include "quantize/fitted_quantizer.hpp"

/// The operations of training that LibTorch does not have, or not fast enough: each with its gradient.
namespace rccm::train {

/// The tensor's elements as doubles, in C order.
[[nodiscard]] std::vector<double> to_doubles(const torch::Tensor& tensor);

/// What the quantiser makes of weights with the scales given (float64, one per group), and the straight-through
/// gradient to both.
[[nodiscard]] torch::Tensor quantise_weights(const torch::Tensor& weights, const torch::Tensor& scales,
                                             FittedQuantizer quantizer, std::optional<double> clip);

/// quantise_activations() with a step (float64, one element) whose gradient is multiplied by 1 / sqrt(n · high), n
/// being the values of one image: it then changes, relative to its size, as fast as weights do.
[[nodiscard]] torch::Tensor quantise_activations(const torch::Tensor& x, const torch::Tensor& step, const Range& range,
                                                 unsigned threads);

/// What a batch-norm is given beside its input.
struct NormOperands {
  torch::Tensor weight;
  torch::Tensor bias;
  torch::Tensor mean;  ///< moved towards the batch's own in training, as is the variance
  torch::Tensor variance;
  double epsilon = 1e-5;
};

/// Normalises by the batch's statistics in training, else by the running ones.
[[nodiscard]] torch::Tensor batch_norm(const torch::Tensor& x, const NormOperands& operands, bool is_training,
                                       unsigned threads);

}  // namespace rccm::train
