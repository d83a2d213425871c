#include "quantize/fixed_point.hpp"

#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

double quantize_one(int integer_bits, int fraction_bits, double value) {
  return quantize(fit({FixedPoint{integer_bits, fraction_bits}, Granularity::kLayer}, {value}, {1}, "value"),
                  {value})[0];
}

}  // namespace

TEST_CASE("Q8.8 and Q16.16 hold the numbers of 16 and 32 bits") {
  struct Case {
    int integer_bits;
    int fraction_bits;
    double value;
    double quantised;
  };
  for (const Case& expected :
       {Case{8, 8, 1.0 / 3, 85.0 / 256}, Case{8, 8, 200, 127.99609375}, Case{8, 8, -200, -128},
        Case{8, 8, 127.997, 127.99609375}, Case{8, 8, 0.001953125, 0}, Case{8, 8, -0.0019532, -0.00390625},
        Case{16, 16, 1.0 / 3, 21845.0 / 65536}, Case{16, 16, 40000, 32767.9999847412109375}, Case{16, 16, -1e9, -32768},
        Case{1, 3, 0.9, 0.875}, Case{1, 3, -1.1, -1}, Case{2, 0, 0.6, 1}}) {
    INFO("Q" << expected.integer_bits << "." << expected.fraction_bits << " of " << expected.value);
    CHECK(quantize_one(expected.integer_bits, expected.fraction_bits, expected.value) == expected.quantised);
  }
}

TEST_CASE("Fixed point is the nearest of all its numbers") {
  Random random(1);
  for (const auto& [m, n] : std::vector<std::pair<int, int>>{{1, 1}, {2, 3}, {4, 4}, {6, 0}, {1, 7}}) {
    std::vector<double> numbers;
    for (int i = -(1 << (m + n - 1)); i < 1 << (m + n - 1); ++i) numbers.push_back(std::ldexp(i, -n));
    for (int i = 0; i < random_cases(200); ++i) {
      const double value = std::ldexp(bell(random), m - 1);
      REQUIRE(quantize_one(m, n, value) == plain_nearest(numbers, value));
    }
  }
}

TEST_CASE("The scale of fixed point is not learned") {
  CHECK_FALSE(fit({FixedPoint{}, Granularity::kLayer}, {1}, {1}, "value").learns_scale);
}
