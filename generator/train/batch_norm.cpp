#include "train/batch_norm.hpp"

#include <cmath>

namespace rccm::train {
namespace {

std::vector<float> mean_of(const std::vector<double>& sums, std::size_t count) {
  std::vector<float> means;
  means.reserve(sums.size());
  for (const double sum : sums) means.push_back(static_cast<float>(sum / static_cast<double>(count)));
  return means;
}

std::vector<float> inverse_deviations(const BatchStatistics& statistics, double epsilon) {
  std::vector<float> result;
  result.reserve(statistics.variance.size());
  for (const float variance : statistics.variance) {
    result.push_back(static_cast<float>(1 / std::sqrt(static_cast<double>(variance) + epsilon)));
  }
  return result;
}

}  // namespace

BatchStatistics batch_statistics(const float* x, const Rows& rows, unsigned threads) {
  const std::size_t channels = rows.channels;
  BatchStatistics result;
  result.mean = mean_of(sum_channels(rows, channels, threads,
                                     [&](std::size_t row, float* __restrict sums) {
                                       const float* const values = x + row * channels;
                                       for (std::size_t c = 0; c < channels; ++c) sums[c] += values[c];
                                     }),
                        rows.count);
  const float* const mean = result.mean.data();
  // Squares of differences, not a difference of squares: a large mean would drown a small variance.
  result.variance = mean_of(sum_channels(rows, channels, threads,
                                         [&](std::size_t row, float* __restrict sums) {
                                           const float* const values = x + row * channels;
                                           for (std::size_t c = 0; c < channels; ++c) {
                                             const float difference = values[c] - mean[c];
                                             sums[c] += difference * difference;
                                           }
                                         }),
                            rows.count);
  return result;
}

void batch_normalise(const float* x, float* y, const Rows& rows, const BatchStatistics& statistics, const float* weight,
                     const float* bias, double epsilon, unsigned threads) {
  const std::size_t channels = rows.channels;
  std::vector<float> factor = inverse_deviations(statistics, epsilon);
  std::vector<float> term(channels);
  for (std::size_t c = 0; c < channels; ++c) {
    factor[c] *= weight[c];
    term[c] = bias[c] - statistics.mean[c] * factor[c];
  }
  for_each_block(rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
    const float* const factors = factor.data();
    const float* const terms = term.data();
    for (std::size_t row = begin; row < end; ++row) {
      const float* const from = x + row * channels;
      float* __restrict const to = y + row * channels;
      for (std::size_t c = 0; c < channels; ++c) to[c] = from[c] * factors[c] + terms[c];
    }
  });
}

BatchNormGradient batch_norm_gradient(const float* x, const float* dy, float* dx, const Rows& rows,
                                      const BatchStatistics& statistics, const float* weight, double epsilon,
                                      unsigned threads) {
  const std::size_t channels = rows.channels;
  const std::vector<float> inverse = inverse_deviations(statistics, epsilon);
  const float* const mean = statistics.mean.data();
  // Per channel the sum of dy, then that of dy (x - mean).
  const std::vector<double> sums =
      sum_channels(rows, 2 * channels, threads, [&](std::size_t row, float* __restrict run) {
        const float* const values = x + row * channels;
        const float* const upstream = dy + row * channels;
        for (std::size_t c = 0; c < channels; ++c) {
          run[c] += upstream[c];
          run[channels + c] += upstream[c] * (values[c] - mean[c]);
        }
      });
  BatchNormGradient gradient;
  // dx = weight · inverse · (dy - mean(dy) - (x - mean) · inverse² · mean(dy (x - mean))) = a dy + b x + c
  std::vector<float> a(channels);
  std::vector<float> b(channels);
  std::vector<float> term(channels);
  const auto count = static_cast<double>(rows.count);
  for (std::size_t c = 0; c < channels; ++c) {
    const double sum = sums[c];
    const double moment = sums[channels + c];
    const double deviation = inverse[c];
    gradient.bias.push_back(static_cast<float>(sum));
    gradient.weight.push_back(static_cast<float>(moment * deviation));
    const double scale = weight[c] * deviation;
    const double slope = -scale * deviation * deviation * moment / count;
    a[c] = static_cast<float>(scale);
    b[c] = static_cast<float>(slope);
    term[c] = static_cast<float>(-scale * sum / count - slope * static_cast<double>(mean[c]));
  }
  for_each_block(rows, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const float* const values = x + row * channels;
      const float* const upstream = dy + row * channels;
      float* __restrict const to = dx + row * channels;
      for (std::size_t c = 0; c < channels; ++c) to[c] = a[c] * upstream[c] + b[c] * values[c] + term[c];
    }
  });
  return gradient;
}

}  // namespace rccm::train
