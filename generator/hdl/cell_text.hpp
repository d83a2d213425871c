#pragma once

#include <string>
#include <vector>

#include "circuit/circuit.hpp"
#include "circuit/mapping.hpp"

namespace rccm::hdl {

/// What a cell adds for each value of its select bits: "x + 4*x", "4*x - sum0", "0".
[[nodiscard]] std::vector<std::string> alternatives_text(const Cell& cell);

/// Which bits of a cell's result are copies and of what: "bits 1:0 are bits 1:0 of x"; empty if none are.
[[nodiscard]] std::string copies_text(const MappedCell& cell);

}  // namespace rccm::hdl
