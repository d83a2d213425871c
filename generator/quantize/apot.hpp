#pragma once

#include <vector>

#include "circuit/coefficient_set.hpp"
#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// Where a learned scale starts.
enum class ScaleStart {
  kBest,       ///< where the squared error of the given values is least
  kPublished,  ///< where the method's paper has it
};

/// Additive powers of two: each magnitude is a sum of n powers of two (Li, Dong and Wang, "Additive Powers-of-Two
/// Quantization", ICLR 2020). A weight of b bits has a sign and a magnitude of b - 1 bits.
struct Apot {
  int bits = 4;           ///< b, 2..8
  bool is_signed = true;  ///< false: activations, whose magnitudes have all b bits
  /// Published: α = 3σ for weights (of zero mean, as the paper normalises them) and α = 8 for activations, where α is
  /// the greatest level, scale · top.
  ScaleStart start = ScaleStart::kBest;
  bool operator==(const Apot&) const = default;
};

/// The magnitudes of B bits as integers, 2^B of them. With B = 2n they are the sums Σ p_i, i = 0 .. n-1, of
///     p_i in {0, 2^-i, 2^-(i+n), 2^-(i+2n)},
/// (equation 5 with two bits a term), and with B = 2n + 1 the sums Σ p_i + p of
///     p_i in {0, 2^-i, 2^-(i+n), 2^-(i+2n+1)} and p in {0, 2^-2n},
/// all times the power of two that makes them integers. For B = 3 this is {0 1 2 3 4 6 8 10}.
[[nodiscard]] CoefficientSet apot_magnitudes(int bits);

[[nodiscard]] Levels levels_of(const Apot& quantizer);
[[nodiscard]] GroupFit fit_group(const Apot& quantizer, const std::vector<double>& values);

}  // namespace rccm
