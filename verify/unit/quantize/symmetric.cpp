#include "quantize/symmetric.hpp"

#include "quantize/gradient.hpp"
#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("Each pixel or row has the mean magnitude of its weights for a scale") {
  Random random(1);
  const std::vector<std::uint64_t> shape{5, 4, 3, 3};
  const std::vector<double> values = bell_values(random, 180, 0.1);
  for (const Granularity granularity : {Granularity::kPixel, Granularity::kRow, Granularity::kLayer}) {
    for (const int levels : {2, 3}) {
      const FittedQuantizer fitted = fit({Symmetric{levels}, granularity}, values, shape, "weights");
      std::vector<double> sums(fitted.grouping.count, 0);
      double largest = 0;
      for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t row = i / 3 % 3;
        const std::size_t pixel = granularity == Granularity::kPixel ? i % 9
                                  : granularity == Granularity::kRow ? row
                                                                     : 0;
        sums[pixel] += std::abs(values[i]);
        largest = std::max(largest, std::abs(values[i]));
      }
      std::vector<double> expected;
      for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t group = fitted.grouping.group_of(i);
        const double scale = sums[group] / (180.0 / static_cast<double>(sums.size()));
        const bool zero = levels == 3 && std::abs(values[i]) <= 0.05 * largest;
        expected.push_back(zero ? 0 : std::copysign(scale, values[i]));
      }
      INFO(levels << " levels, " << to_text(granularity));
      CHECK(close(quantize(fitted, values), expected));
      CHECK(fitted.learns_scale);
    }
  }
}

TEST_CASE("A learned scale of a pixel gets the gradients of that pixel, signed by the levels") {
  const std::vector<double> values{1, -2, 3, -4};
  const FittedQuantizer fitted = fit({Symmetric{2}, Granularity::kPixel}, values, {2, 1, 1, 2}, "weights");
  CHECK(straight_through(fitted, values, {10, 20, 30, 40}).scales == std::vector<double>{10 + 30, -20 - 40});
}
