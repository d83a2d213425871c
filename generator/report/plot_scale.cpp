#include "report/plot_scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace rccm::report {

std::vector<double> PlotScale::ticks() const {
  std::vector<double> result;
  const auto count = static_cast<int>(std::lround((high - low) / step));
  for (int i = 0; i <= count; ++i) result.push_back(low + i * step);
  return result;
}

std::string PlotScale::label(double tick) const {
  const int digits = std::max(0, static_cast<int>(-std::floor(std::log10(step))));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, tick);
  return text.data();
}

PlotScale plot_scale(double low, double high, int most_steps) {
  if (!(high > low)) {
    low -= 1;
    high += 1;
  }
  double step = std::pow(10, std::floor(std::log10((high - low) / most_steps)));
  // The step that is a power of ten too small at most becomes large enough by these factors.
  for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
    const PlotScale scale{std::floor(low / (step * factor)) * step * factor,
                          std::ceil(high / (step * factor)) * step * factor, step * factor};
    if (std::lround((scale.high - scale.low) / scale.step) <= most_steps) return scale;
  }
  step *= 50;
  return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
}

}  // namespace rccm::report
