#pragma once

#include <string>

#include "network/multiplier.hpp"
#include "quantize/quantizer.hpp"

namespace rccm::train {

/// What a layer's weights are rounded to in training, and the multiplier that then stands for it in integers.
struct WeightScheme {
  Quantizer quantizer;
  network::Multiplier multiplier;
};

/// The scheme of a multiplier: its coefficients.
[[nodiscard]] WeightScheme scheme_of(const network::Multiplier& multiplier);

/// The scheme of a quantiser, which `name` is the text of. Throws Error (kUsage) if its levels are not integers, or so
/// many that no multiplier has them.
[[nodiscard]] WeightScheme scheme_of(const Quantizer& quantizer, const std::string& name);

}  // namespace rccm::train
