#pragma once

#include "circuit/presets.hpp"

namespace rccm::test {

inline Circuit published(const char* name) {
  return *preset_circuit(name);
}

/// ±{0 1 2 3 4 6 8} from one cell whose table holds magnitudes.
inline Circuit one_signless_cell() {
  const auto term = [](int input) { return Term{input, false}; };
  Circuit circuit;
  circuit.name = "one signless cell";
  circuit.signless = true;
  Cell cell;
  cell.mode = Mode::kPaired;
  cell.inputs = {{kSourceX, 0}, {kSourceX, 1}, {kSourceX, 2}};
  cell.select_bits = 3;
  cell.functions = {{{}, {}},      {{}, term(0)},      {{}, term(1)},      {{}, term(2)},
                    {term(0), {}}, {term(1), term(0)}, {term(2), term(1)}, {term(2), term(2)}};
  circuit.cells = {cell};
  return circuit;
}

/// u1 = 4x + x for s0 = 0 and 4x - x for s0 = 1; y = u1 + 0: the top bits of u1 are all there is beside wires.
inline Circuit plus_or_minus() {
  Circuit circuit;
  circuit.name = "plus or minus";
  Cell cell;
  cell.mode = Mode::kDual;
  cell.inputs = {{kSourceX, 2}, {kSourceX, 0}};
  cell.select_bits = 1;
  cell.functions = {{Term{0, false}, Term{1, false}}, {Term{0, false}, Term{1, true}}};
  circuit.cells = {cell};
  return circuit;
}

}  // namespace rccm::test
