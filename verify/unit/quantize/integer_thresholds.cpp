#include "quantize/integer_thresholds.hpp"

#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("Integer thresholds give every accumulator the level of its activation") {
  Random random(1);
  const std::vector<double> activations = bell_values(random, 500, 2, 1);
  for (const QuantizerMethod& method : std::vector<QuantizerMethod>{
           Equiprobable{8}, Equiprobable{5, true}, Activation{4}, Activation{3, true}, Ternary{}, Quantile{6}}) {
    const FittedQuantizer fitted = fit({method, Granularity::kLayer}, activations, {500}, "activations");
    for (int i = 0; i < random_cases(10); ++i) {
      const double gain = (random.chance(50) ? 1 : -1) * std::exp2(-4 - 4 * unit(random));
      const double bias = bell(random);
      const Range accumulators{-700, 900};
      const IntegerThresholds thresholds = integer_thresholds(fitted, gain, bias, accumulators);
      REQUIRE(thresholds.values.size() == fitted.levels.count() - 1);
      for (std::int64_t a = accumulators.low; a <= accumulators.high; ++a) {
        REQUIRE(thresholds.level_index(a) == level_index(fitted, 0, gain * static_cast<double>(a) + bias));
      }
    }
  }
}

TEST_CASE("Thresholds that no accumulator passes lie beyond the range") {
  const FittedQuantizer fitted = fit({Activation{2, false, Calibration::kMaximum}, Granularity::kLayer}, {3}, {1}, "a");
  CHECK(integer_thresholds(fitted, 0.25, 0, {-8, 8}).values == std::vector<std::int64_t>{3, 7, 9});
  CHECK(integer_thresholds(fitted, -0.25, 0, {-8, 8}).values == std::vector<std::int64_t>{-3, -7, -9});
}
