#pragma once

#include <string>

#include "circuit/circuit.hpp"

namespace rccm::report {

/// A valid circuit as a graph for Graphviz: a node a cell, which lists the shift, the select values and the sign of
/// each of its operands; widths stand on the edges.
[[nodiscard]] std::string circuit_dot(const Circuit& circuit);

}  // namespace rccm::report
