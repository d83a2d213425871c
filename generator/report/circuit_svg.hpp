#pragma once

#include <string>

#include "circuit/circuit.hpp"

namespace rccm::report {

/// A picture of a valid circuit as an SVG document: cells with their multiplexers, adders and shifts, the widths of all
/// values, the select bits, and the coefficient set below.
[[nodiscard]] std::string circuit_svg(const Circuit& circuit);

}  // namespace rccm::report
