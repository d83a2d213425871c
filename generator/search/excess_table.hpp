#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "search/node_set.hpp"

namespace rccm {

/// A measure of magnitudes, as a table of its excess E[max(0, w - x)] at equal steps of x. Between the steps the chord
/// is taken: it lies above a convex function, so that errors computed from the table are never too large.
class ExcessTable {
 public:
  /// excess(x) for x in [0, end]; mass, mean and square are the measure's moments.
  ExcessTable(const std::function<double(double)>& excess, double end, std::size_t steps, double mass, double mean,
              double square);

  /// The greatest amount by which a chord may lie above the excess.
  [[nodiscard]] double chord_error() const { return step_ * mass_ / 4; }
  /// The excess at the end, which is taken for all that lies beyond.
  [[nodiscard]] double last() const { return values_.back(); }

  /// ∫ (distance to the nearest level)², for the levels scale · magnitude; a lower bound within the chords' error.
  /// The sum is that of fit.cpp.
  [[nodiscard]] double error(const NodeSet& magnitudes, double scale) const {
    const double start = scale * magnitudes.front();
    const double step = scale * half_inverse_step_;
    const std::size_t gaps = magnitudes.size() - 1;
    const auto gain_at = [&](std::size_t i) {
      const double position = std::min((magnitudes[i] + magnitudes[i + 1]) * step, last_);
      const auto index = static_cast<std::int32_t>(position);
      const double* value = &values_[static_cast<std::size_t>(index)];
      return (magnitudes[i + 1] - magnitudes[i]) * (value[0] + (position - index) * (value[1] - value[0]));
    };
    // Four sums at once, as each alone would wait for its last addition.
    std::array<double, 4> sums{};
    std::size_t i = 0;
    for (; i + 4 <= gaps; i += 4) {
      for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += gain_at(i + lane);
    }
    for (; i < gaps; ++i) sums[0] += gain_at(i);
    const double gain = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    return square_ + start * (start * mass_ - 2 * mean_) - 2 * scale * gain;
  }

 private:
  double step_;
  double half_inverse_step_;
  double last_;
  double mass_;
  double mean_;
  double square_;
  std::vector<double> values_;  // at every step, and the last once more
};

}  // namespace rccm
