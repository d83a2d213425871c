#pragma once

#include <cstddef>
#include <string>

#include "circuit/circuit.hpp"

namespace rccm::report {

/// How a circuit is printed.
struct CircuitTextParams {
  std::size_t width = 80;    ///< columns of the terminal
  bool whole_table = false;  ///< the coefficient of every code, also where there are more than 64
};

/// A valid circuit for a person: what it is, its structure cell by cell, widths, cost and coefficients.
[[nodiscard]] std::string circuit_text(const Circuit& circuit, const CircuitTextParams& params = {});

}  // namespace rccm::report
