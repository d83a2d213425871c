#pragma once

#include <vector>

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// The k-quantile quantiser of activations after ReLU: thresholds that make the k levels equally likely for positive
/// activations. Zero and the lowest bin become exactly 0; the others become their median, relative to the root mean
/// square σ of the positive activations, which are taken for half of a normal distribution: thresholds σ h(i / k) and
/// levels σ h((i + ½) / k), i = 1 .. k-1, where h(p) = Φ⁻¹((1 + p) / 2).
struct Equiprobable {
  int levels = 16;  ///< k, 2..65536
  /// Take the thresholds from the quantiles of the activations themselves instead of those of the normal distribution:
  /// threshold i is the least positive activation that is at least as great as i / k of the positive ones.
  bool from_samples = false;
  bool operator==(const Equiprobable&) const = default;
};

[[nodiscard]] Levels levels_of(const Equiprobable& quantizer);
[[nodiscard]] GroupFit fit_group(const Equiprobable& quantizer, const std::vector<double>& values);

}  // namespace rccm
