#include "quantize/quantile.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

#include "quantize/normal.hpp"

namespace rccm {

Levels levels_of(const Quantile& quantizer) {
  std::vector<double> levels;
  levels.reserve(static_cast<std::size_t>(quantizer.levels));
  for (int i = 0; i < quantizer.levels; ++i) levels.push_back(normal_quantile((i + 0.5) / quantizer.levels));
  return Levels::of_reals(std::move(levels));
}

GroupFit fit_group(const Quantile& quantizer, const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  double mean = 0;
  if (quantizer.has_mean) {
    for (const double value : values) mean += value;
    mean /= count;
  }
  double variance = 0;
  for (const double value : values) variance += (value - mean) * (value - mean);
  GroupFit fit{std::sqrt(variance / count), mean, {}};
  for (int i = 1; i < quantizer.levels; ++i) {
    const double threshold = normal_quantile(static_cast<double>(i) / quantizer.levels);
    fit.thresholds.push_back(mean + fit.scale * threshold);
  }
  return fit;
}

}  // namespace rccm
