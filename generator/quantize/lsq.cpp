#include "quantize/lsq.hpp"

#include <cmath>
#include <cstdint>

#include "quantize/best_scale.hpp"

namespace rccm {

Levels levels_of(const Lsq& quantizer) {
  const std::int64_t count = std::int64_t{1} << quantizer.bits;
  return quantizer.is_signed ? Levels::range(-count / 2, count / 2 - 1) : Levels::range(0, count - 1);
}

GroupFit fit_group(const Lsq& quantizer, const std::vector<double>& values) {
  const Levels levels = levels_of(quantizer);
  if (quantizer.start == ScaleStart::kBest) return {best_scale(levels, values).scale, 0, {}};
  double sum = 0;
  for (const double value : values) sum += std::abs(value);
  return {2 * sum / static_cast<double>(values.size()) / std::sqrt(levels.highest()), 0, {}};
}

double gradient_factor(const Lsq& quantizer, std::size_t group_size) {
  return 1 / std::sqrt(static_cast<double>(group_size) * levels_of(quantizer).highest());
}

}  // namespace rccm
