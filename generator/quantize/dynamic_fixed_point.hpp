#pragma once

#include <cstdint>
#include <vector>

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"
#include "quantize/lfsr.hpp"

namespace rccm {

/// Dynamic fixed point: b-bit two's complement mantissas that share an exponent, value = mantissa · 2^exponent. While
/// training runs, each of the weights, activations and gradients of a layer has an exponent of its own, which follows
/// the values (Courbariaux, Bengio and David, "Training deep neural networks with low precision multiplications",
/// 2014).
struct DynamicFixedPoint {
  int bits = 8;              ///< b, 2..32
  double most_overflow = 0;  ///< the part of the values, 0..1, that may overflow and saturate
  bool operator==(const DynamicFixedPoint&) const = default;
};

/// The exponents that are used: those of floating-point numbers of 32 bits, subnormal ones included.
inline constexpr int kLeastExponent = -149;
inline constexpr int kGreatestExponent = 127;

/// The part of the values that round to the nearest mantissa beyond the representable ones.
[[nodiscard]] double overflow_rate(const std::vector<double>& values, int exponent, int bits);

/// The least exponent at which no more values overflow than may. kLeastExponent for values that are all zero.
[[nodiscard]] int fit_exponent(const DynamicFixedPoint& format, const std::vector<double>& values);

/// The exponent for the next step, seeing this step's values: one higher if too many of them overflow, one lower if no
/// more than allowed would overflow there, otherwise the same.
[[nodiscard]] int next_exponent(const DynamicFixedPoint& format, int exponent, const std::vector<double>& values);

/// The nearest mantissas, halves towards zero, saturated.
[[nodiscard]] std::vector<std::int32_t> round_nearest(const std::vector<double>& values, int exponent, int bits);

/// Mantissas that are rounded up with a probability that is the part of a step above the lower one. Bit for bit what
/// hardware does: with the value as a fixed-point number of 16 more fraction bits (further ones cut off), the next
/// word of the register is added below the point and the fraction cut off, floor(value / 2^exponent + word / 2^16);
/// the result saturates. One word for each value, in order.
[[nodiscard]] std::vector<std::int32_t> round_stochastic(const std::vector<double>& values, int exponent, int bits,
                                                         Lfsr16& random);

/// mantissa · 2^exponent.
[[nodiscard]] std::vector<double> from_mantissas(const std::vector<std::int32_t>& mantissas, int exponent);

[[nodiscard]] Levels levels_of(const DynamicFixedPoint& format);
/// The scale is 2^exponent and not learned.
[[nodiscard]] GroupFit fit_group(const DynamicFixedPoint& format, const std::vector<double>& values);

}  // namespace rccm
