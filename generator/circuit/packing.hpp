#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "circuit/bit_function.hpp"

namespace rccm {

/// Functions assigned to LUTs: each entry is one LUT with one or two functions.
using Packing = std::vector<std::pair<std::size_t, std::optional<std::size_t>>>;

/// The fewest LUTs that hold the functions: pairs that share at most five wires are packed by a maximum matching.
/// Indices refer to the argument; the functions must be distinct.
[[nodiscard]] Packing pack(const std::vector<BitFunction>& functions);

/// How many LUTs pack() fills, mostly found without a matching.
[[nodiscard]] std::size_t packed_size(const std::vector<BitFunction>& functions);

}  // namespace rccm
