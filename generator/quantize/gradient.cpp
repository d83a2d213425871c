#include "quantize/gradient.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace rccm {

QuantizerGradient straight_through(const FittedQuantizer& quantizer, const std::vector<double>& values,
                                   const std::vector<double>& upstream, const GradientParams& params) {
  assert(values.size() == upstream.size());
  const double lowest = quantizer.levels.lowest();
  const double highest = quantizer.levels.highest();
  const bool is_nearest = quantizer.thresholds.empty();
  QuantizerGradient gradient{std::vector<double>(values.size(), 0), std::vector<double>(quantizer.grouping.count, 0)};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t group = quantizer.grouping.group_of(i);
    const double scale = quantizer.scales[group];
    const double centred = values[i] - quantizer.offset(group);
    const bool inside = lowest * scale < centred && centred < highest * scale;
    if (params.clip ? std::abs(values[i]) <= *params.clip : inside || !is_nearest) gradient.values[i] = upstream[i];
    if (!quantizer.learns_scale) continue;
    const double level = quantizer.levels[level_index(quantizer, group, values[i])];
    gradient.scales[group] += upstream[i] * (is_nearest && inside ? level - centred / scale : level);
  }
  for (double& scale : gradient.scales) scale *= quantizer.scale_gradient_factor;
  return gradient;
}

void clip_weights(std::vector<double>& weights, double limit) {
  for (double& weight : weights) weight = std::clamp(weight, -limit, limit);
}

}  // namespace rccm
