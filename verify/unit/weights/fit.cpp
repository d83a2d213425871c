#include "weights/fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/plain_metrics.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"
#include "weights/interval_search.hpp"

using namespace rccm;
using rccm::test::Example;
using rccm::test::example_distributions;
using rccm::test::plain_best_distortion;
using rccm::test::plain_distortion;
using rccm::test::Random;
using rccm::test::random_cases;

namespace {

const Distribution& gaussian() {
  static const Distribution distribution = Distribution::synthetic(Distribution::Family::kGaussian);
  return distribution;
}

const Distribution& laplace() {
  static const Distribution distribution = Distribution::synthetic(Distribution::Family::kLaplace);
  return distribution;
}

CoefficientSet range(std::int64_t low, std::int64_t high, std::int64_t step = 1) {
  CoefficientSet set;
  for (std::int64_t c = low; c <= high; c += step) set.push_back(c);
  return set;
}

// Symmetric or not, with or without zero, few or many levels.
CoefficientSet random_set(Random& random) {
  std::vector<std::int64_t> values;
  for (int n = random.between(1, 30); n > 0; --n) values.push_back(random.between(-60, 100));
  values.push_back(random.between(1, 100));
  CoefficientSet set = distinct(values);
  if (random.chance(40)) set = mirrored(set);
  if (random.chance(30)) set.erase(std::remove(set.begin(), set.end(), 0), set.end());
  return set;
}

}  // namespace

TEST_CASE("The sets of the design table have the distortions it states") {
  struct Case {
    CoefficientSet magnitudes;
    double gaussian_db;
    double laplace_db;
  };
  const CoefficientSet published_3_add{0,  1,  2,  3,  4,  5,  6,  7,  9,  10, 12, 13,  14,  16,  23,
                                       29, 30, 32, 63, 69, 70, 72, 87, 93, 94, 96, 119, 125, 126, 128};
  const CoefficientSet published_4_add{
      0,   1,   2,   4,   5,   7,   8,   9,   11,  13,  14,  15,  16,  18,  19,  20,  21,  22,  23,  24,  25,
      26,  27,  28,  29,  30,  31,  32,  33,  34,  36,  37,  38,  39,  40,  46,  48,  54,  58,  64,  69,  70,
      71,  74,  75,  76,  78,  80,  81,  82,  84,  85,  87,  94,  96,  102, 114, 118, 126, 134, 142, 150, 166,
      174, 182, 190, 194, 198, 206, 214, 222, 230, 238, 246, 258, 262, 270, 278, 286, 302, 310, 318, 326, 334,
      382, 398, 446, 450, 526, 566, 574, 582, 614, 622, 654, 662, 670, 686, 694, 710, 766, 782, 830, 1214};
  for (const Case& expected :
       {Case{{0, 1, 2, 8, 28, 36, 44, 92}, 13.9, 13.1}, Case{{1, 3, 4, 5, 7, 9, 11, 15}, 19.5, 16.2},
        Case{{0, 1, 2, 3, 4, 5, 6, 7}, 18.9, 15.6}, Case{{1, 3, 5, 7, 9, 11, 13, 15}, 19.4, 16.0},
        Case{{0, 1, 2, 3, 4, 6, 8}, 18.2, 15.8}, Case{{1, 3, 5, 9}, 14.4, 12.3}, Case{{1, 3, 5, 7}, 14.3, 11.5},
        Case{published_3_add, 23.9, 22.5}, Case{published_4_add, 34.8, 33.9}, Case{range(0, 31), 29.7, 25.3},
        Case{range(0, 127), 40.5, 35.2}}) {
    const CoefficientSet set = mirrored(expected.magnitudes);
    INFO(to_text(set));
    CHECK(fit_scale(set, gaussian()).sqnr_db() == Approx(expected.gaussian_db).margin(0.1));
    CHECK(fit_scale(set, laplace()).sqnr_db() == Approx(expected.laplace_db).margin(0.1));
  }
}

TEST_CASE("The distortion at a scale is that of every weight's nearest level") {
  Random random(1);
  for (const Example& example : example_distributions()) {
    for (int i = 0; i < random_cases(20); ++i) {
      const CoefficientSet set = random_set(random);
      const double top = static_cast<double>(std::max(std::abs(set.front()), std::abs(set.back())));
      const double scale = example.distribution.rms() / top * std::exp2(random.between(-10, 60) / 10.0);
      INFO(example.name << ", " << to_text(set) << ", scale " << scale);
      CHECK(distortion_at(set, example.distribution, scale) ==
            Approx(plain_distortion(set, example.points, scale)).epsilon(2e-4).margin(2e-6));
    }
  }
}

TEST_CASE("No scale on a dense grid is better than the fitted one, which has the distortion stated") {
  Random random(2);
  for (const Example& example : example_distributions()) {
    for (int i = 0; i < random_cases(8); ++i) {
      const CoefficientSet set = random_set(random);
      const Fit fit = fit_scale(set, example.distribution);
      INFO(example.name << ", " << to_text(set));
      double best = std::numeric_limits<double>::infinity();
      const double top = static_cast<double>(std::max(std::abs(set.front()), std::abs(set.back())));
      constexpr int kSteps = 20000;
      for (int k = 0; k <= kSteps; ++k) {
        const double scale = example.distribution.rms() / top * std::pow(64.0, static_cast<double>(k) / kSteps);
        best = std::min(best, distortion_at(set, example.distribution, scale));
      }
      CHECK(fit.distortion <= best + 1e-9);
      CHECK(distortion_at(set, example.distribution, fit.scale) == Approx(fit.distortion).margin(1e-14));
      CHECK(fit.scale * top >= example.distribution.rms() * (1 - 1e-12));
      CHECK(fit.scale * top <= 64 * example.distribution.rms() * (1 + 1e-12));
    }
  }
}

TEST_CASE("Fits to samples are those of plain sums") {
  Random random(3);
  for (const Example& example : example_distributions()) {
    if (example.distribution.is_continuous()) continue;
    for (int i = 0; i < random_cases(3); ++i) {
      const CoefficientSet set = random_set(random);
      const Fit fit = fit_scale(set, example.distribution);
      INFO(example.name << ", " << to_text(set));
      CHECK(plain_distortion(set, example.points, fit.scale) == Approx(fit.distortion).epsilon(1e-9).margin(1e-12));
      CHECK(fit.distortion <= plain_best_distortion(set, example.points, 2000) + 1e-9);
    }
  }
}

TEST_CASE("The fitted scale is the best for its own assignment") {
  Random random(4);
  for (int i = 0; i < random_cases(20); ++i) {
    const CoefficientSet set = random_set(random);
    const Fit fit = fit_scale(set, gaussian());
    const double top = static_cast<double>(std::max(std::abs(set.front()), std::abs(set.back())));
    if (fit.scale * top < 1.0001 || fit.scale * top > 63.99) continue;  // at an end of the range
    INFO(to_text(set));
    for (const double factor : {1 - 1e-5, 1 + 1e-5}) {
      CHECK(distortion_at(set, gaussian(), fit.scale * factor) >= fit.distortion);
    }
  }
}

TEST_CASE("The search over scales certifies its tolerance") {
  for (const double tolerance : {1e-3, 1e-6, 1e-9}) {
    const CoefficientSet set = mirrored({0, 1, 2, 8, 28, 36, 44, 92});
    const ScaleMinimum minimum =
        minimise_over_scales([&](double scale) { return distortion_at(set, gaussian(), scale); }, 1, 1.0 / 92,
                             64.0 / 92, {.tolerance = tolerance});
    CHECK(minimum.bound <= minimum.value);
    CHECK(minimum.bound >= minimum.value - tolerance);
    CHECK(minimum.bound <= fit_scale(set, gaussian()).distortion);
  }
}

TEST_CASE("The search over scales may stop once the answer is clear") {
  const CoefficientSet set = mirrored({1, 3, 5, 7});
  const double best = fit_scale(set, gaussian()).distortion;
  const auto search = [&](double limit, int& evaluations) {
    const auto error = [&](double scale) {
      ++evaluations;
      return distortion_at(set, gaussian(), scale);
    };
    return minimise_over_scales(error, 1, 1.0 / 7, 64.0 / 7,
                                {.tolerance = 1e-9, .give_up_above = limit, .enough_below = limit});
  };
  int full = 0;
  int too_strict = 0;
  int lenient = 0;
  CHECK(search(best, full).bound <= best);
  CHECK(search(best * 0.5, too_strict).bound > best * 0.5);
  CHECK(search(best * 2, lenient).bound <= best * 2);
  CHECK(too_strict < full);
  CHECK(lenient < full);
}

TEST_CASE("A multiple of a set has the same distortion at a fraction of the scale") {
  const CoefficientSet set{-7, -2, 0, 1, 5, 9};
  CoefficientSet multiple;
  for (std::int64_t c : set) multiple.push_back(8 * c);
  const Fit one = fit_scale(set, laplace());
  const Fit eight = fit_scale(multiple, laplace());
  CHECK(eight.distortion == Approx(one.distortion).epsilon(1e-12));
  CHECK(eight.scale == Approx(one.scale / 8).epsilon(1e-9));
}

TEST_CASE("Mirroring a set that is not symmetric mirrors its fit to symmetric weights") {
  const CoefficientSet set{-3, 0, 1, 4, 8};
  const CoefficientSet mirror{-8, -4, -1, 0, 3};
  CHECK(fit_scale(set, gaussian()).distortion == Approx(fit_scale(mirror, gaussian()).distortion).epsilon(1e-9));
}

TEST_CASE("One level takes all weights, whatever they are") {
  // The best single level of samples around 3 is their mean.
  const Distribution samples = Distribution::of_samples({2, 3, 4});
  const Fit fit = fit_scale({1}, samples);
  CHECK(fit.scale == Approx(samples.rms()));  // the mean is below 1σ, the least scale allowed
  CHECK(fit.distortion == Approx(plain_distortion({1}, {{2, 1}, {3, 1}, {4, 1}}, samples.rms())));
  // Of symmetric weights it represents half wrongly.
  CHECK(fit_scale({1}, gaussian()).distortion == Approx(2));
}

TEST_CASE("Two opposite levels of a Gaussian lie at its mean magnitude, or as near as the range allows") {
  // The optimum, sqrt(2/pi), is below 1σ.
  const Fit fit = fit_scale({-1, 1}, gaussian());
  CHECK(fit.scale == Approx(1));
  CHECK(fit.distortion == Approx(2 - 2 * std::sqrt(2 / 3.14159265358979)));
  const Fit wider = fit_scale({-1, 1}, gaussian(), {.least_top = 0.1});
  CHECK(wider.scale == Approx(std::sqrt(2 / 3.14159265358979)).epsilon(1e-9));
}

TEST_CASE("Zero alone represents nothing") {
  const Fit fit = fit_scale({0}, gaussian());
  CHECK(fit.distortion == 1);
  CHECK(fit.sqnr_db() == 0);
}

TEST_CASE("Samples on the levels are represented exactly") {
  const Fit fit = fit_scale({-4, 0, 1, 9}, Distribution::of_samples({-2, 0, 0.5, 4.5}));
  CHECK(fit.scale == Approx(0.5).epsilon(1e-12));
  CHECK(fit.distortion == Approx(0).margin(1e-15));
  CHECK(std::isfinite(fit.sqnr_db()));
}

TEST_CASE("Weights of any magnitude fit alike") {
  const CoefficientSet set{-5, -1, 0, 2, 6};
  const std::vector<double> values{-1.3, -0.2, 0.1, 0.4, 0.9, 1.6};
  const Fit one = fit_scale(set, Distribution::of_samples(values));
  for (const double factor : {1e-12, 1e-3, 1e9}) {
    std::vector<double> scaled;
    for (double value : values) scaled.push_back(value * factor);
    const Fit fit = fit_scale(set, Distribution::of_samples(scaled));
    CHECK(fit.distortion == Approx(one.distortion).epsilon(1e-9));
    CHECK(fit.scale == Approx(one.scale * factor).epsilon(1e-9));
  }
}
