#include "quantize/pruning.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace rccm {

PruningMask mask_by_threshold(const std::vector<double>& weights, double threshold) {
  PruningMask mask(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) mask[i] = std::abs(weights[i]) >= threshold ? 1 : 0;
  return mask;
}

PruningMask mask_by_sparsity(const std::vector<double>& weights, double sparsity) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const double first = std::abs(weights[a]);
    const double second = std::abs(weights[b]);
    return first != second ? first < second : a > b;
  });
  const auto removed = static_cast<std::size_t>(std::floor(sparsity * static_cast<double>(weights.size())));
  PruningMask mask(weights.size(), 1);
  for (std::size_t i = 0; i < std::min(removed, order.size()); ++i) mask[order[i]] = 0;
  return mask;
}

double threshold_by_deviation(const std::vector<double>& weights, double factor) {
  const auto count = static_cast<double>(weights.size());
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) / count;
  double variance = 0;
  for (const double weight : weights) variance += (weight - mean) * (weight - mean);
  return factor * std::sqrt(variance / count);
}

double sparsity(const PruningMask& mask) {
  const auto removed = std::count(mask.begin(), mask.end(), std::uint8_t{0});
  return mask.empty() ? 0 : static_cast<double>(removed) / static_cast<double>(mask.size());
}

void apply_mask(const PruningMask& mask, std::vector<double>& values) {
  assert(mask.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (mask[i] == 0) values[i] = 0;
  }
}

double l2_loss(const std::vector<double>& weights, double strength) {
  double sum = 0;
  for (const double weight : weights) sum += weight * weight;
  return strength / 2 * sum;
}

void add_l2_gradient(const std::vector<double>& weights, double strength, std::vector<double>& gradient) {
  assert(weights.size() == gradient.size());
  for (std::size_t i = 0; i < weights.size(); ++i) gradient[i] += strength * weights[i];
}

}  // namespace rccm
