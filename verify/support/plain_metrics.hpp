#pragma once

#include <vector>

#include "circuit/coefficient_set.hpp"
#include "search/divergence.hpp"
#include "weights/distribution.hpp"

namespace rccm::test {

/// A weight that counts so much.
struct WeightedPoint {
  double value;
  double weight;
};

/// A distribution and, for the plain metrics, points that stand for it: the samples themselves, or so many midpoints of
/// a density that a sum over them is its integral to about six digits.
struct Example {
  const char* name;
  Distribution distribution;
  std::vector<WeightedPoint> points;
};

/// Gaussian, Laplace, uniform, symmetric and lopsided samples, samples with one far outlier, a lopsided histogram.
[[nodiscard]] std::vector<Example> example_distributions();

/// Points for a piecewise-uniform density, and for one given by a function on [-limit, limit].
[[nodiscard]] std::vector<WeightedPoint> points_of(const Histogram& histogram, int points_per_bin);

/// The divergence, from its definition.
[[nodiscard]] double plain_divergence(const CoefficientSet& set, const std::vector<double>& masses, double epsilon);

/// E[(nearest level - w)²] / E[w²] for the levels scale · set, from its definition.
[[nodiscard]] double plain_distortion(const CoefficientSet& set, const std::vector<WeightedPoint>& points,
                                      double scale);

/// The least plain distortion on a fine logarithmic grid of scales, the largest level between 1σ and 64σ.
[[nodiscard]] double plain_best_distortion(const CoefficientSet& set, const std::vector<WeightedPoint>& points,
                                           int steps);

}  // namespace rccm::test
