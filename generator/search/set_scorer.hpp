#pragma once

#include <cmath>
#include <limits>
#include <optional>

#include "circuit/json.hpp"
#include "search/addnet_search.hpp"
#include "search/distortion_screen.hpp"
#include "search/divergence_screen.hpp"
#include "search/ranking.hpp"
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

  /// The exact rank: by divergence, or by the distortion in dB, as that is what results report.
  [[nodiscard]] Rank rank(const NodeSet& magnitudes) const;
  /// All metrics of a set.
  [[nodiscard]] Metrics metrics(const CoefficientSet& set) const;

  /// False only if the key certainly exceeds the limit: nanoseconds for most sets.
  template <std::size_t Words>
  [[nodiscard]] bool may_reach(double limit, const RankedSet<Words>& set) const {
    if (limit == std::numeric_limits<double>::infinity()) return true;
    if (metric_ == Metric::kDivergence) {
      const double divergence = (*divergence_screen_)(set, worst_ ? std::numeric_limits<double>::infinity() : limit);
      return divergence == -std::numeric_limits<double>::infinity() ||
             (worst_ ? -divergence : divergence) <= limit + kRounding;
    }
    if (worst_) return distortion_screen_->upper_bound(set.members()) >= distortion_of(-limit) - kRounding;
    const double greatest = distortion_of(limit) + kRounding;
    const DistortionScreen::Cells cells = distortion_screen_->cells_by_count(set, greatest);
    return cells.count != 0 && distortion_screen_->may_reach(set.members(), cells, greatest);
  }

 private:
  static constexpr double kRounding = 1e-9;  // more than sums of some hundred doubles differ by

  static double distortion_of(double decibels) { return std::exp2(decibels * 0.33219280948873623); }  // log2(10) / 10

  Metric metric_;
  bool worst_;
  Distribution weights_;
  Divergence divergence_;
  // Of the metric only.
  std::optional<DivergenceScreen> divergence_screen_;
  std::optional<DistortionScreen> distortion_screen_;
};

}  // namespace rccm
