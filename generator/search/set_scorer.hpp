#pragma once

#include <limits>

#include "circuit/json.hpp"
#include "search/addnet_search.hpp"
#include "search/distortion_screen.hpp"
#include "search/divergence_screen.hpp"
#include "weights/fit.hpp"

namespace rccm {

/// The whole symmetric set of some magnitudes.
[[nodiscard]] CoefficientSet symmetric_set(const NodeSet& magnitudes);

/// Scores symmetric sets by one metric, as keys of which the smallest rank first, and screens out most sets that cannot
/// reach a limit without scoring them.
class SetScorer {
 public:
  /// For sets with magnitudes up to greatest.
  SetScorer(const AddnetSearchParams& params, const Distribution& weights, std::int32_t greatest);

  /// The exact key.
  [[nodiscard]] double key(const NodeSet& magnitudes) const;
  /// All metrics of a set.
  [[nodiscard]] Metrics metrics(const CoefficientSet& set) const;

  /// False only if the key certainly exceeds the limit. Costs nanoseconds.
  template <std::size_t Words>
  [[nodiscard]] bool may_reach(double limit, const RankedSet<Words>& set) const {
    if (limit == std::numeric_limits<double>::infinity()) return true;
    if (metric_ == Metric::kDistortion) return worst_ || distortion_.count_bound(set) <= limit;
    const double divergence = divergence_screen_(set, worst_ ? std::numeric_limits<double>::infinity() : limit);
    if (divergence == -std::numeric_limits<double>::infinity()) return true;
    return (worst_ ? -divergence : divergence) <= limit + kRounding;
  }

  /// The same, tighter, in microseconds: for sets that pass the first test.
  [[nodiscard]] bool may_reach(double limit, const NodeSet& magnitudes) const {
    if (limit == std::numeric_limits<double>::infinity() || metric_ == Metric::kDivergence) return true;
    return worst_ ? -distortion_.upper_bound(magnitudes) <= limit + kRounding
                  : distortion_.level_bound(magnitudes, limit) <= limit + kRounding;
  }

 private:
  static constexpr double kRounding = 1e-9;  // more than sums of some hundred doubles differ by

  Metric metric_;
  bool worst_;
  Distribution weights_;
  Divergence divergence_;
  DivergenceScreen divergence_screen_;
  DistortionScreen distortion_;
};

}  // namespace rccm
