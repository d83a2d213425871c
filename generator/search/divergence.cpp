#include "search/divergence.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "support/error.hpp"

namespace rccm {

Divergence::Divergence(const Distribution& weights, const DivergenceParams& params) : params_(params) {
  if (params.bins < 2 || params.bins > 1024) throw usage_error("the divergence needs 2 to 1024 bins");
  if (!(params.epsilon > 0)) throw usage_error("the divergence needs an epsilon above 0");
  const double range = params.range.value_or(weights.default_range());
  if (!(range > 0) || !std::isfinite(range)) throw usage_error("the divergence needs a range above 0");
  masses_ = weights.bin_masses(params.bins, range);
}

double Divergence::operator()(const CoefficientSet& set) const {
  if (set.empty()) return std::numeric_limits<double>::infinity();
  const std::int64_t top = std::max(std::abs(set.front()), std::abs(set.back()));
  if (top == 0) return std::numeric_limits<double>::infinity();
  std::vector<int> counts(masses_.size(), 0);
  for (std::int64_t c : set) ++counts[static_cast<std::size_t>(coefficient_bin(c, top, params_.bins))];
  return of_counts(counts);
}

double Divergence::of_counts(const std::vector<int>& counts) const {
  double total = 0;
  for (int count : counts) total += count + params_.epsilon;
  double divergence = 0;
  for (std::size_t b = 0; b < masses_.size(); ++b) {
    if (masses_[b] > 0) divergence += masses_[b] * std::log(masses_[b] * total / (counts[b] + params_.epsilon));
  }
  return divergence;
}

}  // namespace rccm
