#pragma once

#include <string>
#include <vector>

namespace rccm::report {

/// An axis from one round value to another, with ticks at round values between.
struct PlotScale {
  double low = 0;
  double high = 1;
  double step = 1;  ///< 1, 2 or 5 times a power of ten

  [[nodiscard]] std::vector<double> ticks() const;
  /// The tick as few digits as tell it from its neighbours.
  [[nodiscard]] std::string label(double tick) const;
  /// 0 at low, 1 at high.
  [[nodiscard]] double position(double value) const { return (value - low) / (high - low); }
};

/// The scale that covers the values with at most `most_steps` steps, widened where they are all the same.
[[nodiscard]] PlotScale plot_scale(double low, double high, int most_steps);

}  // namespace rccm::report
