#include "quantize/apot.hpp"

#include <algorithm>

#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

// The magnitudes relative to the greatest.
std::vector<double> relative(const CoefficientSet& set) {
  std::vector<double> result;
  for (const std::int64_t c : set) result.push_back(static_cast<double>(c) / static_cast<double>(set.back()));
  return result;
}

// All sums of one term of each list, divided by the greatest: the definition, in real numbers.
std::vector<double> plain_magnitudes(const std::vector<std::vector<double>>& terms) {
  std::vector<double> sums{0};
  for (const std::vector<double>& term : terms) {
    std::vector<double> next;
    for (const double a : sums) {
      for (const double b : term) next.push_back(a + b);
    }
    sums = next;
  }
  std::sort(sums.begin(), sums.end());
  const double top = sums.back();
  for (double& sum : sums) sum /= top;
  return sums;
}

}  // namespace

TEST_CASE("Levels are the sums of powers of two of the paper, for each width") {
  // The terms of the paper for magnitudes of 1 to 6 bits, written out.
  const std::vector<std::vector<std::vector<double>>> terms{
      {{0, 1}},
      {{0, 1, 0.5, 0.25}},
      {{0, 1, 0.5, 0.125}, {0, 0.25}},
      {{0, 1, 0.25, 0.0625}, {0, 0.5, 0.125, 0.03125}},
      {{0, 1, 0.25, 0.03125}, {0, 0.5, 0.125, 0.015625}, {0, 0.0625}},
      {{0, 1, 0.125, 0.015625}, {0, 0.5, 0.0625, 0.0078125}, {0, 0.25, 0.03125, 0.00390625}}};
  for (int bits = 1; bits <= 6; ++bits) {
    INFO(bits << " bits");
    CHECK(close(relative(apot_magnitudes(bits)), plain_magnitudes(terms[static_cast<std::size_t>(bits) - 1])));
  }
}

TEST_CASE("Every width has as many magnitudes as it can tell apart") {
  for (int bits = 1; bits <= 8; ++bits) CHECK(apot_magnitudes(bits).size() == std::size_t{1} << bits);
}

TEST_CASE("The integers of narrow widths are these") {
  CHECK(apot_magnitudes(1) == CoefficientSet{0, 1});
  CHECK(apot_magnitudes(2) == CoefficientSet{0, 1, 2, 4});
  CHECK(apot_magnitudes(3) == CoefficientSet{0, 1, 2, 3, 4, 6, 8, 10});
  CHECK(*levels_of(Apot{3}).coefficients() == CoefficientSet{-4, -2, -1, 0, 1, 2, 4});
  CHECK(*levels_of(Apot{2, false}).coefficients() == CoefficientSet{0, 1, 2, 4});
}

TEST_CASE("The published start is three deviations for weights and eight for activations") {
  Random random(1);
  const std::vector<double> values = bell_values(random, 100000, 0.1, 0.7);
  const Apot weights{4, true, ScaleStart::kPublished};
  CHECK(10 * fit_group(weights, values).scale == Approx(0.3).epsilon(0.01));
  const Apot activations{2, false, ScaleStart::kPublished};
  CHECK(4 * fit_group(activations, values).scale == 8);
}

TEST_CASE("By default the scale starts where the error is least") {
  Random random(2);
  const std::vector<double> values = bell_values(random, 300, 0.1);
  const std::vector<double> levels = all_levels(levels_of(Apot{4}));
  const double scale = fit_group(Apot{4}, values).scale;
  const double error = plain_error(levels, values, scale);
  for (double other = 0.001; other < 0.3; other *= 1.01) CHECK(plain_error(levels, values, other) >= error - 1e-9);
}
