#pragma once

#include <vector>

#include "train/rows.hpp"

namespace rccm::train {

/// Mean and variance (divided by the number of rows) of each channel.
struct BatchStatistics {
  std::vector<float> mean;
  std::vector<float> variance;
};

[[nodiscard]] BatchStatistics batch_statistics(const float* x, const Rows& rows, unsigned threads);

/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias, per channel.
void batch_normalise(const float* x, float* y, const Rows& rows, const BatchStatistics& statistics, const float* weight,
                     const float* bias, double epsilon, unsigned threads);

/// The gradients of a loss to the three operands of batch_normalise(), where the statistics are those of x itself.
struct BatchNormGradient {
  std::vector<float> weight;
  std::vector<float> bias;
};

/// `dx` receives the gradient to x; `dy` is the one to y.
[[nodiscard]] BatchNormGradient batch_norm_gradient(const float* x, const float* dy, float* dx, const Rows& rows,
                                                    const BatchStatistics& statistics, const float* weight,
                                                    double epsilon, unsigned threads);

}  // namespace rccm::train
