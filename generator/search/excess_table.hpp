#pragma once

#include <cstddef>
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
    double gain = 0;
    for (std::size_t i = 0; i + 1 < magnitudes.size(); ++i) {
      const double position = (magnitudes[i] + magnitudes[i + 1]) * scale * half_inverse_step_;
      if (position >= last_) {
        gain += values_.back() * (magnitudes.back() - magnitudes[i]);
        break;
      }
      const auto index = static_cast<std::size_t>(position);
      const double fraction = position - static_cast<double>(index);
      gain += (magnitudes[i + 1] - magnitudes[i]) * (values_[index] + fraction * (values_[index + 1] - values_[index]));
    }
    return square_ + start * (start * mass_ - 2 * mean_) - 2 * scale * gain;
  }

 private:
  double step_;
  double half_inverse_step_;
  double last_;
  double mass_;
  double mean_;
  double square_;
  std::vector<double> values_;
};

}  // namespace rccm
