#include "quantize/normal.hpp"

#include <cmath>

#include "unit/catch.hpp"

using namespace rccm;

TEST_CASE("Quantiles of the normal distribution are the tabulated ones") {
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
  CHECK(normal_quantile(0.75) == Approx(0.6744897501960817).epsilon(1e-14));
  CHECK(normal_quantile(0.001) == Approx(-3.090232306167813).epsilon(1e-14));
  CHECK(normal_quantile(1e-100) == Approx(-21.273453560851).epsilon(1e-8));
}

TEST_CASE("The quantile inverts the distribution function") {
  for (double x = -8; x <= 5; x += 0.37) CHECK(normal_quantile(normal_cdf(x)) == Approx(x).margin(1e-9));
  for (double p = 0.01; p < 1; p += 0.01) CHECK(normal_quantile(p) == Approx(-normal_quantile(1 - p)).margin(1e-12));
}
