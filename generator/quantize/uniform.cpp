#include "quantize/uniform.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "quantize/level_sums.hpp"

namespace rccm {
namespace {

double alternate(const Levels& levels, const SortedValues& values, double step) {
  // The error falls with every round, and there are finitely many assignments; only a step that rounding errors let
  // swing in its last bits would never stand still.
  constexpr int kMostRounds = 1000;
  for (int round = 0; round < kMostRounds; ++round) {
    const LevelSums sums = values.at(levels, step);
    if (sums.level_square == 0 || sums.product <= 0) return step;
    const double next = sums.product / sums.level_square;
    if (next == step) return step;
    step = next;
  }
  return step;
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
  return alternate(levels, SortedValues(values), step);
}

GroupFit fit_group(const Uniform& quantizer, const std::vector<double>& values) {
  const Levels levels = levels_of(quantizer);
  const SortedValues sorted(values);
  const double largest = sorted.largest();
  if (largest == 0) return {0, 0, {}};
  const double rms = sorted.root_mean_square();
  GroupFit best;
  double least = std::numeric_limits<double>::infinity();
  constexpr double kStartsPerOctave = 4;
  const int starts = static_cast<int>(std::ceil(std::log2(largest / rms) * kStartsPerOctave));
  for (int i = 0; i <= starts; ++i) {
    const double outermost = std::min(largest, rms * std::exp2(i / kStartsPerOctave));
    const double step = alternate(levels, sorted, outermost / levels.top());
    const double error = sorted.at(levels, step).error;
    if (error < least) {
      least = error;
      best.scale = step;
    }
  }
  return best;
}

}  // namespace rccm
