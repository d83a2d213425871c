#pragma once

#include <optional>
#include <vector>

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// Binary weights ±scale by sign, zero counting as positive, with scale = mean |w|, which minimises the squared error
/// (Rastegari et al., "XNOR-Net", ECCV 2016).
struct Binary {
  bool operator==(const Binary&) const = default;
};

/// Ternary weights: 0 where |w| <= Δ, else ±scale by sign, with scale = mean |w| over |w| > Δ.
struct Ternary {
  /// Δ = factor · mean |w| (Li, Zhang and Liu, "Ternary Weight Networks", 2016, with 0.7); nothing: the Δ of least
  /// squared error.
  std::optional<double> threshold_factor = 0.7;
  bool operator==(const Ternary&) const = default;
};

[[nodiscard]] Levels levels_of(const Binary& quantizer);
[[nodiscard]] Levels levels_of(const Ternary& quantizer);
[[nodiscard]] GroupFit fit_group(const Binary& quantizer, const std::vector<double>& values);
/// A threshold above all magnitudes makes all weights zero and the scale Δ.
[[nodiscard]] GroupFit fit_group(const Ternary& quantizer, const std::vector<double>& values);

}  // namespace rccm
