// Prints the coefficient set of a published circuit: that takes the installed headers, library and dependencies.

#include <circuit/circuit.hpp>
#include <circuit/presets.hpp>
#include <cstdint>
#include <iostream>
#include <set>

int main() {
  const auto circuit = rccm::preset_circuit("addnet:2-add");
  if (!circuit) return 1;
  const auto table = rccm::coefficient_table(*circuit);
  for (const std::int64_t coefficient : std::set<std::int64_t>(table.begin(), table.end())) {
    std::cout << coefficient << ' ';
  }
  std::cout << '\n';
}
