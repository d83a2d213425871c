#include "quantize/gradient.hpp"

#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

FittedQuantizer two_groups() {
  FittedQuantizer quantizer;
  quantizer.levels = Levels::of_set({-4, -1, 0, 1, 2, 8});
  quantizer.grouping = {2, 1};
  quantizer.scales = {0.5, 0.125};
  return quantizer;
}

}  // namespace

TEST_CASE("The gradient to weights passes strictly between the end levels") {
  const FittedQuantizer quantizer = two_groups();
  // Even places have the ends -2 and 4, odd ones -0.5 and 1.
  const std::vector<double> values{-2, -0.5, -1.9, -0.4, 3.9, 0.9, 4, 1, 5, 2};
  const std::vector<double> upstream{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  CHECK(straight_through(quantizer, values, upstream).values == std::vector<double>{0, 0, 3, 4, 5, 6, 0, 0, 0, 0});
}

TEST_CASE("With a clip range M the gradient passes up to M, wherever the levels end") {
  const FittedQuantizer quantizer = two_groups();
  const std::vector<double> values{-2, -0.5, -1.5, 1.5, 1.6, 100};
  CHECK(straight_through(quantizer, values, {1, 2, 3, 4, 5, 6}, {.clip = 1.5}).values ==
        std::vector<double>{0, 2, 3, 4, 0, 0});
}

TEST_CASE("With thresholds the gradient passes everywhere unless there is a clip range") {
  FittedQuantizer quantizer;
  quantizer.levels = Levels::of_set({-1, 1});
  quantizer.scales = {0.5};
  quantizer.thresholds = {0};
  CHECK(straight_through(quantizer, {-9, 0.1, 9}, {1, 2, 3}).values == std::vector<double>{1, 2, 3});
  CHECK(straight_through(quantizer, {-9, 0.1, 9}, {1, 2, 3}, {.clip = 1}).values == std::vector<double>{0, 2, 0});
}

TEST_CASE("The gradient to a scale is the published sum over its group") {
  Random random(1);
  FittedQuantizer quantizer = two_groups();
  quantizer.scale_gradient_factor = 0.75;
  const std::vector<double> values = bell_values(random, 400);
  const std::vector<double> upstream = bell_values(random, 400);
  std::vector<double> expected(2, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double u = values[i] / quantizer.scales[i % 2];
    double derivative = 0;
    if (u <= -4) {
      derivative = -4;
    } else if (u >= 8) {
      derivative = 8;
    } else {
      derivative = plain_nearest(all_levels(quantizer.levels), u) - u;
    }
    expected[i % 2] += 0.75 * upstream[i] * derivative;
  }
  CHECK(close(straight_through(quantizer, values, upstream).scales, expected));
}

TEST_CASE("Where thresholds choose the level the gradient to a scale is the derivative itself") {
  Random random(2);
  FittedQuantizer quantizer;
  quantizer.levels = Levels::range(-1, 1);
  quantizer.grouping = {4, 25};
  quantizer.scales = {0.5, 0.7, 1.1, 2};
  quantizer.thresholds = {-0.3, 0.3, -0.4, 0.4, -0.5, 0.5, -0.6, 0.6};
  const std::vector<double> values = bell_values(random, 200);
  const std::vector<double> target = bell_values(random, 200);
  // A squared loss, whose derivative finite differences give exactly up to rounding.
  const auto loss = [&](const FittedQuantizer& moved) { return squared_error(quantize(moved, values), target) / 2; };
  std::vector<double> upstream = quantize(quantizer, values);
  for (std::size_t i = 0; i < upstream.size(); ++i) upstream[i] -= target[i];
  const QuantizerGradient gradient = straight_through(quantizer, values, upstream);
  for (std::size_t group = 0; group < 4; ++group) {
    FittedQuantizer more = quantizer;
    FittedQuantizer less = quantizer;
    more.scales[group] += 1e-4;
    less.scales[group] -= 1e-4;
    CHECK(gradient.scales[group] == Approx((loss(more) - loss(less)) / 2e-4).epsilon(1e-8));
  }
}

TEST_CASE("At the scale of least error the gradient of the error to the scale agrees with the derivative") {
  // d/dλ Σ (λ q - w)² / 2 = Σ (λ q - w) q = 0 there, and the straight-through sum is Σ (λ q - w)(q - w/λ), which is
  // (1/λ) Σ (λ q - w)² for unclipped values: positive, as larger steps make larger errors of rounding.
  Random random(3);
  const std::vector<double> values = bell_values(random, 1000, 0.1);
  const FittedQuantizer quantizer = fit({Uniform{15}, Granularity::kLayer}, values, {1000}, "weights");
  std::vector<double> error = quantize(quantizer, values);
  double clipped = 0;
  double rounding = 0;
  for (std::size_t i = 0; i < error.size(); ++i) {
    error[i] -= values[i];
    const bool inside = std::abs(values[i]) < 7 * quantizer.scales[0];
    (inside ? rounding : clipped) += inside ? error[i] * error[i] / quantizer.scales[0] : std::abs(error[i]) * 7;
  }
  CHECK(clipped > 0);
  CHECK(straight_through(quantizer, values, error).scales[0] == Approx(rounding - clipped));
}

TEST_CASE("A scale that is not learned has no gradient") {
  FittedQuantizer quantizer = two_groups();
  quantizer.learns_scale = false;
  CHECK(straight_through(quantizer, {1, 1}, {5, 5}).scales == std::vector<double>{0, 0});
}

TEST_CASE("A scale of zero lets gradients be finite and grow it again") {
  FittedQuantizer quantizer = two_groups();
  quantizer.scales = {0, 0};
  const QuantizerGradient gradient = straight_through(quantizer, {1, 0, -1, 0}, {1, 1, 1, 1});
  CHECK(gradient.values == std::vector<double>{0, 0, 0, 0});
  CHECK(gradient.scales == std::vector<double>{4, 0});
}

TEST_CASE("Weights are clipped to the range") {
  std::vector<double> weights{-3, -1, 0.5, 2};
  clip_weights(weights, 1);
  CHECK(weights == std::vector<double>{-1, -1, 0.5, 1});
}
