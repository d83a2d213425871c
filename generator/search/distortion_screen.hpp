#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/excess_table.hpp"
#include "search/magnitude_set.hpp"
#include "search/node_set.hpp"
#include "search/pessimistic_density.hpp"
#include "weights/distribution.hpp"

namespace rccm {

/// Lower bounds of the distortion of symmetric sets, to discard most of them without a fit. All bounds are relative to
/// E[w²]. The scales at which the largest level lies between 1σ and 64σ are split into cells of equal ratio; a
/// pessimistic density bounds each cell as a whole, first by counts, then by levels, then by intervals.
class DistortionScreen {
  static constexpr std::size_t kCellsPerOctave = 4;
  static constexpr std::size_t kOctaves = 6;

 public:
  static constexpr std::size_t kCells = kCellsPerOctave * kOctaves;

  /// The cells that may hold a scale whose distortion is within a limit.
  struct Cells {
    std::array<std::uint8_t, kCells> index;
    std::size_t count = 0;
  };

  /// For sets with magnitudes up to greatest.
  DistortionScreen(const Distribution& weights, std::int32_t greatest);

  /// The cells that remain after counting the members between geometrically spaced magnitudes: an interval of length L
  /// that holds n members costs at least (least density) L³ / (12 (n + 1)²).
  template <std::size_t Words>
  [[nodiscard]] Cells cells_by_count(const RankedSet<Words>& set, double limit) const {
    std::array<const float*, kSegments + 1> cost;
    const std::int32_t* edges = &edges_[static_cast<std::size_t>(set.top) * (kSegments + 1)];
    std::int32_t above = set.count() - 1;  // the greatest is the segments' outer end
    for (std::size_t j = 0; j < kSegments; ++j) {
      const std::int32_t below = set.count_below(edges[j + 1]);
      cost[j] = &segment_cost_[row(above - below)][kOffset - j * kCellsPerSegment];
      above = below;
    }
    cost[kSegments] = centre_cost_[row(above)].data();

    const auto bound = static_cast<float>(count_limit(limit));
    Cells cells;
    for (std::size_t block = 0; block < kCells; block += kLanes) {
      // The overload beyond the largest level alone rules out the lowest scales.
      if (tail_[block + kLanes - 1] > bound) continue;
      std::array<float, kLanes> sum;
      std::copy_n(&tail_[block], kLanes, sum.begin());
      for (const float* row_cost : cost) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) sum[lane] += row_cost[block + lane];
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        if (sum[lane] <= bound) cells.index[cells.count++] = static_cast<std::uint8_t>(block + lane);
      }
    }
    return cells;
  }

  /// False only if no scale in the cells has a distortion within the limit.
  [[nodiscard]] bool may_reach(const NodeSet& magnitudes, const Cells& cells, double limit) const;

  /// An upper bound of the distortion: the best of a few scales.
  [[nodiscard]] double upper_bound(const NodeSet& magnitudes) const;

 private:
  static constexpr std::size_t kCellsPerSegment = 2;
  static constexpr std::size_t kSegments = kCells / kCellsPerSegment;
  static constexpr std::size_t kOffset = (kSegments - 1) * kCellsPerSegment;
  static constexpr std::size_t kPositions = kOffset + kCells;
  static constexpr std::size_t kMostMembers = 96;
  static constexpr std::size_t kLanes = 8;

  // Costs of kMostMembers members and more are taken as 0.
  static std::size_t row(std::int32_t members) { return std::min(static_cast<std::size_t>(members), kMostMembers); }
  void tabulate_counts();
  void tabulate_edges(std::int32_t greatest);
  [[nodiscard]] double count_limit(double limit) const;

  PessimisticDensity density_;
  ExcessTable pessimistic_;
  ExcessTable actual_;
  std::vector<std::int32_t> edges_;  // [top][j]: the least magnitude of segment j - 1
  std::array<std::array<float, kPositions>, kMostMembers + 1> segment_cost_{};
  std::array<std::array<float, kCells>, kMostMembers + 1> centre_cost_{};
  std::array<float, kCells> tail_{};
  std::array<double, kCells + 1> cell_low_{};  // the largest level, in σ, at the lower end of each cell
};

}  // namespace rccm
