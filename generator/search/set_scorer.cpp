#include "search/set_scorer.hpp"

namespace rccm {

CoefficientSet symmetric_set(const NodeSet& magnitudes) {
  return mirrored(CoefficientSet(magnitudes.begin(), magnitudes.end()));
}

SetScorer::SetScorer(const AddnetSearchParams& params, const Distribution& weights, std::int32_t greatest)
    : metric_(params.metric), worst_(params.worst), weights_(weights), divergence_(weights, params.divergence) {
  if (metric_ == Metric::kDivergence) {
    divergence_screen_.emplace(divergence_, greatest);
  } else {
    distortion_screen_.emplace(weights, greatest);
  }
}

Rank SetScorer::rank(const NodeSet& magnitudes) const {
  const CoefficientSet set = symmetric_set(magnitudes);
  const double value = metric_ == Metric::kDivergence ? divergence_(set) : -fit_scale(set, weights_).sqnr_db();
  return {worst_ ? -value : value, -static_cast<int>(set.size())};
}

Metrics SetScorer::metrics(const CoefficientSet& set) const {
  const Fit fit = fit_scale(set, weights_);
  return {divergence_(set), fit.sqnr_db(), fit.scale};
}

}  // namespace rccm
