#include "quantize/dynamic_fixed_point.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace rccm {
namespace {

double mantissa_limit(int bits) {
  return std::ldexp(1.0, bits - 1);
}

std::int32_t saturate(double mantissa, int bits) {
  const double limit = mantissa_limit(bits);
  return static_cast<std::int32_t>(std::clamp(mantissa, -limit, limit - 1));
}

}  // namespace

double overflow_rate(const std::vector<double>& values, int exponent, int bits) {
  const double limit = mantissa_limit(bits);
  std::size_t overflows = 0;
  for (const double value : values) {
    // Halves round towards zero, so that both ends still hold the half beyond them.
    const double scaled = std::ldexp(value, -exponent);
    if (scaled > limit - 0.5 || scaled < -limit - 0.5) ++overflows;
  }
  return values.empty() ? 0 : static_cast<double>(overflows) / static_cast<double>(values.size());
}

int fit_exponent(const DynamicFixedPoint& format, const std::vector<double>& values) {
  // The rate falls with the exponent.
  int low = kLeastExponent;
  int high = kGreatestExponent;
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (overflow_rate(values, middle, format.bits) <= format.most_overflow) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

int next_exponent(const DynamicFixedPoint& format, int exponent, const std::vector<double>& values) {
  const auto fits = [&](int candidate) {
    return overflow_rate(values, candidate, format.bits) <= format.most_overflow;
  };
  if (!fits(exponent)) return std::min(exponent + 1, kGreatestExponent);
  return exponent > kLeastExponent && fits(exponent - 1) ? exponent - 1 : exponent;
}

std::vector<std::int32_t> round_nearest(const std::vector<double>& values, int exponent, int bits) {
  std::vector<std::int32_t> mantissas(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double scaled = std::ldexp(values[i], -exponent);
    mantissas[i] = saturate(std::copysign(std::ceil(std::abs(scaled) - 0.5), scaled), bits);
  }
  return mantissas;
}

std::vector<std::int32_t> round_stochastic(const std::vector<double>& values, int exponent, int bits, Lfsr16& random) {
  constexpr int kFractionBits = 16;
  std::vector<std::int32_t> mantissas(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    // Beyond 2^33 the mantissa saturates whatever is added; below, the sum is exact.
    const double limit = std::ldexp(1.0, 33);
    const double scaled = std::clamp(std::ldexp(values[i], -exponent), -limit, limit);
    const double fixed = std::floor(std::ldexp(scaled, kFractionBits)) + random.next();
    mantissas[i] = saturate(std::floor(std::ldexp(fixed, -kFractionBits)), bits);
  }
  return mantissas;
}

std::vector<double> from_mantissas(const std::vector<std::int32_t>& mantissas, int exponent) {
  std::vector<double> values(mantissas.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::ldexp(mantissas[i], exponent);
  return values;
}

Levels levels_of(const DynamicFixedPoint& format) {
  const std::int64_t half = std::int64_t{1} << (format.bits - 1);
  return Levels::range(-half, half - 1);
}

GroupFit fit_group(const DynamicFixedPoint& format, const std::vector<double>& values) {
  return {std::ldexp(1.0, fit_exponent(format, values)), 0, {}};
}

}  // namespace rccm
