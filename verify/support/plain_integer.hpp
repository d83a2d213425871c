#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/integer_network.hpp"

namespace rccm::test {

/// The specification of IntegerEngine, word for word DESIGN section 5: every layer's output for one image, in nested
/// loops over 64-bit integers with a division that rounds down, plane after plane (chw).
[[nodiscard]] std::vector<std::vector<std::int64_t>> plain_forward(const network::IntegerNetwork& network,
                                                                   std::span<const std::uint8_t> pixels);

}  // namespace rccm::test
