#include "circuit/mapping.hpp"
#include "circuit/pagsuite.hpp"
#include "circuit/simulate.hpp"
#include "fuzz/fuzz.hpp"

// A graph that was accepted is a circuit whose LUTs compute its table, and its own graph is that circuit again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rccm::fuzz::run([&] {
    const rccm::Circuit circuit = rccm::circuit_from_pagsuite(rccm::fuzz::as_text(data, size), "input").circuit;
    const auto table = rccm::coefficient_table(circuit);
    const rccm::Mapping mapping = rccm::map_circuit(circuit);
    const rccm::Range inputs = rccm::input_range(circuit);
    for (const std::size_t code : {std::size_t{0}, table.size() / 3, table.size() - 1}) {
      for (const std::int64_t x : {inputs.low, inputs.high, inputs.high / 3}) {
        rccm::fuzz::require(rccm::simulate(mapping, x, code) == table[code] * x);
      }
    }
    std::string text;
    try {
      text = rccm::to_pagsuite(circuit);
    } catch (const rccm::Error&) {
      return;  // a cell that is always 0
    }
    const auto again = rccm::coefficient_table(rccm::circuit_from_pagsuite(text, "input").circuit);
    for (std::size_t code = 0; code < table.size(); ++code) {
      rccm::fuzz::require(again[code % again.size()] == table[code]);
    }
  });
}
