#pragma once

#include <cstdint>

#include "circuit/mapping.hpp"

namespace rccm {

/// The product that the LUTs' truth tables and the carry chains compute, bit by bit, for one input and code. It knows
/// nothing of coefficients: it is what the algebra is checked against.
[[nodiscard]] std::int64_t simulate(const Mapping& mapping, std::int64_t x, std::uint64_t code);

}  // namespace rccm
