#include "search/pessimistic_density.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
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
  // For x in bin i, s x lies in bin j > i only if s >= j / (i + 1), and s³ p(s x) is then at least
  // j³ density[j] / (i + 1)³: a least value over a window of j that only moves up. Beyond the last bin lies nothing.
  const auto cube = [](std::size_t n) { return std::pow(static_cast<double>(n), 3); };
  const auto in_window = [&](std::size_t j) { return j < bins ? cube(j) * density[j] : 0.0; };
  std::deque<std::size_t> rising;  // bins of the window that no later one undercuts
  std::size_t next = 1;
  for (std::size_t i = 0; i < bins; ++i) {
    const auto end = static_cast<std::size_t>(std::ceil(static_cast<double>(i + 1) * ratio));
    for (; next < end; ++next) {
      while (!rising.empty() && in_window(rising.back()) >= in_window(next)) rising.pop_back();
      rising.push_back(next);
    }
    while (!rising.empty() && rising.front() <= i) rising.pop_front();
    const double later = rising.empty() ? density[i] : in_window(rising.front()) / cube(i + 1);
    density_.push_back(std::min(density[i], later));
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
