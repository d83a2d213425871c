#include "search/divergence.hpp"

#include <cmath>
#include <limits>

#include "support/error.hpp"
#include "support/plain_metrics.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::plain_divergence;
using rccm::test::Random;
using rccm::test::random_cases;

TEST_CASE("The divergence of random sets is that of its definition, for any number of bins") {
  Random random(1);
  const Distribution gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  for (int i = 0; i < random_cases(500); ++i) {
    const DivergenceParams params{random.between(2, 64), random.chance(50) ? 1e-3 : 0.1, std::nullopt};
    const Divergence divergence(gaussian, params);
    std::vector<std::int64_t> values;
    for (int n = random.between(1, 40); n > 0; --n) values.push_back(random.between(-100, 100));
    values.push_back(random.between(1, 100));
    const CoefficientSet set = distinct(values);
    REQUIRE(divergence(set) == Approx(plain_divergence(set, divergence.masses(), params.epsilon)).epsilon(1e-12));
  }
}

TEST_CASE("Weights spread exactly as the coefficients leave nothing but the smoothing") {
  // 31 samples in the bins' middles against 31 coefficients there: P = R.
  std::vector<double> samples;
  CoefficientSet set;
  for (int c = -15; c <= 15; ++c) {
    samples.push_back(c);
    set.push_back(c);
  }
  const Divergence divergence(Distribution::of_samples(samples), {});
  CHECK(divergence(set) == Approx(0).margin(1e-12));
}

TEST_CASE("The greatest coefficient falls into the last bin, its negative into the first") {
  for (const int bins : {2, 3, 30, 31}) {
    for (const std::int64_t top : {1, 31, 62, 1214}) {
      CHECK(coefficient_bin(top, top, bins) == bins - 1);
      CHECK(coefficient_bin(-top, top, bins) == 0);
    }
  }
  CHECK(coefficient_bin(0, 92, 31) == 15);
  // 62 splits into bins of 4: -2 begins the middle one, 2 the next.
  CHECK(coefficient_bin(-2, 62, 31) == 15);
  CHECK(coefficient_bin(2, 62, 31) == 16);
}

TEST_CASE("A set that holds nothing but zero has an infinite divergence") {
  const Divergence divergence(Distribution::synthetic(Distribution::Family::kLaplace), {});
  CHECK(divergence({0}) == std::numeric_limits<double>::infinity());
  CHECK(divergence({}) == std::numeric_limits<double>::infinity());
}

TEST_CASE("Impossible bins, smoothing and ranges are refused") {
  const Distribution gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(Divergence(gaussian, {1, 1e-3, std::nullopt}), Error);
  CHECK_THROWS_AS(Divergence(gaussian, {1025, 1e-3, std::nullopt}), Error);
  CHECK_THROWS_AS(Divergence(gaussian, {31, 0, std::nullopt}), Error);
  CHECK_THROWS_AS(Divergence(gaussian, {31, nan, std::nullopt}), Error);
  CHECK_THROWS_AS(Divergence(gaussian, {31, 1e-3, 0}), Error);
  CHECK_THROWS_AS(Divergence(gaussian, {31, 1e-3, std::numeric_limits<double>::infinity()}), Error);
}
