#include "quantize/fitted_quantizer.hpp"

#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("A quantised value is offset + scale times the nearest level, group by group") {
  Random random(1);
  FittedQuantizer quantizer;
  quantizer.levels = Levels::of_set({-8, -3, -1, 0, 1, 3, 8});
  quantizer.grouping = {3, 4};
  quantizer.scales = {0.5, 0.01, 2};
  quantizer.offsets = {0.25, 0, -3};
  const std::vector<double> values = bell_values(random, 36, 3);
  std::vector<double> expected;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t group = i / 4 % 3;
    const double unscaled = (values[i] - quantizer.offsets[group]) / quantizer.scales[group];
    expected.push_back(quantizer.offsets[group] +
                       quantizer.scales[group] * plain_nearest(all_levels(quantizer.levels), unscaled));
  }
  CHECK(quantize(quantizer, values) == expected);
  CHECK(reconstruct(quantizer, assign(quantizer, values)) == expected);
}

TEST_CASE("Thresholds of a group choose its levels") {
  FittedQuantizer quantizer;
  quantizer.levels = Levels::range(-1, 1);
  quantizer.grouping = {2, 1};
  quantizer.scales = {10, 20};
  quantizer.thresholds = {-1, 2, -3, 4};
  // Even places are of the first group. A value at a threshold takes the level of smaller magnitude.
  CHECK(quantize(quantizer, {-1.5, -1.5, -1, -3, 0, -3.5, 2, 4, 2.5, 4.5}) ==
        std::vector<double>{-10, 0, 0, 0, 0, -20, 0, 0, 10, 20});
}

TEST_CASE("With thresholds on the middles a value takes its nearest level") {
  Random random(2);
  FittedQuantizer nearest;
  nearest.levels = Levels::of_set({-5, -2, 0, 1, 4});
  nearest.scales = {0.125};
  FittedQuantizer by_thresholds = nearest;
  by_thresholds.thresholds = {-3.5 * 0.125, -1 * 0.125, 0.5 * 0.125, 2.5 * 0.125};
  std::vector<double> values = bell_values(random, 500, 0.4);
  for (int i = -60; i <= 60; ++i) values.push_back(i * 0.125 / 8);
  CHECK(assign(nearest, values) == assign(by_thresholds, values));
}

TEST_CASE("A scale of zero makes the whole group its offset") {
  FittedQuantizer quantizer;
  quantizer.levels = Levels::of_set({-2, -1, 1, 2});
  quantizer.scales = {0};
  CHECK(quantize(quantizer, {0, 0, 1, -1}) == std::vector<double>{0, 0, 0, 0});
  CHECK(assign(quantizer, {0, 1, -1}) == std::vector<std::uint32_t>{2, 3, 0});
}

TEST_CASE("The signal-to-noise ratio is that of the sums of squares") {
  FittedQuantizer quantizer;
  quantizer.levels = Levels::range(-10, 10);
  quantizer.scales = {1};
  CHECK(relative_error({3, 4}, {3, 4.5}) == 0.01);
  CHECK(relative_error({0, 0}, {0, 0}) == 0);
  CHECK(sqnr_db(quantizer, {3, 4.25, 0.25}) == Approx(10 * std::log10((9 + 18.0625 + 0.0625) / 0.125)));
}
