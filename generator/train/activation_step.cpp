#include "train/activation_step.hpp"

#include <algorithm>
#include <cmath>

#include "train/rows.hpp"

namespace rccm::train {
namespace {

constexpr std::size_t kLanes = 16;  // partial sums that the compiler can keep in vectors

struct Bounds {
  float inverse;
  float step;
  float low;
  float high;
};

Bounds bounds_of(double step, const Range& range) {
  return {static_cast<float>(1 / step), static_cast<float>(step), static_cast<float>(range.low),
          static_cast<float>(range.high)};
}

/// The level of an unscaled value. Comparisons rather than std::clamp: they become vector instructions.
inline float level_of(float unscaled, const Bounds& bounds) {
  const float level = std::floor(unscaled + 0.5F);
  const float above = level < bounds.low ? bounds.low : level;
  return above > bounds.high ? bounds.high : above;
}

}  // namespace

void quantise_activations(const float* x, float* y, std::size_t count, double step, const Range& range,
                          unsigned threads) {
  const Bounds bounds = bounds_of(step, range);
  for_each_block({(count + kLanes - 1) / kLanes, kLanes}, threads,
                 [&](std::size_t, std::size_t begin, std::size_t end) {
                   const std::size_t last = std::min(end * kLanes, count);
                   const float* const from = x;
                   float* __restrict const to = y;
                   for (std::size_t i = begin * kLanes; i < last; ++i) {
                     to[i] = bounds.step * level_of(from[i] * bounds.inverse, bounds);
                   }
                 });
}

double activation_gradient(const float* x, const float* dy, float* dx, std::size_t count, double step,
                           const Range& range, unsigned threads) {
  const Bounds bounds = bounds_of(step, range);
  const auto add = [&](std::size_t first, std::size_t lanes, float* __restrict sums) {
    float* __restrict const to = dx + first;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float upstream = dy[first + lane];
      const float unscaled = x[first + lane] * bounds.inverse;
      const float level = level_of(unscaled, bounds);
      const bool inside = bounds.low < unscaled && unscaled < bounds.high;
      to[lane] = inside ? upstream : 0.0F;
      sums[lane] += upstream * (inside ? level - unscaled : level);
    }
  };
  const Rows rows{(count + kLanes - 1) / kLanes, kLanes};
  const std::vector<double> sums = sum_channels(rows, kLanes, threads, [&](std::size_t row, float* __restrict run) {
    const std::size_t first = row * kLanes;
    if (first + kLanes <= count) {
      add(first, kLanes, run);
    } else {
      add(first, count - first, run);
    }
  });
  double gradient = 0;
  for (const double sum : sums) gradient += sum;
  return gradient;
}

}  // namespace rccm::train
