#include "quantize/equiprobable.hpp"

#include <map>

#include "quantize/normal.hpp"
#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

std::vector<double> after_relu(const std::vector<double>& values) {
  std::vector<double> result;
  for (const double value : values) result.push_back(std::max(0.0, value));
  return result;
}

}  // namespace

TEST_CASE("Every level is equally likely for positive activations, and zero stays zero") {
  std::vector<double> normal;
  for (int i = 0; i < 9600; ++i) normal.push_back(2 * normal_quantile((i + 0.5) / 9600));
  Random random(1);
  std::vector<double> skewed;
  for (int i = 0; i < 9600; ++i) skewed.push_back(i < 4800 ? -1 : std::exp(bell(random)));
  struct Case {
    std::vector<double> values;
    bool from_samples;
  };
  for (const Case& given : {Case{normal, false}, Case{normal, true}, Case{skewed, true}}) {
    for (const int k : {2, 4, 16}) {
      const std::vector<double> values = after_relu(given.values);
      const FittedQuantizer fitted =
          fit({Equiprobable{k, given.from_samples}, Granularity::kLayer}, values, {9600}, "activations");
      CHECK(quantize(fitted, {0.0})[0] == 0);
      std::map<std::uint32_t, int> counts;
      for (const double value : values) {
        if (value > 0) ++counts[level_index(fitted, 0, value)];
      }
      CHECK(counts.size() == static_cast<std::size_t>(k));
      for (const auto& [level, count] : counts) CHECK(count == Approx(4800.0 / k).epsilon(0.01).margin(2));
    }
  }
}

TEST_CASE("Levels above zero are the medians of half of a normal distribution") {
  const Levels levels = levels_of(Equiprobable{4});
  CHECK(levels[0] == 0);
  for (std::size_t i = 1; i < 4; ++i) {
    CHECK(2 * normal_cdf(levels[i]) - 1 == Approx((static_cast<double>(i) + 0.5) / 4));
  }
}

TEST_CASE("Activations that are all zero stay so") {
  for (const bool from_samples : {false, true}) {
    const FittedQuantizer fitted =
        fit({Equiprobable{4, from_samples}, Granularity::kLayer}, {0, 0}, {2}, "activations");
    CHECK(quantize(fitted, {0, 0}) == std::vector<double>{0, 0});
  }
}
