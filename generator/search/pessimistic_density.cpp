#include "search/pessimistic_density.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rccm {

PessimisticDensity::PessimisticDensity(const Distribution& folded, double sigma, double ratio) {
  // Coarser for samples, whose fine histogram would be too ragged to have a useful lower envelope.
  const std::size_t bins = folded.is_continuous() ? 16384 : 4096;
  step_ = kTableEnd / static_cast<double>(bins);
  std::vector<double> density;
  double above = 1;
  for (std::size_t i = 0; i < bins; ++i) {
    const double next = folded.mass_above(sigma * step_ * static_cast<double>(i + 1));
    density.push_back(std::max(0.0, above - next) / step_);
    above = next;
  }
  for (std::size_t i = 0; i < bins; ++i) {
    // s x lies in bin j only if s is at least j / (i + 1).
    const auto end = static_cast<std::size_t>(std::ceil(static_cast<double>(i + 1) * ratio));
    double least = density[i];
    for (std::size_t j = i + 1; j < end; ++j) {
      const double s = std::max(1.0, static_cast<double>(j) / static_cast<double>(i + 1));
      least = std::min(least, s * s * s * (j < bins ? density[j] : 0));
    }
    density_.push_back(least);
  }
}

double PessimisticDensity::displacement() const {
  return step_ / std::sqrt(3.0);
}

double PessimisticDensity::least(double low, double high) const {
  if (high > kTableEnd) return 0;
  double result = std::numeric_limits<double>::infinity();
  for (auto i = static_cast<std::size_t>(low / step_); i < density_.size(); ++i) {
    if (static_cast<double>(i) * step_ >= high) break;
    result = std::min(result, density_[i]);
  }
  return result;
}

double PessimisticDensity::tail(double x) const {
  double sum = 0;
  for (auto i = static_cast<std::size_t>(std::ceil(x / step_)); i < density_.size(); ++i) {
    const double distance = static_cast<double>(i) * step_ - x;
    sum += density_[i] * step_ * distance * distance;
  }
  return sum;
}

ExcessTable PessimisticDensity::excess_table() const {
  // Tails at the bins' lower edges: of mass and of first moment.
  std::vector<double> mass(density_.size() + 1, 0);
  std::vector<double> moment(density_.size() + 1, 0);
  double square = 0;
  for (std::size_t i = density_.size(); i-- > 0;) {
    const double low = static_cast<double>(i) * step_;
    const double high = low + step_;
    const double here = density_[i] * step_;
    mass[i] = mass[i + 1] + here;
    moment[i] = moment[i + 1] + here * (low + high) / 2;
    square += here * (low * low + low * high + high * high) / 3;
  }
  const auto excess = [&](double x) {
    const auto bin = static_cast<std::size_t>(std::lround(x / step_));  // tables step from edge to edge
    return moment[bin] - x * mass[bin];
  };
  return {excess, kTableEnd, density_.size(), mass[0], moment[0], square};
}

}  // namespace rccm
