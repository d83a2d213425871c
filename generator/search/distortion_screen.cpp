#include "search/distortion_screen.hpp"

#include <cmath>
#include <limits>

#include "weights/interval_search.hpp"

namespace rccm {
namespace {

constexpr std::size_t kActualSteps = std::size_t{1} << 15;

double cell_ratio(std::size_t cells_per_octave) {
  return std::exp2(1.0 / static_cast<double>(cells_per_octave));
}

ExcessTable actual_table(const Distribution& folded, double sigma) {
  return {[&](double x) { return folded.excess_above(sigma * x) / sigma; },
          kTableEnd,
          kActualSteps,
          1,
          folded.mean() / sigma,
          1};
}

}  // namespace

DistortionScreen::DistortionScreen(const Distribution& weights, std::int32_t greatest)
    : density_(weights.folded(), weights.rms(), cell_ratio(kCellsPerOctave)),
      pessimistic_(density_.excess_table()),
      actual_(actual_table(weights.folded(), weights.rms())) {
  tabulate_counts();
  tabulate_edges(greatest);
}

void DistortionScreen::tabulate_counts() {
  const double ratio = cell_ratio(kCellsPerOctave);
  const double segment_ratio = std::pow(ratio, static_cast<double>(kCellsPerSegment));
  const auto power = [&](double exponent) { return std::pow(ratio, exponent); };
  for (std::size_t k = 0; k <= kCells; ++k) cell_low_[k] = power(static_cast<double>(k));
  for (std::size_t k = 0; k < kCells; ++k) tail_[k] = static_cast<float>(density_.tail(cell_low_[k]));
  // What n members leave of the cost of an interval.
  const auto cost_of = [&](double low, double high) {
    return density_.least(low, high) * std::pow(high - low, 3) / 12;
  };
  const auto share = [](std::size_t n) { return 1 / static_cast<double>((n + 1) * (n + 1)); };
  for (std::size_t position = 0; position < kPositions; ++position) {
    // segment_cost_[n][kOffset - j * kCellsPerSegment + k] is segment j of cell k.
    const double high = power(static_cast<double>(position) - static_cast<double>(kOffset));
    const double cost = cost_of(high / segment_ratio, high);
    for (std::size_t n = 0; n < kMostMembers; ++n) segment_cost_[n][position] = static_cast<float>(cost * share(n));
  }
  for (std::size_t k = 0; k < kCells; ++k) {
    const double high = power(static_cast<double>(k)) / std::pow(segment_ratio, static_cast<double>(kSegments));
    const double cost = cost_of(0, high);
    for (std::size_t n = 0; n < kMostMembers; ++n) centre_cost_[n][k] = static_cast<float>(cost * share(n));
  }
}

void DistortionScreen::tabulate_edges(std::int32_t greatest) {
  edges_.resize(static_cast<std::size_t>(greatest + 1) * (kSegments + 1));
  for (std::size_t j = 0; j <= kSegments; ++j) {
    const double share = std::exp2(-static_cast<double>(j * kCellsPerSegment) / kCellsPerOctave);
    for (std::int32_t top = 0; top <= greatest; ++top) {
      edges_[static_cast<std::size_t>(top) * (kSegments + 1) + j] = static_cast<std::int32_t>(std::ceil(top * share));
    }
  }
}

// What a bound computed from the pessimistic density must exceed to rule out the limit; the margin covers float sums.
double DistortionScreen::count_limit(double limit) const {
  constexpr double kRoundingMargin = 1.0001;
  const double root = std::sqrt(std::max(0.0, limit)) + density_.displacement();
  return root * root * kRoundingMargin;
}

bool DistortionScreen::may_reach(const NodeSet& magnitudes, const Cells& cells, double limit) const {
  const double pessimistic_limit = count_limit(limit);
  const double top = magnitudes.back();
  for (std::size_t i = 0; i < cells.count; ++i) {
    const double low = cell_low_[cells.index[i]] / top;
    if (pessimistic_.error(magnitudes, low) > pessimistic_limit) continue;
    const auto error = [&](double scale) { return actual_.error(magnitudes, scale); };
    constexpr double kTolerance = 1e-7;
    const ScaleMinimum minimum =
        minimise_over_scales(error, 1, low, cell_low_[cells.index[i] + 1U] / top,
                             {.tolerance = kTolerance, .give_up_above = limit, .enough_below = limit});
    if (minimum.bound <= limit) return true;
  }
  return false;
}

double DistortionScreen::upper_bound(const NodeSet& magnitudes) const {
  double least = std::numeric_limits<double>::infinity();
  for (const double top : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 9.0, 16.0, 32.0}) {
    const double margin = 2 * top * (actual_.chord_error() + actual_.last());
    least = std::min(least, actual_.error(magnitudes, top / magnitudes.back()) + margin);
  }
  return least;
}

}  // namespace rccm
