#pragma once

#include <string>

#include "circuit/plain_multiplier.hpp"

namespace rccm::verify {

/// The module `plain` in Verilog.
[[nodiscard]] std::string plain_text(const PlainMultiplier& multiplier);

/// The LUTs that Yosys leaves of it for the family xc7 or xcup, where it may use no DSP. Throws Error: kMissingTool
/// where Yosys is not installed, kVerification where it fails.
[[nodiscard]] int synthesised_luts(const PlainMultiplier& multiplier, const std::string& family);

}  // namespace rccm::verify
