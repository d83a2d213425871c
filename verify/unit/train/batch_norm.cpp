#include "train/batch_norm.hpp"

#include <cmath>
#include <random>

#include "unit/catch.hpp"

using namespace rccm::train;

namespace {

constexpr Rows kRows{50, 3};
constexpr double kEpsilon = 1e-3;

std::vector<float> random_values(std::size_t count, unsigned seed, double mean = 0) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(mean, 1);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(normal(random));
  return values;
}

// Σ dy · y, whose gradient to y is dy, in plain double precision.
double loss(const std::vector<double>& x, const std::vector<double>& weight, const std::vector<double>& bias,
            const std::vector<float>& dy) {
  double sum = 0;
  for (std::size_t c = 0; c < kRows.channels; ++c) {
    double mean = 0;
    double variance = 0;
    for (std::size_t r = 0; r < kRows.count; ++r) mean += x[r * kRows.channels + c] / kRows.count;
    for (std::size_t r = 0; r < kRows.count; ++r)
      variance += std::pow(x[r * kRows.channels + c] - mean, 2) / kRows.count;
    for (std::size_t r = 0; r < kRows.count; ++r) {
      const double y = (x[r * kRows.channels + c] - mean) / std::sqrt(variance + kEpsilon) * weight[c] + bias[c];
      sum += y * dy[r * kRows.channels + c];
    }
  }
  return sum;
}

std::vector<double> widened(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("a batch's statistics are exact enough for a small spread around a large mean") {
  std::vector<float> x;
  for (int i = 0; i < 10000; ++i) x.push_back(i % 2 == 0 ? 1000.25F : 1000.75F);
  const BatchStatistics statistics = batch_statistics(x.data(), {x.size(), 1}, 1);
  CHECK(statistics.mean[0] == Approx(1000.5));
  CHECK(statistics.variance[0] == Approx(0.0625));
}

TEST_CASE("statistics do not depend on the threads") {
  const std::vector<float> x = random_values(3 * 20000, 1);
  const BatchStatistics one = batch_statistics(x.data(), {20000, 3}, 1);
  const BatchStatistics two = batch_statistics(x.data(), {20000, 3}, 2);
  CHECK(one.mean == two.mean);
  CHECK(one.variance == two.variance);
}

TEST_CASE("normalised activations have the mean and deviation that the operands give") {
  const std::vector<float> x = random_values(kRows.count * kRows.channels, 2, 5);
  const std::vector<float> weight{2, 1, 3};
  const std::vector<float> bias{-1, 0, 1};
  std::vector<float> y(x.size());
  batch_normalise(x.data(), y.data(), kRows, batch_statistics(x.data(), kRows, 1), weight.data(), bias.data(), 0, 1);
  const BatchStatistics after = batch_statistics(y.data(), kRows, 1);
  for (std::size_t c = 0; c < kRows.channels; ++c) {
    CHECK(after.mean[c] == Approx(bias[c]).margin(1e-5));
    CHECK(after.variance[c] == Approx(weight[c] * weight[c]).epsilon(1e-4));
  }
}

TEST_CASE("the gradient of a batch-norm is that of differences") {
  const std::vector<float> x = random_values(kRows.count * kRows.channels, 3, 0.5);
  const std::vector<float> dy = random_values(x.size(), 4);
  const std::vector<float> weight{1.5F, -0.7F, 0.2F};
  std::vector<float> dx(x.size());
  const BatchNormGradient gradient = batch_norm_gradient(
      x.data(), dy.data(), dx.data(), kRows, batch_statistics(x.data(), kRows, 1), weight.data(), kEpsilon, 1);
  constexpr double kStep = 1e-5;
  const auto difference = [&](auto change) {
    std::vector<double> operands[3] = {widened(x), widened(weight), {0, 0, 0}};
    change(operands, kStep);
    const double above = loss(operands[0], operands[1], operands[2], dy);
    change(operands, -2 * kStep);
    return (above - loss(operands[0], operands[1], operands[2], dy)) / (2 * kStep);
  };
  for (const std::size_t i : {0U, 1U, 2U, 77U, 149U}) {
    CHECK(dx[i] == Approx(difference([i](auto& operands, double step) { operands[0][i] += step; })).margin(1e-4));
  }
  for (std::size_t c = 0; c < kRows.channels; ++c) {
    CHECK(gradient.weight[c] == Approx(difference([c](auto& operands, double step) { operands[1][c] += step; })));
    CHECK(gradient.bias[c] == Approx(difference([c](auto& operands, double step) { operands[2][c] += step; })));
  }
}
