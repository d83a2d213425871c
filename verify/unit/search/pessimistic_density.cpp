#include "search/pessimistic_density.hpp"

#include <cmath>
#include <numbers>

#include "unit/catch.hpp"

using namespace rccm;

TEST_CASE("The pessimistic density of a Gaussian is its least under scaling") {
  const double ratio = std::exp2(0.25);
  const Distribution gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  const PessimisticDensity density(gaussian.folded(), 1, ratio);
  for (double x = 0.1; x < 8; x += 0.37) {
    // s³ p(s x) rises and then falls in s: its least is at an end.
    const auto scaled = [&](double s) {
      return s * s * s * 2 * std::exp(-s * s * x * x / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    };
    const double exact = std::min(scaled(1), scaled(ratio));
    const double found = density.least(x, x + 1e-6);
    CHECK(found <= exact * 1.02);
    CHECK(found >= exact * 0.98);
  }
  CHECK(density.least(15, 17) == 0);
}
