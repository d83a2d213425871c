#include "weights/fit.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "weights/interval_search.hpp"

namespace rccm {
namespace {

// A set's levels against a distribution. A symmetric set sees only magnitudes, which halves the work.
struct Problem {
  CoefficientSet levels;
  Distribution distribution;
  std::size_t nearest_zero = 0;

  Problem(const CoefficientSet& set, const Distribution& weights) : levels(set), distribution(weights) {
    if (is_symmetric(set)) {
      levels.erase(levels.begin(), std::lower_bound(levels.begin(), levels.end(), 0));
      distribution = weights.folded();
    }
    const auto nearest = std::min_element(levels.begin(), levels.end(),
                                          [](std::int64_t a, std::int64_t b) { return std::abs(a) < std::abs(b); });
    nearest_zero = static_cast<std::size_t>(nearest - levels.begin());
  }

  // Start with every weight at the level nearest zero. Each further level l', beyond l, takes the weights beyond the
  // middle b of the two and lowers the error by 2 (l' - l) E[max(0, w - b)].
  [[nodiscard]] double error(double scale) const {
    const double start = scale * static_cast<double>(levels[nearest_zero]);
    double gain = 0;
    for (std::size_t i = nearest_zero; i + 1 < levels.size(); ++i) {
      const double low = static_cast<double>(levels[i]);
      const double high = static_cast<double>(levels[i + 1]);
      gain += (high - low) * distribution.excess_above(scale * (low + high) / 2);
    }
    for (std::size_t i = nearest_zero; i > 0; --i) {
      const double low = static_cast<double>(levels[i - 1]);
      const double high = static_cast<double>(levels[i]);
      gain += (high - low) * distribution.excess_below(scale * (low + high) / 2);
    }
    return distribution.mean_square() + start * (start - 2 * distribution.mean()) - 2 * scale * gain;
  }

  // Σ q w / Σ q² for the assignment at this scale: the best scale for that assignment.
  [[nodiscard]] double improved(double scale) const {
    const double start = static_cast<double>(levels[nearest_zero]);
    double product = start * distribution.mean();
    double square = start * start;
    const auto add = [&](std::int64_t from, std::int64_t to, bool above) {
      const auto a = static_cast<double>(from);
      const auto b = static_cast<double>(to);
      const double edge = scale * (a + b) / 2;
      const double mass = above ? distribution.mass_above(edge) : distribution.mass_below(edge);
      const double moment =
          above ? distribution.excess_above(edge) + edge * mass : edge * mass - distribution.excess_below(edge);
      product += (b - a) * moment;
      square += (b * b - a * a) * mass;
    };
    for (std::size_t i = nearest_zero; i + 1 < levels.size(); ++i) add(levels[i], levels[i + 1], true);
    for (std::size_t i = nearest_zero; i > 0; --i) add(levels[i], levels[i - 1], false);
    return square > 0 ? product / square : scale;
  }

  [[nodiscard]] double largest() const {
    return static_cast<double>(std::max(std::abs(levels.front()), std::abs(levels.back())));
  }
};

}  // namespace

double Fit::sqnr_db() const {
  return -10 * std::log10(std::max(distortion, std::numeric_limits<double>::min()));
}

double distortion_at(const CoefficientSet& set, const Distribution& distribution, double scale) {
  return std::max(0.0, Problem(set, distribution).error(scale) / distribution.mean_square());
}

Fit fit_scale(const CoefficientSet& set, const Distribution& distribution, const FitParams& params) {
  const Problem problem(set, distribution);
  const double largest = problem.largest();
  if (largest == 0) return {};
  const double low = params.least_top * distribution.rms() / largest;
  const double high = params.greatest_top * distribution.rms() / largest;
  const double power = distribution.mean_square();
  const ScaleMinimum minimum = minimise_over_scales([&](double scale) { return problem.error(scale); }, power, low,
                                                    high, {.tolerance = params.tolerance * power});
  Fit fit{minimum.scale, minimum.value};
  // The fixed point of improved(), by secants: where one does not lower the error a plain step is tried, and where that
  // does not either the fixed point is reached.
  double step = problem.improved(fit.scale) - fit.scale;
  double next = fit.scale + step;
  constexpr int kMostRefinements = 100;
  for (int i = 0; i < kMostRefinements; ++i) {
    const double scale = std::clamp(next, low, high);
    const double error = problem.error(scale);
    if (error < fit.distortion) {
      const double previous = fit.scale;
      const double previous_step = std::exchange(step, problem.improved(scale) - scale);
      fit = {scale, error};
      next = step == previous_step ? scale + step : scale - step * (scale - previous) / (step - previous_step);
    } else {
      if (next == fit.scale + step) break;
      next = fit.scale + step;
    }
  }
  fit.distortion = std::max(0.0, fit.distortion / power);
  return fit;
}

}  // namespace rccm
