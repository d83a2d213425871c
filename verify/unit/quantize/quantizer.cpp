#include "quantize/quantizer.hpp"

#include <limits>

#include "quantize/gradient.hpp"
#include "quantize/quantizer_text.hpp"
#include "support/error.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;
using Catch::Matchers::Contains;

namespace {

const std::vector<std::string>& examples() {
  static const std::vector<std::string> texts{
      "addnet:2-add", "addnet:3-add",     "booth:8x4",    "mirrored:0,1,3,9", "set:-2,0,1",      "fixed:8.8",
      "fixed:1.3",    "uniform:7",        "uniform:8",    "quantile:8",       "relu-quantile:4", "dynamic:6:0.01",
      "binary",       "ternary",          "ternary:best", "symmetric:2",      "symmetric:3",     "apot:4",
      "apot:5",       "apot:4:published", "lsq:3",        "lsq:4:best",       "unsigned:4",      "unsigned:4:99%",
      "signed:6",     "signed:6:max"};
  return texts;
}

}  // namespace

TEST_CASE("Fitted by group, a tensor is what its groups are when each is fitted alone") {
  Random random(1);
  const std::vector<std::uint64_t> shape{3, 2, 2, 3};
  const std::vector<double> values = bell_values(random, 36, 0.3, 0.05);
  for (const std::string& text : examples()) {
    Quantizer quantizer = parse_quantizer(text);
    if (std::holds_alternative<Symmetric>(quantizer.method)) continue;  // looks at the whole layer
    for (const Granularity granularity :
         {Granularity::kLayer, Granularity::kChannel, Granularity::kKernel, Granularity::kRow, Granularity::kPixel}) {
      quantizer.granularity = granularity;
      INFO(to_text(quantizer));
      const FittedQuantizer fitted = fit(quantizer, values, shape, "weights");
      const std::vector<double> quantised = quantize(fitted, values);
      const auto groups = split(fitted.grouping, values);
      const auto quantised_groups = split(fitted.grouping, quantised);
      for (std::size_t g = 0; g < groups.size(); ++g) {
        const FittedQuantizer alone = fit({quantizer.method, Granularity::kLayer}, groups[g], {groups[g].size()}, "g");
        REQUIRE(quantised_groups[g] == quantize(alone, groups[g]));
      }
    }
  }
}

TEST_CASE("Quantising what is quantised changes nothing") {
  Random random(2);
  const std::vector<double> values = bell_values(random, 200, 0.3);
  for (const std::string& text : examples()) {
    INFO(text);
    const FittedQuantizer fitted = fit(parse_quantizer(text), values, {200}, "weights");
    const std::vector<std::uint32_t> assignment = assign(fitted, values);
    CHECK(assign(fitted, reconstruct(fitted, assignment)) == assignment);
  }
}

TEST_CASE("Quantisers whose levels scale fit the scaled weights by the scaled levels") {
  Random random(3);
  const std::vector<double> values = bell_values(random, 300, 0.1);
  std::vector<double> scaled;
  for (const double value : values) scaled.push_back(8 * value);
  for (const std::string& text : examples()) {
    if (text.starts_with("fixed")) continue;
    INFO(text);
    const FittedQuantizer a = fit(parse_quantizer(text), values, {300}, "weights");
    const FittedQuantizer b = fit(parse_quantizer(text), scaled, {300}, "weights");
    CHECK(b.scales[0] == Approx(8 * a.scales[0]));
  }
}

TEST_CASE("All quantisers give gradients of the right shape that are finite") {
  Random random(4);
  const std::vector<double> values = bell_values(random, 36, 0.3);
  const std::vector<double> upstream = bell_values(random, 36);
  for (const std::string& text : examples()) {
    const FittedQuantizer fitted = fit(parse_quantizer(text + "@channel"), values, {6, 6}, "weights");
    const QuantizerGradient gradient = straight_through(fitted, values, upstream);
    INFO(text);
    CHECK(gradient.values.size() == 36);
    CHECK(gradient.scales.size() == 6);
    for (const double scale : gradient.scales) CHECK(std::isfinite(scale));
  }
}

TEST_CASE("Layers of zeros stay zeros wherever a quantizer can tell") {
  for (const std::string& text : examples()) {
    INFO(text);
    if (text.find("published") != std::string::npos) continue;
    const std::vector<double> zeros(8, 0.0);
    const FittedQuantizer fitted = fit(parse_quantizer(text), zeros, {8}, "weights");
    CHECK(quantize(fitted, zeros) == zeros);
  }
}

TEST_CASE("Bits of the levels are those that tell them apart") {
  struct Case {
    const char* text;
    int bits;
  };
  for (const Case& expected :
       {Case{"binary", 1}, Case{"ternary", 2}, Case{"uniform:15", 4}, Case{"uniform:16", 4}, Case{"uniform:17", 5},
        Case{"apot:4", 4}, Case{"lsq:3", 3}, Case{"fixed:16.16", 32}, Case{"addnet:2-add", 4}, Case{"unsigned:8", 8}}) {
    INFO(expected.text);
    CHECK(level_bits(parse_quantizer(expected.text)) == expected.bits);
  }
}

TEST_CASE("What cannot be fitted is refused by name") {
  const Quantizer quantizer = parse_quantizer("uniform:7");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH(fit(quantizer, {}, {0}, "conv1.weight"), Contains("conv1.weight: no values"));
  CHECK_THROWS_WITH(fit(quantizer, {1, 2, 3}, {2, 2}, "conv1.weight"),
                    Contains("conv1.weight: the shape (2, 2) does not hold 3 values"));
  CHECK_THROWS_WITH(fit(quantizer, {1, nan}, {2}, "conv1.weight"),
                    Contains("conv1.weight: the value at index 1 is not finite"));
  CHECK_THROWS_AS(fit(quantizer, {1, nan}, {2}, "conv1.weight"), Error);
}

TEST_CASE("A tensor brings its own shape and name") {
  const Tensor tensor{"fc.weight", {2, 2}, {1, -1, 2, -2}, true};
  const Quantizer quantizer = parse_quantizer("binary@channel");
  CHECK(fit(quantizer, tensor).scales == std::vector<double>{1, 2});
  CHECK_THROWS_WITH(fit(quantizer, Tensor{"fc.weight", {3}, {1}, true}), Contains("fc.weight"));
  CHECK_THROWS_WITH(fit(quantizer, Tensor{"", {3}, {1}, true}), Contains("the tensor"));
}
