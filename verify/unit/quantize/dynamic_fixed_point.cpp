#include "quantize/dynamic_fixed_point.hpp"

#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

// The part of the values whose nearest integer, before it saturates, does not fit the mantissa.
double plain_overflow(const std::vector<double>& values, int exponent, int bits) {
  double count = 0;
  for (const double value : values) {
    const double scaled = value / std::exp2(exponent);
    const double down = std::floor(std::abs(scaled));
    const double rounded = std::abs(scaled) - down > 0.5 ? down + 1 : down;
    const double mantissa = scaled < 0 ? -rounded : rounded;
    if (mantissa > std::exp2(bits - 1) - 1 || mantissa < -std::exp2(bits - 1)) ++count;
  }
  return count / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("Overflow is counted as defined") {
  Random random(1);
  for (int i = 0; i < random_cases(50); ++i) {
    std::vector<double> values = bell_values(random, 60, std::exp2(random.between(-10, 10)));
    for (int k = -20; k <= 20; ++k) values.push_back(k / 2.0);
    for (int exponent = -8; exponent <= 4; ++exponent) {
      REQUIRE(overflow_rate(values, exponent, 4) == Approx(plain_overflow(values, exponent, 4)));
    }
  }
}

TEST_CASE("The fitted exponent is the least at which few enough values overflow") {
  Random random(2);
  for (int i = 0; i < random_cases(50); ++i) {
    const std::vector<double> values = bell_values(random, 100, std::exp2(random.between(-20, 20)));
    const DynamicFixedPoint format{random.between(2, 16), random.chance(50) ? 0 : 0.05};
    const int exponent = fit_exponent(format, values);
    CHECK(plain_overflow(values, exponent, format.bits) <= format.most_overflow);
    CHECK(plain_overflow(values, exponent - 1, format.bits) > format.most_overflow);
  }
  CHECK(fit_exponent({8, 0}, {0, 0}) == kLeastExponent);
  CHECK(fit_exponent({8, 0}, {127}) == 0);
  CHECK(fit_exponent({8, 0}, {-128}) == 0);
  CHECK(fit_exponent({8, 0}, {128}) == 1);
}

TEST_CASE("The exponent rises on overflow, falls when it can and settles at the fitted one") {
  Random random(3);
  const DynamicFixedPoint format{8, 0.01};
  const std::vector<double> values = bell_values(random, 1000, 5);
  const int fitted = fit_exponent(format, values);
  for (const int start : {fitted - 7, fitted, fitted + 9}) {
    int exponent = start;
    for (int step = 0; step < 12; ++step) {
      const int next = next_exponent(format, exponent, values);
      CHECK(next - exponent == (exponent < fitted ? 1 : exponent > fitted ? -1 : 0));
      exponent = next;
    }
    CHECK(exponent == fitted);
  }
  CHECK(next_exponent(format, kLeastExponent, {0}) == kLeastExponent);
  CHECK(next_exponent(format, kGreatestExponent, {1e300}) == kGreatestExponent);
}

TEST_CASE("Nearest rounding is that of the levels") {
  Random random(4);
  std::vector<double> values = bell_values(random, 500, 3);
  for (int k = -80; k <= 80; ++k) values.push_back(k / 16.0);
  const FittedQuantizer fitted = fit({DynamicFixedPoint{6, 0.02}, Granularity::kLayer}, values, {661}, "values");
  const int exponent = fit_exponent({6, 0.02}, values);
  CHECK(fitted.scales[0] == std::exp2(exponent));
  CHECK_FALSE(fitted.learns_scale);
  CHECK(from_mantissas(round_nearest(values, exponent, 6), exponent) == quantize(fitted, values));
}

TEST_CASE("Stochastic rounding adds the register's words below the point, bit for bit") {
  // In integers, as hardware does it: the value has 16 fraction bits, an arithmetic shift cuts the sum off.
  Random random(5);
  std::vector<double> values;
  std::vector<std::int64_t> fixed;
  for (int i = 0; i < 2000; ++i) {
    fixed.push_back(random.between(-(1 << 24), 1 << 24));
    values.push_back(static_cast<double>(fixed.back()) * 0x1p-16 * 0x1p-3);
  }
  Lfsr16 random_bits(0xBEEF);
  Lfsr16 same_bits = random_bits;
  const std::vector<std::int32_t> mantissas = round_stochastic(values, -3, 8, random_bits);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int64_t sum = (fixed[i] + same_bits.next()) >> 16;
    REQUIRE(mantissas[i] == std::min<std::int64_t>(127, std::max<std::int64_t>(-128, sum)));
  }
  CHECK(random_bits == same_bits);
}

TEST_CASE("Over the register's period a value is rounded up as often as its fraction says") {
  for (const int fraction : {0, 1, 20000, 32768, 65535}) {
    for (const int whole : {-3, 2}) {
      const std::vector<double> values(Lfsr16::kPeriod, whole + fraction / 65536.0);
      Lfsr16 random(7);
      int up = 0;
      for (const std::int32_t mantissa : round_stochastic(values, 0, 8, random)) {
        const bool expected = mantissa == whole || mantissa == whole + 1;
        if (!expected) FAIL(mantissa);
        up += mantissa - whole;
      }
      CHECK(up == fraction);
    }
  }
}

TEST_CASE("Mantissas saturate, whatever the value") {
  Lfsr16 random(1);
  for (const int bits : {2, 8, 32}) {
    const auto most = static_cast<std::int32_t>((std::int64_t{1} << (bits - 1)) - 1);
    CHECK(round_nearest({1e300, -1e300}, 0, bits) == std::vector<std::int32_t>{most, -most - 1});
    CHECK(round_stochastic({1e300, -1e300}, 0, bits, random) == std::vector<std::int32_t>{most, -most - 1});
  }
}
