#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/magnitude_set.hpp"
#include "search/node_set.hpp"
#include "weights/distribution.hpp"

namespace rccm {

/// Lower bounds of the distortion of symmetric sets, to discard most of them without a fit. All bounds are relative to
/// E[w²] and hold for every scale at which the largest level lies between 1σ and 64σ.
///
/// Scales are treated in cells of ratio κ. For a scale s λ with s in [1, κ] the error equals that of levels at λ and a
/// density s³ p(s w); so the error at λ under the density min over s of s³ p(s w) bounds the whole cell.
class DistortionScreen {
 public:
  /// For sets with magnitudes up to greatest.
  DistortionScreen(const Distribution& weights, std::int32_t greatest);

  /// A bound from how many members lie between geometrically spaced magnitudes. An interval of length L that holds n
  /// members costs at least (least density) L³ / (12 (n + 1)²).
  template <std::size_t Words>
  [[nodiscard]] double count_bound(const RankedSet<Words>& set) const {
    std::array<float, kCells> sums = tail_;
    const std::int32_t* edges = &edges_[static_cast<std::size_t>(set.top) * (kSegments + 1)];
    std::int32_t above = set.count() - 1;  // the greatest is the segments' outer end
    for (std::size_t j = 0; j < kSegments; ++j) {
      const std::int32_t below = set.count_below(edges[j + 1]);
      const auto members = static_cast<std::size_t>(above - below);
      above = below;
      const float* cost = &cost_[members < kMostMembers ? members : kMostMembers][kOffset - j * kCellsPerSegment];
      for (std::size_t k = 0; k < kCells; ++k) sums[k] += cost[k];
    }
    const auto members = static_cast<std::size_t>(above);
    const std::array<float, kCells>& centre = centre_[members < kMostMembers ? members : kMostMembers];
    float least = sums[0] + centre[0];
    for (std::size_t k = 1; k < kCells; ++k) least = std::min(least, sums[k] + centre[k]);
    const double root = std::max(0.0, std::sqrt(static_cast<double>(least) * kRoundingMargin) - displacement_);
    return root * root;
  }

  /// A bound from the levels themselves, ascending: above the limit only if the distortion is.
  [[nodiscard]] double level_bound(const NodeSet& magnitudes, double limit) const;

  /// An upper bound of the distortion: the best of a few scales.
  [[nodiscard]] double upper_bound(const NodeSet& magnitudes) const;

 private:
  // Eight cells an octave over six octaves; segments of a quarter octave.
  static constexpr std::size_t kCellsPerOctave = 8;
  static constexpr std::size_t kOctaves = 6;
  static constexpr std::size_t kCells = kCellsPerOctave * kOctaves;
  static constexpr std::size_t kCellsPerSegment = 2;
  static constexpr std::size_t kSegments = kCells / kCellsPerSegment;
  static constexpr std::size_t kOffset = (kSegments - 1) * kCellsPerSegment;
  static constexpr std::size_t kPositions = kOffset + kCells;
  static constexpr std::size_t kMostMembers = 96;
  static constexpr double kRoundingMargin = 0.9999;  // float sums of some fifty terms

  void tabulate_excess(const Distribution& folded);
  void tabulate_counts(const Distribution& folded);
  void tabulate_edges(std::int32_t greatest);
  [[nodiscard]] double excess(double x) const;
  [[nodiscard]] double error(const NodeSet& magnitudes, double scale) const;

  double sigma_ = 1;
  double mean_ = 0;  // of |w| / σ
  double step_ = 0;
  double displacement_ = 0;          // root mean square, relative to σ, by which tables move the weights
  std::vector<double> excess_;       // E[max(0, |w|/σ - x)] at multiples of step_
  std::vector<std::int32_t> edges_;  // [top][j]: the least magnitude of segment j - 1
  std::array<std::array<float, kPositions>, kMostMembers + 1> cost_{};
  std::array<std::array<float, kCells>, kMostMembers + 1> centre_{};
  std::array<float, kCells> tail_{};
};

}  // namespace rccm
