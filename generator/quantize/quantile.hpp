#pragma once

#include <vector>

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// The k-quantile quantiser of weights, which are taken for normally distributed with their mean μ and standard
/// deviation σ: thresholds μ + σ Φ⁻¹(i / k), i = 1 .. k-1, make all k levels equally likely, and each level is the
/// median of its bin, μ + σ Φ⁻¹((i + ½) / k) (Baskin et al., "UNIQ: Uniform Noise Injection for Non-Uniform
/// Quantization of Neural Networks", 2018). Its levels are real: multiplying needs a look-up table.
struct Quantile {
  int levels = 16;       ///< k, 2..65536
  bool has_mean = true;  ///< false: μ is taken for 0, so that hardware needs no offset
  bool operator==(const Quantile&) const = default;
};

[[nodiscard]] Levels levels_of(const Quantile& quantizer);
[[nodiscard]] GroupFit fit_group(const Quantile& quantizer, const std::vector<double>& values);

}  // namespace rccm
