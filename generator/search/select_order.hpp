#pragma once

#include <functional>

#include "circuit/circuit.hpp"

namespace rccm {

/// A circuit with its cost.
struct OrderedCircuit {
  Circuit circuit;
  double cost = 0;
};

/// The circuit with its functions assigned to select values so that it costs less: exchanges two select values of a
/// cell as long as that helps, or until it has saved `enough`, which may be nothing. The set stays the same. Mostly
/// this finds an assignment under which the carry-in is free.
[[nodiscard]] OrderedCircuit cheaper_order(OrderedCircuit start, double enough,
                                           const std::function<double(const Circuit&)>& cost);

}  // namespace rccm
