#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace rccm {

/// What minimise_over_scales found.
struct ScaleMinimum {
  double scale = 0;
  double value = std::numeric_limits<double>::infinity();  ///< the error at that scale
  double bound = std::numeric_limits<double>::infinity();  ///< no scale has an error below this, unless give_up_above
                                                           ///< or enough_below cut it short
};

/// When minimise_over_scales may stop.
struct ScaleLimits {
  double tolerance = 0;  ///< no interval can hold an error lower than the best by more than this
  double give_up_above = std::numeric_limits<double>::infinity();  ///< intervals that cannot reach this are left out
  double enough_below = -std::numeric_limits<double>::infinity();  ///< an error below this ends the search
};

/// The global minimum of an error E(λ) over [low, high], given that μ² (E - mean_square) is concave in μ = 1/λ; see
/// fit_scale.
template <typename Error>
ScaleMinimum minimise_over_scales(const Error& error, double mean_square, double low, double high,
                                  const ScaleLimits& limits) {
  struct Point {
    double scale;
    double error;
  };
  // The least of mean_square + β λ + α λ², the chord between two points, on the interval between them.
  const auto bound_between = [&](const Point& a, const Point& b) {
    const double mu_a = 1 / a.scale;
    const double mu_b = 1 / b.scale;
    const double h_a = mu_a * mu_a * (a.error - mean_square);
    const double h_b = mu_b * mu_b * (b.error - mean_square);
    const double beta = (h_b - h_a) / (mu_b - mu_a);
    const double alpha = h_a - beta * mu_a;
    double least = std::min(a.error, b.error);
    const double vertex = -beta / (2 * alpha);
    if (alpha > 0 && vertex > a.scale && vertex < b.scale) {
      least = std::min(least, mean_square + vertex * (beta + alpha * vertex));
    }
    return least;
  };

  ScaleMinimum best;
  const auto evaluate = [&](double scale) {
    const Point point{scale, error(scale)};
    if (point.error < best.value) {
      best.value = point.error;
      best.scale = scale;
    }
    return point;
  };

  // Start from a quarter octave at most: wider intervals have chords too slack to discard anything.
  constexpr double kStepsPerOctave = 4;
  const int steps = std::max(1, static_cast<int>(std::ceil(std::log2(high / low) * kStepsPerOctave)));
  std::vector<std::pair<Point, Point>> open;
  Point previous = evaluate(low);
  for (int i = 1; i <= steps; ++i) {
    const Point next = evaluate(i == steps ? high : low * std::pow(high / low, static_cast<double>(i) / steps));
    open.emplace_back(previous, next);
    previous = next;
  }
  while (!open.empty() && best.value >= limits.enough_below) {
    const auto [a, b] = open.back();
    open.pop_back();
    const double bound = bound_between(a, b);
    if (bound >= best.value - limits.tolerance || bound > limits.give_up_above) {
      best.bound = std::min(best.bound, bound);
      continue;
    }
    const Point middle = evaluate(std::sqrt(a.scale * b.scale));
    open.emplace_back(middle, b);
    open.emplace_back(a, middle);
  }
  best.bound = std::min(best.bound, best.value);
  return best;
}

}  // namespace rccm
