#include "quantize/coefficient_quantizer.hpp"

#include "circuit/presets.hpp"
#include "quantize/gradient.hpp"
#include "quantize/quantizer.hpp"
#include "support/plain_metrics.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("The levels are the circuit's coefficients, of a signless one with both signs") {
  const auto two_add = preset_circuit("addnet:2-add");
  CHECK(*levels_of(quantizer_of(*two_add)).coefficients() == mirrored({0, 1, 2, 8, 28, 36, 44, 92}));
  CHECK(levels_of(quantizer_of(*preset_circuit("booth:8x4"))) == Levels::range(-8, 7));
  Random random(1);
  for (int i = 0; i < random_cases(40); ++i) {
    const Circuit circuit = random_circuit(random.next());
    CHECK(*levels_of(quantizer_of(circuit)).coefficients() == coefficient_set(circuit));
  }
}

TEST_CASE("Each group has the scale of least error, whatever shares one") {
  Random random(2);
  std::vector<double> values;
  for (int channel = 0; channel < 4; ++channel) {
    const std::vector<double> more = bell_values(random, 54, std::exp2(channel));
    values.insert(values.end(), more.begin(), more.end());
  }
  const std::vector<std::uint64_t> shape{4, 6, 3, 3};
  for (const char* name : {"addnet:2-add", "booth:8x3"}) {
    const CoefficientQuantizer method = quantizer_of(*preset_circuit(name));
    for (const Granularity granularity : {Granularity::kLayer, Granularity::kChannel, Granularity::kPixel}) {
      const FittedQuantizer fitted = fit({method, granularity}, values, shape, "weights");
      CHECK(fitted.learns_scale);
      const auto groups = split(fitted.grouping, values);
      REQUIRE(fitted.scales.size() == groups.size());
      for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<WeightedPoint> points;
        for (const double value : groups[g]) points.push_back({value, 1});
        INFO(name << ", " << to_text(granularity) << " " << g);
        CHECK(plain_distortion(method.set, points, fitted.scales[g]) <=
              plain_best_distortion(method.set, points, 1000) + 1e-9);
      }
    }
  }
}

TEST_CASE("Scales per channel lose less than one per layer where channels differ") {
  Random random(3);
  std::vector<double> values = bell_values(random, 100, 0.1);
  const std::vector<double> more = bell_values(random, 100, 3);
  values.insert(values.end(), more.begin(), more.end());
  const CoefficientQuantizer method = quantizer_of(*preset_circuit("booth:8x4"));
  const auto error = [&](Granularity granularity) {
    return relative_error(values, quantize(fit({method, granularity}, values, {2, 100}, "weights"), values));
  };
  CHECK(error(Granularity::kChannel) < 0.9 * error(Granularity::kLayer));
}

TEST_CASE("A step along the gradient to the scale lowers a loss") {
  Random random(4);
  const std::vector<double> values = bell_values(random, 500, 0.1);
  FittedQuantizer fitted =
      fit({quantizer_of(*preset_circuit("addnet:2-add")), Granularity::kLayer}, values, {500}, "w");
  fitted.scales[0] *= 3;  // far too large
  const auto loss = [&] { return squared_error(values, quantize(fitted, values)); };
  const double before = loss();
  for (int step = 0; step < 50; ++step) {
    std::vector<double> upstream = quantize(fitted, values);
    for (std::size_t i = 0; i < values.size(); ++i) upstream[i] -= values[i];
    fitted.scales[0] -= 1e-7 * straight_through(fitted, values, upstream).scales[0];
  }
  CHECK(loss() < before);
}
