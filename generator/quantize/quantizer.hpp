#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "quantize/apot.hpp"
#include "quantize/calibrate.hpp"
#include "quantize/coefficient_quantizer.hpp"
#include "quantize/dynamic_fixed_point.hpp"
#include "quantize/equiprobable.hpp"
#include "quantize/fitted_quantizer.hpp"
#include "quantize/fixed_point.hpp"
#include "quantize/grouping.hpp"
#include "quantize/lsq.hpp"
#include "quantize/quantile.hpp"
#include "quantize/sign.hpp"
#include "quantize/symmetric.hpp"
#include "quantize/uniform.hpp"
#include "weights/tensor.hpp"

namespace rccm {

/// Every kind of quantiser. Each has levels_of(), the unscaled levels, and fit_group(), which finds scale, offset and
/// thresholds for values that share a scale.
using QuantizerMethod = std::variant<CoefficientQuantizer, FixedPoint, Uniform, Quantile, DynamicFixedPoint, Binary,
                                     Ternary, Symmetric, Apot, Lsq, Activation, Equiprobable>;

/// A kind of quantiser and what shares a scale.
struct Quantizer {
  QuantizerMethod method = Uniform{};
  Granularity granularity = Granularity::kLayer;
  bool operator==(const Quantizer&) const = default;
};

[[nodiscard]] Levels levels_of(const Quantizer& quantizer);

/// The least number of bits that tell the levels apart: 4 for 9 to 16 of them. A circuit may store more.
[[nodiscard]] int level_bits(const Quantizer& quantizer);

/// Fits a quantiser to the weights of a layer, or to recorded activations. In retraining a learned scale is fitted
/// once, at the beginning, and moves by its gradient from there on; quantisers whose scale is not learned are fitted
/// again in every step (FixedPoint always gives the same; DynamicFixedPoint moves by next_exponent() instead). Of
/// Symmetric the thresholds are fitted again in every step and the learned scales put back.
/// Throws Error (kInput), naming `where`, if there are no values, one is not finite, or the shape does not hold them.
[[nodiscard]] FittedQuantizer fit(const Quantizer& quantizer, const std::vector<double>& values,
                                  const std::vector<std::uint64_t>& shape, const std::string& where);
[[nodiscard]] FittedQuantizer fit(const Quantizer& quantizer, const Tensor& tensor);

}  // namespace rccm
