#include "search/scale_error.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>

namespace rccm {
namespace {

constexpr float kStepsPerSigma = 128;
constexpr std::size_t kSteps = 2048;  // up to 16σ

std::vector<float> tabulate(const std::function<double(double)>& excess, double sigma) {
  std::vector<float> table;
  table.reserve(kSteps + 2);
  for (std::size_t i = 0; i <= kSteps; ++i) {
    table.push_back(static_cast<float>(excess(sigma * static_cast<double>(i) / kStepsPerSigma) / sigma));
  }
  table.push_back(table.back());
  return table;
}

}  // namespace

ScaleError::ScaleError(const Distribution& weights) {
  const double sigma = weights.rms();
  const Distribution folded = weights.folded();
  above_ = tabulate([&](double x) { return weights.excess_above(x); }, sigma);
  below_ = tabulate([&](double x) { return weights.excess_below(-x); }, sigma);
  folded_ = tabulate([&](double x) { return folded.excess_above(x); }, sigma);
  mean_ = static_cast<float>(weights.mean() / sigma);
  folded_mean_ = static_cast<float>(folded.mean() / sigma);
}

float ScaleError::lookup(const Table& table, float position) {
  const float clamped = std::min(position, static_cast<float>(kSteps));
  const auto index = static_cast<std::int32_t>(clamped);
  const float* value = &table[static_cast<std::size_t>(index)];
  return value[0] + (clamped - static_cast<float>(index)) * (value[1] - value[0]);
}

// A grid of the largest level from 1σ on, then ever smaller steps around its best.
template <typename Error>
double ScaleError::best_over_scales(const Error& error, std::int32_t top) {
  constexpr float kGridRatio = 1.2F;
  constexpr float kGreatestTop = 40;
  float best = std::numeric_limits<float>::infinity();
  float best_scale = 0;
  const auto consider = [&](float scale) {
    const float value = error(scale);
    if (value < best) {
      best = value;
      best_scale = scale;
    }
  };
  const float unit = 1 / static_cast<float>(top);
  for (float sigmas = 1; sigmas <= kGreatestTop; sigmas *= kGridRatio) consider(sigmas * unit);
  for (float step = 0.08F; step > 0.006F; step /= 2) {
    const float centre = best_scale;
    consider(centre * (1 + step));
    consider(centre * (1 - step));
  }
  return std::max(best, 0.0F);
}

double ScaleError::of_magnitudes(const std::vector<std::int32_t>& levels) const {
  const std::size_t count = levels.size();
  if (levels.back() == 0) return 1;
  const auto error = [&](float scale) {
    const float start = scale * static_cast<float>(levels[0]);
    const float half_step = scale * kStepsPerSigma / 2;
    float gain = 0;
    for (std::size_t i = 0; i + 1 < count; ++i) {
      gain += static_cast<float>(levels[i + 1] - levels[i]) *
              lookup(folded_, static_cast<float>(levels[i] + levels[i + 1]) * half_step);
    }
    return 1 + start * (start - 2 * folded_mean_) - 2 * scale * gain;
  };
  return best_over_scales(error, levels.back());
}

double ScaleError::of_levels(const std::vector<std::int32_t>& levels) const {
  const std::int32_t top = std::max(std::abs(levels.front()), std::abs(levels.back()));
  if (top == 0) return 1;
  const auto nearest = static_cast<std::size_t>(
      std::min_element(levels.begin(), levels.end(), [](auto a, auto b) { return std::abs(a) < std::abs(b); }) -
      levels.begin());
  const auto error = [&](float scale) {
    const float start = scale * static_cast<float>(levels[nearest]);
    const float half_step = scale * kStepsPerSigma / 2;
    float gain = 0;
    for (std::size_t i = nearest; i + 1 < levels.size(); ++i) {
      gain += static_cast<float>(levels[i + 1] - levels[i]) *
              lookup(above_, static_cast<float>(levels[i] + levels[i + 1]) * half_step);
    }
    for (std::size_t i = nearest; i > 0; --i) {
      gain += static_cast<float>(levels[i] - levels[i - 1]) *
              lookup(below_, static_cast<float>(-levels[i] - levels[i - 1]) * half_step);
    }
    return 1 + start * (start - 2 * mean_) - 2 * scale * gain;
  };
  return best_over_scales(error, top);
}

}  // namespace rccm
