#include "train/activation_step.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "unit/catch.hpp"

using namespace rccm::train;

TEST_CASE("activations are rounded to the nearest step, halves up, and clipped") {
  const std::vector<float> x{-1, 0, 0.2F, 0.25F, 0.6F, 0.75F, 1.6F, 9};
  std::vector<float> y(x.size());
  quantise_activations(x.data(), y.data(), x.size(), 0.5, {0, 3}, 1);
  CHECK(y == std::vector<float>{0, 0, 0, 0.5F, 0.5F, 1, 1.5F, 1.5F});
}

TEST_CASE("signed activations round halves up as well, as the hardware does") {
  const std::vector<float> x{-9, -1.5F, -0.5F, 0.5F, 9};
  std::vector<float> y(x.size());
  quantise_activations(x.data(), y.data(), x.size(), 1, {-2, 1}, 1);
  CHECK(y == std::vector<float>{-2, -1, 0, 1, 1});
}

TEST_CASE("the gradient passes within the range, and the step's is that of its definition, for any number of values") {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0.3F, 1);
  for (const std::size_t count : {1U, 15U, 16U, 17U, 70000U}) {
    std::vector<float> x(count);
    std::vector<float> dy(count);
    for (float& value : x) value = normal(random);
    for (float& value : dy) value = normal(random);
    std::vector<float> dx(count);
    const double step = 0.25;
    const double gradient = activation_gradient(x.data(), dy.data(), dx.data(), count, step, {0, 7}, 1);
    double expected = 0;
    bool passes_right = true;
    for (std::size_t i = 0; i < count; ++i) {
      const double u = x[i] / step;
      const bool inside = u > 0 && u < 7;
      expected += dy[i] * (inside ? std::floor(u + 0.5) - u : u <= 0 ? 0 : 7);
      passes_right = passes_right && dx[i] == (inside ? dy[i] : 0);
    }
    INFO(count);
    CHECK(passes_right);
    CHECK(gradient == Approx(expected).epsilon(1e-4).margin(1e-4));
    CHECK(activation_gradient(x.data(), dy.data(), dx.data(), count, step, {0, 7}, 2) == gradient);
  }
}
