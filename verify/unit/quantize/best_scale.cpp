#include "quantize/best_scale.hpp"

#include "quantize/level_sums.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

// The least error on a fine grid of scales within the bounds of the fit.
double grid_error(const Levels& levels, const std::vector<double>& values) {
  constexpr int kSteps = 2000;
  const double sigma = root_mean_square(values);
  double best = plain_error(all_levels(levels), values, sigma / levels.top());
  for (int i = 1; i <= kSteps; ++i) {
    const double scale = sigma / levels.top() * std::pow(64.0, static_cast<double>(i) / kSteps);
    best = std::min(best, plain_error(all_levels(levels), values, scale));
  }
  return best;
}

}  // namespace

TEST_CASE("No scale on a dense grid is better than the best, for few values and for many") {
  Random random(1);
  for (const std::size_t count : {1U, 2U, 9U, 50U, 400U}) {
    for (const Levels& levels : {Levels::of_set({-3, -1, 0, 1, 3}), Levels::range(-8, 7), Levels::of_set({-1, 1}),
                                 Levels::of_set({0, 1, 2, 4, 9})}) {
      const std::vector<double> values = bell_values(random, count, 0.05);
      const Fit fit = best_scale(levels, values);
      const double power = root_mean_square(values) * root_mean_square(values) * static_cast<double>(count);
      INFO(count << " values, " << levels.count() << " levels");
      CHECK(fit.distortion * power == Approx(plain_error(all_levels(levels), values, fit.scale)).margin(1e-12 * power));
      CHECK(fit.distortion * power <= grid_error(levels, values) + 1e-9 * power);
    }
  }
}

TEST_CASE("Sums over values and sums over levels find the same minimum") {
  Random random(2);
  const Levels levels = Levels::of_set({-92, -44, -36, -28, -8, -2, -1, 0, 1, 2, 8, 28, 36, 44, 92});
  for (const std::size_t count : {20U, 100U, 1000U}) {
    const std::vector<double> values = bell_values(random, count);
    const double by_levels = fit_scale(*levels.coefficients(), Distribution::of_samples(values)).distortion;
    CHECK(best_scale(levels, values).distortion == Approx(by_levels).margin(1e-9));
  }
}

TEST_CASE("Many levels have a scale as good as any") {
  Random random(3);
  for (const int bits : {11, 12, 16}) {
    const std::int64_t half = std::int64_t{1} << (bits - 1);
    const Levels levels = Levels::range(-half, half - 1);
    const std::vector<double> drawn = bell_values(random, 3000);
    const SortedValues values(drawn);
    const Fit fit = best_scale(levels, drawn);
    for (int i = 0; i <= 3000; ++i) {
      const double scale = values.root_mean_square() / levels.top() * std::pow(64.0, i / 3000.0);
      REQUIRE(values.at(levels, scale).error >= 0.99 * fit.distortion * values.power());
    }
  }
}

TEST_CASE("What is zero throughout has scale zero") {
  CHECK(best_scale(Levels::of_set({-1, 1}), {0, 0}).scale == 0);
  CHECK(best_scale(Levels::of_set({-1, 1}), {0, 0}).distortion == 0);
  CHECK(best_scale(Levels::range(0, 0), {1, 2}).distortion == 1);
}
