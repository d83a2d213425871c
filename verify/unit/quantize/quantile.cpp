#include "quantize/quantile.hpp"

#include <map>

#include "quantize/normal.hpp"
#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

// Quantiles of a normal distribution: as even as so many samples can be.
std::vector<double> even_normal(int count, double mean, double deviation) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(mean + deviation * normal_quantile((i + 0.5) / count));
  return values;
}

}  // namespace

TEST_CASE("Every level is equally likely for normally distributed weights") {
  for (const int k : {2, 3, 4, 8, 16}) {
    const std::vector<double> values = even_normal(4800, 0.3, 0.05);
    const FittedQuantizer fitted = fit({Quantile{k}, Granularity::kLayer}, values, {4800}, "weights");
    std::map<std::uint32_t, int> counts;
    for (const std::uint32_t level : assign(fitted, values)) ++counts[level];
    INFO(k << " levels");
    CHECK(counts.size() == static_cast<std::size_t>(k));
    for (const auto& [level, count] : counts) CHECK(count == Approx(4800.0 / k).epsilon(0.01));
  }
}

TEST_CASE("A level is the median of its bin") {
  const std::vector<double> values = even_normal(4800, 0.3, 0.05);
  const FittedQuantizer fitted = fit({Quantile{4}, Granularity::kLayer}, values, {4800}, "weights");
  const std::vector<double> quantised = quantize(fitted, values);
  for (std::size_t bin = 0; bin < 4; ++bin)
    CHECK(quantised[bin * 1200 + 600] == Approx(values[bin * 1200 + 600]).epsilon(1e-3));
}

TEST_CASE("Thresholds and levels are mean + deviation times the normal quantiles") {
  Random random(1);
  const std::vector<double> values = bell_values(random, 300, 0.2, -0.1);
  double mean = 0;
  for (const double value : values) mean += value / 300;
  double variance = 0;
  for (const double value : values) variance += (value - mean) * (value - mean) / 300;
  const GroupFit fitted = fit_group(Quantile{8}, values);
  CHECK(fitted.offset == Approx(mean));
  CHECK(fitted.scale == Approx(std::sqrt(variance)));
  REQUIRE(fitted.thresholds.size() == 7);
  const Levels levels = levels_of(Quantile{8});
  for (std::size_t i = 0; i < 8; ++i) {
    if (i > 0)
      CHECK(normal_cdf((fitted.thresholds[i - 1] - mean) / fitted.scale) == Approx(static_cast<double>(i) / 8));
    CHECK(normal_cdf(levels[i]) == Approx((static_cast<double>(i) + 0.5) / 8));
  }
}

TEST_CASE("A centred k-quantile quantizer has no offset") {
  const FittedQuantizer fitted = fit({Quantile{4, false}, Granularity::kLayer}, {3, 4}, {2}, "weights");
  CHECK(fitted.offsets.empty());
  CHECK(fitted.scales[0] == Approx(std::sqrt(12.5)));
}
