#include "quantize/uniform.hpp"

#include "quantize/best_scale.hpp"
#include "quantize/normal.hpp"
#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("Odd numbers of levels have a zero, even ones do not") {
  CHECK(*levels_of(Uniform{3}).coefficients() == CoefficientSet{-1, 0, 1});
  CHECK(*levels_of(Uniform{7}).coefficients() == CoefficientSet{-3, -2, -1, 0, 1, 2, 3});
  CHECK(*levels_of(Uniform{2}).coefficients() == CoefficientSet{-1, 1});
  CHECK(*levels_of(Uniform{6}).coefficients() == CoefficientSet{-5, -3, -1, 1, 3, 5});
}

TEST_CASE("The alternation never raises the error and ends where neither side can improve") {
  Random random(1);
  for (const int count : {2, 3, 4, 7, 15, 16}) {
    const Levels levels = levels_of(Uniform{count});
    const std::vector<double> values = bell_values(random, 500, 0.2);
    const double start = 0.5 / levels.top();
    const double step = alternate_step(levels, values, start);
    INFO(count << " levels");
    CHECK(plain_error(all_levels(levels), values, step) <= plain_error(all_levels(levels), values, start));
    double product = 0;
    double square = 0;
    for (const double value : values) {
      const double level = plain_nearest(all_levels(levels), value / step);
      product += level * value;
      square += level * level;
    }
    CHECK(step == Approx(product / square).epsilon(1e-12));
  }
}

TEST_CASE("The step is that of least error") {
  Random random(2);
  for (const int count : {3, 4, 7, 8, 15, 31}) {
    const Levels levels = levels_of(Uniform{count});
    const std::vector<double> values = bell_values(random, 2000);
    const double power = root_mean_square(values) * root_mean_square(values) * 2000;
    const double step = fit_group(Uniform{count}, values).scale;
    INFO(count << " levels");
    CHECK(plain_error(all_levels(levels), values, step) / power <= best_scale(levels, values).distortion * 1.002);
  }
}

TEST_CASE("The L2-optimal steps of a normal distribution are the published ones") {
  // Max, "Quantizing for minimum distortion", 1960, table II: step and mean squared error of a unit normal variable.
  constexpr int kCount = 20000;
  std::vector<double> values;
  for (int i = 0; i < kCount; ++i) values.push_back(normal_quantile((i + 0.5) / kCount));
  struct Case {
    int levels;
    double step;
    double error;
  };
  for (const Case& expected : {Case{3, 1.224, 0.1902}, Case{4, 0.9957, 0.1188}, Case{7, 0.6508, 0.04686},
                               Case{8, 0.5860, 0.03744}, Case{16, 0.3352, 0.01154}}) {
    const double scale = fit_group(Uniform{expected.levels}, values).scale;
    const double step = expected.levels % 2 == 0 ? 2 * scale : scale;
    const double error = plain_error(all_levels(levels_of(Uniform{expected.levels})), values, scale) / kCount;
    INFO(expected.levels << " levels");
    CHECK(step == Approx(expected.step).epsilon(0.002));
    CHECK(error == Approx(expected.error).epsilon(0.004));
  }
}

TEST_CASE("Two levels have the mean magnitude for a scale") {
  Random random(3);
  const std::vector<double> values = bell_values(random, 100);
  CHECK(fit_group(Uniform{2}, values).scale == Approx(mean_magnitude(values)));
}

TEST_CASE("Each kernel has a step of its own, and one of zeros has none") {
  const std::vector<double> values{1, -1, 1, 1, 4, -4, 4, 4, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5};
  const FittedQuantizer fitted = fit({Uniform{3}, Granularity::kKernel}, values, {2, 2, 2, 2}, "weights");
  CHECK(close(fitted.scales, {1, 4, 0, 0.5}));
  CHECK(quantize(fitted, values) == values);
}
