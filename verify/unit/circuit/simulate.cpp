#include "circuit/simulate.hpp"

#include "circuit/presets.hpp"
#include "support/random_circuit.hpp"
#include "support/reference.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

// The first input and code whose product the mapping gets wrong, as text; empty if there is none.
std::string first_difference(const Circuit& circuit, const Mapping& mapping, const std::vector<std::int64_t>& inputs,
                             const std::vector<std::uint64_t>& codes) {
  const auto table = coefficient_table(circuit);
  const Simulator simulator(mapping);
  for (const std::uint64_t code : codes) {
    for (const std::int64_t x : inputs) {
      const std::int64_t product = simulator.product(x, code);
      if (product == test::reference_product(circuit, x, code)) continue;
      return "code " + std::to_string(code) + ", x = " + std::to_string(x) + ": " + std::to_string(table[code]) +
             " x is not " + std::to_string(product);
    }
  }
  return "";
}

constexpr std::size_t kExhaustive = std::size_t{1} << 16;

}  // namespace

TEST_CASE("The LUTs of a published circuit compute every product of every code and signed or unsigned 8-bit input") {
  const auto name = GENERATE("addnet:2-add", "addnet:3-add", "addnet:4-add");
  const auto is_signed = GENERATE(true, false);
  CAPTURE(name, is_signed);
  const Circuit circuit = preset_circuit(name, 8, is_signed).value();
  CHECK(first_difference(circuit, map_circuit(circuit), test::inputs_to_try(circuit, 256, 0),
                         test::codes_to_try(circuit, 256, 0)) == "");
}

TEST_CASE("The LUTs of the published 2-Add compute every product at every width from 2 to 12") {
  const int width = GENERATE(range(2, 13));
  CAPTURE(width);
  const Circuit circuit = preset_circuit("addnet:2-add", width).value();
  CHECK(first_difference(circuit, map_circuit(circuit), test::inputs_to_try(circuit, 4096, 0),
                         test::codes_to_try(circuit, 16, 0)) == "");
}

TEST_CASE("A flipped entry of a chain's table changes a product") {
  const Circuit circuit = preset_circuit("addnet:2-add").value();
  Mapping mapping = map_circuit(circuit);
  mapping.cells[0].chain.columns[2].init ^= std::uint64_t{1} << 33;
  CHECK(first_difference(circuit, mapping, test::inputs_to_try(circuit, 256, 0), test::codes_to_try(circuit, 16, 0)) !=
        "");
}

TEST_CASE("Random circuits: the LUTs compute coefficient times x for every code and input") {
  for (int i = 0; i < test::random_cases(600); ++i) {
    const auto seed = static_cast<std::uint64_t>(i);
    const Circuit circuit = test::random_circuit(seed);
    const test::SavedCase saved(circuit, "simulation");
    INFO(saved.message());
    const std::size_t codes = std::size_t{1} << select_bits(circuit);
    const std::size_t inputs = std::size_t{1} << circuit.input_bits;
    const bool exhaustive = codes * inputs <= kExhaustive;
    REQUIRE(first_difference(circuit, map_circuit(circuit),
                             test::inputs_to_try(circuit, exhaustive ? inputs : 64, seed),
                             test::codes_to_try(circuit, exhaustive ? codes : 128, seed)) == "");
    saved.passed();
  }
}

}  // namespace rccm
