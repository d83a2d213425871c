#include "circuit/json.hpp"
#include "circuit/mapping.hpp"
#include "circuit/simulate.hpp"
#include "fuzz/fuzz.hpp"

namespace {

// A circuit that was accepted can be used: its LUTs compute its table, and writing it gives what was read.
void require_usable(const rccm::Circuit& circuit) {
  const auto table = rccm::coefficient_table(circuit);
  const rccm::Mapping mapping = rccm::map_circuit(circuit);
  const rccm::Range inputs = rccm::input_range(circuit);
  for (const std::uint64_t code :
       {std::uint64_t{0}, std::uint64_t{table.size() / 3}, std::uint64_t{table.size() - 1}}) {
    for (const std::int64_t x : {inputs.low, inputs.high, inputs.high / 3}) {
      rccm::fuzz::require(rccm::simulate(mapping, x, code) == table[code] * x);
    }
  }
  const rccm::Json json = rccm::to_json(circuit);
  const std::string text = rccm::to_text(json);
  rccm::fuzz::require(rccm::Json::parse(text) == json);
  rccm::fuzz::require(rccm::read_circuits(text, "input").front().circuit.cells == circuit.cells);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rccm::fuzz::run([&] {
    for (const rccm::CircuitFile& file : rccm::read_circuits(rccm::fuzz::as_text(data, size), "input")) {
      require_usable(file.circuit);
    }
  });
}
