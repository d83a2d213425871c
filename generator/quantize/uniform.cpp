#include "quantize/uniform.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace rccm {
namespace {

double squared_error(const Levels& levels, const std::vector<double>& values, double step) {
  double sum = 0;
  for (const double value : values) {
    const double difference = step * levels[levels.nearest(value / step)] - value;
    sum += difference * difference;
  }
  return sum;
}

}  // namespace

Levels levels_of(const Uniform& quantizer) {
  const std::int64_t most = quantizer.levels - 1;
  if (quantizer.levels % 2 == 1) return Levels::range(-most / 2, most / 2);
  CoefficientSet odd;
  for (std::int64_t level = -most; level <= most; level += 2) odd.push_back(level);
  return Levels::of_set(std::move(odd));
}

double alternate_step(const Levels& levels, const std::vector<double>& values, double step) {
  // The error falls with every round, and there are finitely many assignments; only a step that rounding errors let
  // swing in its last bits would never stand still.
  constexpr int kMostRounds = 1000;
  for (int round = 0; round < kMostRounds; ++round) {
    double product = 0;
    double square = 0;
    for (const double value : values) {
      const double level = levels[levels.nearest(value / step)];
      product += level * value;
      square += level * level;
    }
    if (square == 0 || product <= 0) return step;
    const double next = product / square;
    if (next == step) return step;
    step = next;
  }
  return step;
}

GroupFit fit_group(const Uniform& quantizer, const std::vector<double>& values) {
  const Levels levels = levels_of(quantizer);
  double largest = 0;
  double square = 0;
  for (const double value : values) {
    largest = std::max(largest, std::abs(value));
    square += value * value;
  }
  if (largest == 0) return {0, 0, {}};
  const double rms = std::sqrt(square / static_cast<double>(values.size()));
  GroupFit best;
  double least = std::numeric_limits<double>::infinity();
  constexpr double kStartsPerOctave = 4;
  const int starts = static_cast<int>(std::ceil(std::log2(largest / rms) * kStartsPerOctave));
  for (int i = 0; i <= starts; ++i) {
    const double outermost = std::min(largest, rms * std::exp2(i / kStartsPerOctave));
    const double step = alternate_step(levels, values, outermost / levels.top());
    const double error = squared_error(levels, values, step);
    if (error < least) {
      least = error;
      best.scale = step;
    }
  }
  return best;
}

}  // namespace rccm
