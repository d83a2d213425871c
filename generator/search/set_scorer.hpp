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

  /// False only if the key certainly exceeds the limit: nanoseconds for most sets.
  template <std::size_t Words>
  [[nodiscard]] bool may_reach(double limit, const RankedSet<Words>& set) const {
    if (limit == std::numeric_limits<double>::infinity()) return true;
    if (metric_ == Metric::kDivergence) {
      const double divergence = divergence_screen_(set, worst_ ? std::numeric_limits<double>::infinity() : limit);
      return divergence == -std::numeric_limits<double>::infinity() ||
             (worst_ ? -divergence : divergence) <= limit + kRounding;
    }
    if (worst_) return -distortion_.upper_bound(set.members()) <= limit + kRounding;
    const DistortionScreen::Cells cells = distortion_.cells_by_count(set, limit + kRounding);
    return cells.count != 0 && distortion_.may_reach(set.members(), cells, limit + kRounding);
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
