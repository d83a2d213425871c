#include "weights/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "support/error.hpp"
#include "support/plain_metrics.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::Example;
using rccm::test::example_distributions;
using rccm::test::WeightedPoint;

namespace {

// The average of a function over the points that stand for a distribution.
template <typename Function>
double average(const std::vector<WeightedPoint>& points, const Function& function) {
  double sum = 0;
  double weight = 0;
  for (const WeightedPoint& point : points) {
    sum += point.weight * function(point.value);
    weight += point.weight;
  }
  return sum / weight;
}

double greatest(const Example& example) {
  double result = 0;
  for (const WeightedPoint& point : example.points) result = std::max(result, std::abs(point.value));
  return result;
}

// Places to ask at, none of them a sample.
std::vector<double> places(const Example& example) {
  std::vector<double> result;
  const double end = 1.1 * greatest(example);
  for (int i = -20; i <= 20; ++i) result.push_back(end * (i + 0.0371) / 20);
  return result;
}

Histogram two_bins() {
  return {{{-1, 0, 3}, {1, 3, 1}}};
}

}  // namespace

TEST_CASE("Moments are those of the integrals") {
  for (const Example& example : example_distributions()) {
    INFO(example.name);
    const Distribution& d = example.distribution;
    CHECK(d.mean() == Approx(average(example.points, [](double w) { return w; })).margin(1e-6));
    CHECK(d.mean_square() == Approx(average(example.points, [](double w) { return w * w; })).epsilon(1e-5));
    CHECK(d.rms() == Approx(std::sqrt(d.mean_square())));
  }
}

TEST_CASE("Masses and excesses are those of the integrals, on both sides") {
  for (const Example& example : example_distributions()) {
    const Distribution& d = example.distribution;
    const double slack = 3e-4;  // a point more or less at the place asked
    for (double b : places(example)) {
      INFO(example.name << " at " << b);
      CHECK(d.mass_above(b) == Approx(average(example.points, [&](double w) { return w > b ? 1 : 0; })).margin(slack));
      CHECK(d.mass_below(b) == Approx(average(example.points, [&](double w) { return w < b ? 1 : 0; })).margin(slack));
      CHECK(d.excess_above(b) ==
            Approx(average(example.points, [&](double w) { return std::max(0.0, w - b); })).margin(1e-5));
      CHECK(d.excess_below(b) ==
            Approx(average(example.points, [&](double w) { return std::max(0.0, b - w); })).margin(1e-5));
    }
  }
}

TEST_CASE("A folded distribution is that of the magnitudes") {
  for (const Example& example : example_distributions()) {
    const Distribution folded = example.distribution.folded();
    CHECK(folded.mean() == Approx(average(example.points, [](double w) { return std::abs(w); })).epsilon(1e-5));
    CHECK(folded.mean_square() == example.distribution.mean_square());
    for (double b : places(example)) {
      INFO(example.name << " at " << b);
      CHECK(folded.mass_above(b) ==
            Approx(average(example.points, [&](double w) { return std::abs(w) > b ? 1 : 0; })).margin(3e-4));
      CHECK(folded.excess_above(b) ==
            Approx(average(example.points, [&](double w) { return std::max(0.0, std::abs(w) - b); })).margin(1e-5));
      CHECK(folded.excess_below(b) ==
            Approx(average(example.points, [&](double w) { return std::max(0.0, b - std::abs(w)); })).margin(1e-5));
    }
  }
}

TEST_CASE("The masses of bins are those of the integrals and add up to 1") {
  for (const Example& example : example_distributions()) {
    const double range = 0.8 * greatest(example);
    for (const int bins : {2, 7, 16, 31}) {
      if (example.distribution.is_continuous() && bins == 31) continue;  // see below
      INFO(example.name << ", " << bins << " bins");
      const std::vector<double> masses = example.distribution.bin_masses(bins, range);
      REQUIRE(masses.size() == static_cast<std::size_t>(bins));
      CHECK(std::accumulate(masses.begin(), masses.end(), 0.0) == Approx(1));
      const double inside = average(example.points, [&](double w) { return std::abs(w) <= range ? 1 : 0; });
      for (int bin = 0; bin < bins; ++bin) {
        const double low = -range + 2 * range * bin / bins;
        const double high = -range + 2 * range * (bin + 1) / bins;
        const auto is_in = [&](double w) { return w >= low && w < high ? 1 : 0; };
        CHECK(masses[static_cast<std::size_t>(bin)] == Approx(average(example.points, is_in) / inside).margin(6e-4));
      }
    }
  }
}

TEST_CASE("The 31 bins of a unit Gaussian over four sigma are differences of its distribution function") {
  const std::vector<double> masses = Distribution::synthetic(Distribution::Family::kGaussian).bin_masses(31, 4);
  const auto below = [](double b) { return 0.5 * std::erfc(-b / std::numbers::sqrt2); };
  for (int bin = 0; bin < 31; ++bin) {
    const double low = -4 + 8.0 * bin / 31;
    const double exact = (below(low + 8.0 / 31) - below(low)) / (below(4) - below(-4));
    CHECK(masses[static_cast<std::size_t>(bin)] == Approx(exact).epsilon(1e-9));
  }
}

TEST_CASE("Samples exactly on an edge belong to the upper bin, those at the range's end to the last") {
  const Distribution samples = Distribution::of_samples({-2, -1, 0, 1, 2});
  CHECK(samples.default_range() == 2);
  const std::vector<double> masses = samples.bin_masses(4, 2);
  const std::vector<double> expected{0.2, 0.2, 0.2, 0.4};
  for (std::size_t i = 0; i < 4; ++i) CHECK(masses[i] == Approx(expected[i]));
}

TEST_CASE("A histogram spreads its counts evenly over its bins") {
  const Distribution d = Distribution::of_histogram(two_bins());
  CHECK(d.mean() == Approx(0.75 * -0.5 + 0.25 * 2));
  CHECK(d.mean_square() == Approx(0.75 / 3 + 0.25 * 13 / 3));
  CHECK(d.mass_above(-0.25) == Approx(0.75 / 4 + 0.25));
  CHECK(d.mass_above(0.5) == Approx(0.25));
  CHECK(d.mass_above(2) == Approx(0.125));
  CHECK(d.excess_above(2) == Approx(0.125 * 0.5));
  CHECK(d.excess_above(3) == 0);
  CHECK(d.excess_below(-1) == Approx(0).margin(1e-15));
  CHECK(d.default_range() == 3);
  CHECK_FALSE(d.is_symmetric());
  // Folded, [0, 1) holds the mirrored bin and [1, 3) the other.
  CHECK(d.folded().mass_above(0.5) == Approx(0.75 / 2 + 0.25));
}

TEST_CASE("Bins of a histogram that overlap once folded are cut at each other's edges") {
  const Distribution folded = Distribution::of_histogram({{{-2, 1, 3}, {1, 2, 1}}}).folded();
  // |w|: [0, 1) has mass 2/4, [1, 2) has 1/4 from either side.
  CHECK(folded.mass_above(1) == Approx(0.5));
  CHECK(folded.mass_above(0.5) == Approx(0.75));
  CHECK(folded.mass_above(1.5) == Approx(0.25));
}

TEST_CASE("A histogram coarser than the bins of the divergence is refused with a remedy") {
  const Distribution d = Distribution::of_histogram(two_bins());
  CHECK_NOTHROW(d.bin_masses(3, 3));
  CHECK_THROWS_WITH(d.bin_masses(4, 3), Catch::Contains("wider than the 4 bins") && Catch::Contains("--bins"));
}

TEST_CASE("A range that holds no weight is refused with a remedy") {
  CHECK_THROWS_WITH(Distribution::of_samples({5, 6}).bin_masses(31, 1), Catch::Contains("--range"));
}

TEST_CASE("Synthetic families have unit variance and a range of four sigma") {
  for (const auto family :
       {Distribution::Family::kGaussian, Distribution::Family::kLaplace, Distribution::Family::kUniform}) {
    const Distribution d = Distribution::synthetic(family);
    CHECK(d.mean() == 0);
    CHECK(d.mean_square() == 1);
    CHECK(d.default_range() == 4);
    CHECK(d.is_symmetric());
    CHECK(d.is_continuous());
  }
}

TEST_CASE("Weights from files become samples or a histogram, whichever they are") {
  Weights weights;
  weights.values = {1, -1, 3};
  CHECK_FALSE(Distribution::of_weights(weights).is_continuous());
  CHECK(Distribution::of_weights(weights).mean() == Approx(1));
  weights.values.clear();
  weights.histogram = two_bins();
  CHECK(Distribution::of_weights(weights).is_continuous());
}
