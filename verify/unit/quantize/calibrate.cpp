#include "quantize/calibrate.hpp"

#include <algorithm>

#include "quantize/gradient.hpp"
#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

FittedQuantizer fit_activation(const Activation& activation, const std::vector<double>& values) {
  return fit({activation, Granularity::kLayer}, values, {values.size()}, "activations");
}

std::vector<double> after_relu(std::vector<double> values) {
  for (double& value : values) value = std::max(0.0, value);
  return values;
}

}  // namespace

TEST_CASE("Unsigned activations have all codes above zero, signed ones half of them below") {
  CHECK(levels_of(Activation{4}) == Levels::range(0, 15));
  CHECK(levels_of(Activation{8, true}) == Levels::range(-128, 127));
}

TEST_CASE("Calibrated by the maximum nothing is clipped, and the greatest value is exact") {
  CHECK(fit_activation({4, false, Calibration::kMaximum}, {0, 3, 30, 7}).scales[0] == 2);
  CHECK(fit_activation({4, true, Calibration::kMaximum}, {-16, 7}).scales[0] == 2);
  CHECK(fit_activation({4, true, Calibration::kMaximum}, {-8, 14}).scales[0] == 2);
  CHECK(fit_activation({4, false, Calibration::kMaximum}, {-8, 15}).scales[0] == 1);
}

TEST_CASE("A percentile is the least magnitude that so many percent do not exceed") {
  std::vector<double> values;
  for (int i = 1; i <= 1000; ++i) values.push_back((i % 2 == 0 ? 1 : -1) * (1001 - i));
  CHECK(percentile_magnitude(values, 100) == 1000);
  CHECK(percentile_magnitude(values, 99.9) == 999);
  CHECK(percentile_magnitude(values, 99.85) == 999);
  CHECK(percentile_magnitude(values, 50) == 500);
  CHECK(percentile_magnitude(values, 0.01) == 1);
  values.insert(values.end(), 5000, 0.0);
  CHECK(percentile_magnitude(values, 50) == 500);
  CHECK(percentile_magnitude({0, 0}, 99) == 0);
  CHECK(fit_activation({8, false, Calibration::kPercentile, 50}, values).scales[0] == 500.0 / 255);
}

TEST_CASE("Calibrated by error no other step is better") {
  Random random(1);
  for (const bool is_signed : {false, true}) {
    for (const int bits : {2, 4, 8}) {
      std::vector<double> values = bell_values(random, 600, 3);
      if (!is_signed) values = after_relu(std::move(values));
      const Activation activation{bits, is_signed};
      const Levels levels = levels_of(activation);
      const double step = fit_activation(activation, values).scales[0];
      const double error = plain_error(all_levels(levels), values, step);
      const double power = plain_error({0}, values, 1);
      INFO(bits << " bits, signed " << is_signed);
      for (int i = 0; i < 200; ++i) {
        const double other = 12.0 / levels.top() * std::pow(16, -i / 200.0);
        CHECK(error <= plain_error(all_levels(levels), values, other) + 1e-9 * power);
      }
    }
  }
}

TEST_CASE("Calibration by error clips an outlier that the maximum keeps") {
  Random random(2);
  std::vector<double> values = after_relu(bell_values(random, 20000));
  values.push_back(40);
  const double by_maximum = fit_activation({4, false, Calibration::kMaximum}, values).scales[0];
  const double by_error = fit_activation({4, false}, values).scales[0];
  CHECK(by_error < by_maximum / 2);
}

TEST_CASE("A learned range begins as learned-step quantisation does and moves by the gradient") {
  Random random(3);
  const std::vector<double> values = after_relu(bell_values(random, 400));
  const FittedQuantizer fitted = fit_activation({4, false, Calibration::kLearned}, values);
  CHECK(fitted.scales[0] == Approx(2 * mean_magnitude(values) / std::sqrt(15)));
  CHECK(fitted.learns_scale);
  CHECK(straight_through(fitted, {100}, {1}).scales[0] == 15);
}

TEST_CASE("A fitted activation quantizer takes any number of values") {
  const FittedQuantizer fitted = fit_activation({2, false, Calibration::kMaximum}, {3});
  CHECK(quantize(fitted, {-1, 0.4, 0.6, 2, 9}) == std::vector<double>{0, 0, 1, 2, 3});
}
