#include "support/plain_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <numbers>
#include <utility>

#include "support/random_circuit.hpp"

namespace rccm::test {
namespace {

std::vector<WeightedPoint> midpoints(const std::function<double(double)>& density, double limit) {
  constexpr int kPoints = 40000;
  std::vector<WeightedPoint> points;
  const double step = 2 * limit / kPoints;
  for (int i = 0; i < kPoints; ++i) {
    const double value = -limit + step * (i + 0.5);
    points.push_back({value, density(value)});
  }
  return points;
}

Example of_samples(const char* name, const std::vector<double>& values) {
  std::vector<WeightedPoint> points;
  for (double value : values) points.push_back({value, 1});
  return {name, Distribution::of_samples(values), std::move(points)};
}

// The sum of a few uniform draws: bell-shaped, and the same on every platform.
double draw(Random& random) {
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += random.between(-1000, 1000) / 1000.0;
  return sum;
}

}  // namespace

std::vector<WeightedPoint> points_of(const Histogram& histogram, int points_per_bin) {
  std::vector<WeightedPoint> points;
  for (const HistogramBin& bin : histogram.bins) {
    for (int i = 0; i < points_per_bin; ++i) {
      points.push_back({bin.lower + (bin.upper - bin.lower) * (i + 0.5) / points_per_bin, bin.count});
    }
  }
  return points;
}

std::vector<Example> example_distributions() {
  const double edge = std::sqrt(3.0);
  std::vector<Example> examples;
  examples.push_back({"gaussian", Distribution::synthetic(Distribution::Family::kGaussian),
                      midpoints([](double w) { return std::exp(-w * w / 2); }, 9)});
  examples.push_back({"laplace", Distribution::synthetic(Distribution::Family::kLaplace),
                      midpoints([](double w) { return std::exp(-std::numbers::sqrt2 * std::abs(w)); }, 16)});
  examples.push_back(
      {"uniform", Distribution::synthetic(Distribution::Family::kUniform), midpoints([](double) { return 1; }, edge)});

  Random random(1);
  std::vector<double> bell;
  std::vector<double> lopsided;
  for (int i = 0; i < 2000; ++i) bell.push_back(0.03 * draw(random));
  for (int i = 0; i < 2000; ++i) lopsided.push_back(0.2 + std::abs(draw(random)) - 0.1 * draw(random));
  std::vector<double> outlier(bell.begin(), bell.begin() + 1000);
  outlier.push_back(40);
  examples.push_back(of_samples("samples", bell));
  examples.push_back(of_samples("lopsided samples", lopsided));
  examples.push_back(of_samples("samples with an outlier", outlier));

  Histogram histogram;
  for (int i = 0; i < 120; ++i) {
    const double middle = (i - 50) * 0.01;
    const double count = std::floor(1000 * std::exp(-std::abs(middle) * 8));
    if (i % 17 != 3) histogram.bins.push_back({middle - 0.005, middle + 0.005, count});
  }
  examples.push_back({"histogram", Distribution::of_histogram(histogram), points_of(histogram, 100)});
  return examples;
}

double plain_divergence(const CoefficientSet& set, const std::vector<double>& masses, double epsilon) {
  const auto bins = static_cast<std::int64_t>(masses.size());
  std::int64_t top = 0;
  for (std::int64_t c : set) top = std::max(top, std::abs(c));
  std::vector<double> r(masses.size(), epsilon);
  for (std::int64_t c : set) {
    // Bin b holds -top + 2 top b / bins <= c < -top + 2 top (b + 1) / bins; the last one also its upper end.
    for (std::int64_t b = 0; b < bins; ++b) {
      const bool from = 2 * top * b <= (c + top) * bins;
      const bool until = (c + top) * bins < 2 * top * (b + 1) || b + 1 == bins;
      if (from && until) r[static_cast<std::size_t>(b)] += 1;
    }
  }
  double total = 0;
  for (double value : r) total += value;
  double divergence = 0;
  for (std::size_t b = 0; b < masses.size(); ++b) {
    if (masses[b] > 0) divergence += masses[b] * (std::log(masses[b]) - std::log(r[b] / total));
  }
  return divergence;
}

double plain_distortion(const CoefficientSet& set, const std::vector<WeightedPoint>& points, double scale) {
  double error = 0;
  double power = 0;
  std::size_t nearest = 0;
  for (const WeightedPoint& point : points) {
    const double value = point.value;
    const double weight = point.weight;
    const auto distance = [&](std::size_t i) { return std::abs(scale * static_cast<double>(set[i]) - value); };
    // Distances fall and then rise along the levels: walk from where the last point was.
    while (nearest + 1 < set.size() && distance(nearest + 1) <= distance(nearest)) ++nearest;
    while (nearest > 0 && distance(nearest - 1) <= distance(nearest)) --nearest;
    error += weight * distance(nearest) * distance(nearest);
    power += weight * value * value;
  }
  return error / power;
}

double plain_best_distortion(const CoefficientSet& set, const std::vector<WeightedPoint>& points, int steps) {
  double power = 0;
  double total = 0;
  for (const auto& [value, weight] : points) {
    power += weight * value * value;
    total += weight;
  }
  const double sigma = std::sqrt(power / total);
  const double top = static_cast<double>(std::max(std::abs(set.front()), std::abs(set.back())));
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i <= steps; ++i) {
    best = std::min(best, plain_distortion(set, points, sigma / top * std::pow(64.0, static_cast<double>(i) / steps)));
  }
  return best;
}

}  // namespace rccm::test
