#pragma once

#include <string>

#include "circuit/circuit.hpp"
#include "circuit/mapping.hpp"

namespace rccm::report {

/// Where the LUTs of a circuit go, line by line, and their sum; then the result bits that cost nothing.
[[nodiscard]] std::string cost_text(const Circuit& circuit, const Mapping& mapping);

}  // namespace rccm::report
