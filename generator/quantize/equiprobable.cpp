#include "quantize/equiprobable.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "quantize/normal.hpp"

namespace rccm {
namespace {

double half_normal_quantile(double probability) {
  return normal_quantile((1 + probability) / 2);
}

}  // namespace

Levels levels_of(const Equiprobable& quantizer) {
  std::vector<double> levels{0};
  for (int i = 1; i < quantizer.levels; ++i) levels.push_back(half_normal_quantile((i + 0.5) / quantizer.levels));
  return Levels::of_reals(std::move(levels));
}

GroupFit fit_group(const Equiprobable& quantizer, const std::vector<double>& values) {
  std::vector<double> positive;
  double square = 0;
  for (const double value : values) {
    if (value <= 0) continue;
    positive.push_back(value);
    square += value * value;
  }
  const auto count = static_cast<double>(positive.size());
  GroupFit fit{positive.empty() ? 0 : std::sqrt(square / count), 0, {}};
  std::sort(positive.begin(), positive.end());
  for (int i = 1; i < quantizer.levels; ++i) {
    const double part = static_cast<double>(i) / quantizer.levels;
    if (quantizer.from_samples && !positive.empty()) {
      const auto rank = static_cast<std::size_t>(std::ceil(part * count));
      fit.thresholds.push_back(positive[std::max<std::size_t>(rank, 1) - 1]);
    } else {
      fit.thresholds.push_back(fit.scale * half_normal_quantile(part));
    }
  }
  return fit;
}

}  // namespace rccm
