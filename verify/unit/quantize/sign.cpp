#include "quantize/sign.hpp"

#include <limits>

#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

std::vector<double> quantised(const QuantizerMethod& method, const std::vector<double>& values) {
  return quantize(fit({method, Granularity::kLayer}, values, {values.size()}, "weights"), values);
}

}  // namespace

TEST_CASE("Binary weights are their sign times the mean magnitude") {
  CHECK(quantised(Binary{}, {-3, 0, 1, -0.5, 0.5}) == std::vector<double>{-1, 1, 1, -1, 1});
}

TEST_CASE("The mean magnitude is the best scale of binary weights") {
  Random random(1);
  const std::vector<double> values = bell_values(random, 100, 1, 0.2);
  const double scale = fit_group(Binary{}, values).scale;
  const double error = plain_error({-1, 1}, values, scale);
  for (double factor = 0.5; factor < 2; factor += 0.01) CHECK(plain_error({-1, 1}, values, scale * factor) >= error);
}

TEST_CASE("Ternary weights follow the published threshold and scale") {
  // The mean magnitude is 1, the threshold 0.7, and the mean of the magnitudes above it 1.5.
  CHECK(quantised(Ternary{}, {-0.5, 0.25, 0.25, 1, -2, 2, 1, -1}) ==
        std::vector<double>{0, 0, 0, 1.4, -1.4, 1.4, 1.4, -1.4});
  Random random(2);
  for (const double factor : {0.05, 0.7, 1.2}) {
    const std::vector<double> values = bell_values(random, 200, 0.1);
    const double threshold = factor * mean_magnitude(values);
    double sum = 0;
    double count = 0;
    for (const double value : values) {
      if (std::abs(value) > threshold) {
        sum += std::abs(value);
        ++count;
      }
    }
    std::vector<double> expected;
    for (const double value : values) {
      expected.push_back(std::abs(value) > threshold ? std::copysign(sum / count, value) : 0);
    }
    CHECK(close(quantised(Ternary{factor}, values), expected));
  }
}

TEST_CASE("The best threshold of ternary weights is the best of all") {
  Random random(3);
  for (int i = 0; i < random_cases(30); ++i) {
    std::vector<double> values = bell_values(random, static_cast<std::size_t>(random.between(1, 40)));
    if (random.chance(30)) values.push_back(values[0]);  // equal magnitudes
    const double found = squared_error(values, quantised(Ternary{std::nullopt}, values));
    double least = std::numeric_limits<double>::infinity();
    std::vector<double> thresholds{0};
    for (const double value : values) thresholds.push_back(std::abs(value));
    for (const double threshold : thresholds) {
      double sum = 0;
      double count = 0;
      double error = 0;
      for (const double value : values) {
        if (std::abs(value) > threshold) {
          sum += std::abs(value);
          ++count;
        }
      }
      for (const double value : values) {
        const double magnitude = std::abs(value) > threshold ? sum / count : 0;
        error += (std::abs(value) - magnitude) * (std::abs(value) - magnitude);
      }
      least = std::min(least, error);
    }
    CHECK(found == Approx(least).margin(1e-12));
  }
}

TEST_CASE("A threshold above everything makes all weights zero") {
  CHECK(quantised(Ternary{5}, {1, -1, 0.5}) == std::vector<double>{0, 0, 0});
  CHECK(quantised(Ternary{}, {0, 0}) == std::vector<double>{0, 0});
  CHECK(quantised(Binary{}, {0, 0}) == std::vector<double>{0, 0});
}
