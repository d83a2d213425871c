#include "quantize/pruning.hpp"

#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("A threshold keeps what reaches it") {
  CHECK(mask_by_threshold({-2, -1, 0.5, 0, 1}, 1) == PruningMask{1, 1, 0, 0, 1});
  CHECK(sparsity({1, 1, 0, 0, 1}) == Approx(0.4));
  CHECK(sparsity({}) == 0);
}

TEST_CASE("A sparsity removes so many of the smallest weights") {
  CHECK(mask_by_sparsity({-2, -1, 0.5, 0, 1}, 0.5) == PruningMask{1, 1, 0, 0, 1});
  CHECK(mask_by_sparsity({1, 1, 1, 1}, 0.5) == PruningMask{1, 1, 0, 0});
  CHECK(mask_by_sparsity({1, 2}, 1) == PruningMask{0, 0});
  CHECK(mask_by_sparsity({1, 2}, 0) == PruningMask{1, 1});
  Random random(1);
  const std::vector<double> weights = bell_values(random, 1000);
  const PruningMask mask = mask_by_sparsity(weights, 0.9);
  CHECK(sparsity(mask) == Approx(0.9));
  double largest_removed = 0;
  double smallest_kept = 10;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (mask[i] == 0) largest_removed = std::max(largest_removed, std::abs(weights[i]));
    if (mask[i] == 1) smallest_kept = std::min(smallest_kept, std::abs(weights[i]));
  }
  CHECK(largest_removed <= smallest_kept);
}

TEST_CASE("A threshold in deviations follows the layer") {
  CHECK(threshold_by_deviation({1, 3}, 2) == 2);
  CHECK(threshold_by_deviation({-5, -5, 5, 5}, 0.5) == 2.5);
}

TEST_CASE("Removed weights and their gradients are zero") {
  std::vector<double> values{1, 2, 3};
  apply_mask({1, 0, 1}, values);
  CHECK(values == std::vector<double>{1, 0, 3});
}

TEST_CASE("The L2 gradient is the derivative of the L2 loss and presses weights below the threshold") {
  std::vector<double> weights{0.5, -0.25, 2};
  std::vector<double> gradient{0, 1, 0};
  add_l2_gradient(weights, 0.1, gradient);
  CHECK(close(gradient, {0.05, 0.975, 0.2}));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    std::vector<double> more = weights;
    std::vector<double> less = weights;
    more[i] += 1e-5;
    less[i] -= 1e-5;
    CHECK((l2_loss(more, 0.1) - l2_loss(less, 0.1)) / 2e-5 == Approx(0.1 * weights[i]).epsilon(1e-6));
  }
  // With no other gradient the weights shrink step by step.
  for (int step = 0; step < 20; ++step) {
    std::vector<double> pressure(weights.size(), 0);
    add_l2_gradient(weights, 0.1, pressure);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] -= pressure[i];
  }
  CHECK(mask_by_threshold(weights, 0.1) == PruningMask{0, 0, 1});
}

TEST_CASE("A pruned layer stays sparse through a quantizer that has a zero") {
  Random random(2);
  std::vector<double> weights = bell_values(random, 500);
  const PruningMask mask = mask_by_sparsity(weights, 0.8);
  apply_mask(mask, weights);
  const std::vector<double> quantised =
      quantize(fit({Uniform{7}, Granularity::kLayer}, weights, {500}, "weights"), weights);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (mask[i] == 0) REQUIRE(quantised[i] == 0);
  }
}
