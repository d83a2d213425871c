#include "search/distortion_screen.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "weights/interval_search.hpp"

namespace rccm {
namespace {

// Beyond this many σ the tables end: the excess there is below any distortion of interest, and taking it as what it is
// at the end only lowers bounds.
constexpr double kTableEnd = 16;
constexpr double kGreatestTop = 64;  // as in FitParams
constexpr std::size_t kTableSteps = std::size_t{1} << 15;

// A density of |w| / σ as a fine histogram, and the least of s³ p(s x) over s in [1, κ] as another.
class PessimisticDensity {
 public:
  PessimisticDensity(const Distribution& folded, double sigma, double ratio, std::size_t bins) : step_(kTableEnd / static_cast<double>(bins)) {
    std::vector<double> density;
    double above = 1;
    for (std::size_t i = 0; i < bins; ++i) {
      const double next = folded.mass_above(sigma * step_ * static_cast<double>(i + 1));
      density.push_back(std::max(0.0, above - next) / step_);
      above = next;
    }
    for (std::size_t i = 0; i < bins; ++i) {
      const double last = std::ceil(static_cast<double>(i + 1) * ratio);
      double least = density[i];
      for (std::size_t j = i; j < static_cast<std::size_t>(last); ++j) {
        const double s = std::max(1.0, static_cast<double>(j) / static_cast<double>(i + 1));
        least = std::min(least, s * s * s * (j < bins ? density[j] : 0));
      }
      density_.push_back(least);
    }
  }

  // The least density on [low, high].
  [[nodiscard]] double least(double low, double high) const {
    double result = std::numeric_limits<double>::infinity();
    for (auto i = static_cast<std::size_t>(low / step_); i < density_.size() && static_cast<double>(i) * step_ < high; ++i) {
      result = std::min(result, density_[i]);
    }
    return high > kTableEnd ? 0 : result;
  }

  // ∫ (w - x)² over w > x.
  [[nodiscard]] double tail(double x) const {
    double sum = 0;
    for (std::size_t i = 0; i < density_.size(); ++i) {
      const double low = static_cast<double>(i) * step_;
      if (low < x) continue;
      const double distance = low - x;
      sum += density_[i] * step_ * distance * distance;
    }
    return sum;
  }

  [[nodiscard]] double step() const { return step_; }

 private:
  double step_;
  std::vector<double> density_;
};

}  // namespace

DistortionScreen::DistortionScreen(const Distribution& weights, std::int32_t greatest) : sigma_(weights.rms()) {
  const Distribution folded = weights.folded();
  mean_ = folded.mean() / sigma_;
  tabulate_excess(folded);
  tabulate_counts(folded);
  tabulate_edges(greatest);
}

void DistortionScreen::tabulate_excess(const Distribution& folded) {
  step_ = kTableEnd / static_cast<double>(kTableSteps);
  for (std::size_t i = 0; i <= kTableSteps; ++i) {
    excess_.push_back(folded.excess_above(sigma_ * step_ * static_cast<double>(i)) / sigma_);
  }
}

void DistortionScreen::tabulate_counts(const Distribution& folded) {
  const double cell_ratio = std::exp2(1.0 / static_cast<double>(kCellsPerOctave));
  const double segment_ratio = std::pow(cell_ratio, static_cast<double>(kCellsPerSegment));
  // Coarser for samples, whose fine histogram would be too ragged to have a useful lower envelope.
  const std::size_t bins = folded.is_continuous() ? 16384 : 4096;
  const PessimisticDensity density(folded, sigma_, cell_ratio, bins);
  // Spreading mass evenly over a bin moves each weight by at most its width, by width / √3 in the root mean square;
  // the root of the error changes by no more than that.
  displacement_ = density.step() / std::sqrt(3.0);

  const auto top_of_cell = [&](double k) { return std::pow(cell_ratio, k); };
  for (std::size_t k = 0; k < kCells; ++k) tail_[k] = static_cast<float>(density.tail(top_of_cell(static_cast<double>(k))));
  for (std::size_t position = 0; position < kPositions; ++position) {
    // cost_[n][kOffset - j * kCellsPerSegment + k] is segment j of cell k.
    const double high = top_of_cell(static_cast<double>(position) - static_cast<double>(kOffset));
    const double low = high / segment_ratio;
    const double numerator = density.least(low, high) * std::pow(high - low, 3) / 12;
    for (std::size_t n = 0; n < kMostMembers; ++n) {
      cost_[n][position] = static_cast<float>(numerator / std::pow(static_cast<double>(n + 1), 2));
    }
  }
  for (std::size_t k = 0; k < kCells; ++k) {
    const double high = top_of_cell(static_cast<double>(k)) / std::pow(segment_ratio, static_cast<double>(kSegments));
    const double numerator = density.least(0, high) * std::pow(high, 3) / 12;
    for (std::size_t n = 0; n < kMostMembers; ++n) {
      centre_[n][k] = static_cast<float>(numerator / std::pow(static_cast<double>(n + 1), 2));
    }
  }
}

void DistortionScreen::tabulate_edges(std::int32_t greatest) {
  edges_.resize(static_cast<std::size_t>(greatest + 1) * (kSegments + 1));
  for (std::int32_t top = 0; top <= greatest; ++top) {
    for (std::size_t j = 0; j <= kSegments; ++j) {
      const double edge = top * std::exp2(-static_cast<double>(j * kCellsPerSegment) / kCellsPerOctave);
      edges_[static_cast<std::size_t>(top) * (kSegments + 1) + j] = static_cast<std::int32_t>(std::ceil(edge));
    }
  }
}

// The chord of a convex function lies above it, so that errors computed with it are never too large.
double DistortionScreen::excess(double x) const {
  const double position = x / step_;
  const auto index = static_cast<std::size_t>(position);
  if (index >= kTableSteps) return excess_[kTableSteps];
  const double fraction = position - static_cast<double>(index);
  return excess_[index] + fraction * (excess_[index + 1] - excess_[index]);
}

// The error relative to σ² of levels scale · magnitude, from the table; see fit.cpp for the sum.
double DistortionScreen::error(const NodeSet& magnitudes, double scale) const {
  const double start = scale * magnitudes.front();
  double gain = 0;
  for (std::size_t i = 0; i + 1 < magnitudes.size(); ++i) {
    const double middle = scale * (magnitudes[i] + magnitudes[i + 1]) / 2;
    if (middle >= kTableEnd) {
      gain += excess_[kTableSteps] * (magnitudes.back() - magnitudes[i]);
      break;
    }
    gain += (magnitudes[i + 1] - magnitudes[i]) * excess(middle);
  }
  return 1 + start * (start - 2 * mean_) - 2 * scale * gain;
}

double DistortionScreen::level_bound(const NodeSet& magnitudes, double limit) const {
  constexpr double kTolerance = 1e-6;
  const double top = magnitudes.back();
  const auto relative_error = [&](double scale) { return error(magnitudes, scale); };
  return minimise_over_scales(relative_error, 1, 1 / top, kGreatestTop / top,
                              {.tolerance = kTolerance, .give_up_above = limit, .enough_below = limit})
      .bound;
}

double DistortionScreen::upper_bound(const NodeSet& magnitudes) const {
  double least = std::numeric_limits<double>::infinity();
  for (const double top : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 9.0, 16.0, 32.0}) {
    // A chord exceeds the excess by at most a quarter step, so that the gain is too large by no more than the margin.
    const double margin = top * step_ / 2;
    least = std::min(least, error(magnitudes, top / magnitudes.back()) + margin);
  }
  return least;
}

}  // namespace rccm
