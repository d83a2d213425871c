#include "hdl/netlist.hpp"

#include <set>

#include "circuit/mapping.hpp"
#include "circuit/presets.hpp"
#include "hdl/consumer_outputs.hpp"
#include "support/error.hpp"
#include "support/random_circuit.hpp"
#include "support/reference.hpp"
#include "unit/catch.hpp"
#include "unit/hdl/netlist_simulator.hpp"

namespace rccm::hdl {
namespace {

ModuleOptions options(Style style, Pipeline pipeline = Pipeline::kNone, bool input = false, bool output = false) {
  return {"multiplier", style, pipeline, input, output};
}

Netlist preset_netlist(const char* name, const ModuleOptions& options) {
  return make_netlist(preset_circuit(name).value(), options);
}

// Where the netlist first computes something else than the reference, for vectors that follow each other without a
// pause; empty if nowhere.
std::string first_difference(const Netlist& netlist, std::size_t inputs, std::size_t codes, std::uint64_t seed) {
  const Circuit& circuit = netlist.circuit;
  const int select = select_bits(circuit);
  const std::vector<ConsumerOutput> outputs = consumer_outputs(circuit);
  const auto consumer_bits = [&](std::size_t i) { return i % (std::size_t{1} << outputs.size()); };
  const std::uint64_t x_mask = (std::uint64_t{1} << circuit.input_bits) - 1;
  const std::uint64_t product_mask = (std::uint64_t{1} << netlist.product_bits) - 1;
  std::vector<std::pair<std::int64_t, std::uint64_t>> vectors;
  for (const std::uint64_t code : test::codes_to_try(circuit, codes, seed)) {
    for (const std::int64_t x : test::inputs_to_try(circuit, inputs, seed)) vectors.emplace_back(x, code);
  }
  test::NetlistSimulator simulator(netlist);
  const auto latency = static_cast<std::size_t>(netlist.latency);
  for (std::size_t i = 0; i < vectors.size() + latency; ++i) {
    if (i < vectors.size()) {
      simulator.set("x", static_cast<std::uint64_t>(vectors[i].first) & x_mask);
      if (stored_bits(circuit) > 0) simulator.set("code", vectors[i].second | consumer_bits(i) << select);
      simulator.settle();
    }
    if (i >= latency) {
      const std::size_t index = i - latency;
      const auto [x, code] = vectors[index];
      const auto product = static_cast<std::int64_t>(test::reference_product(circuit, x, code));
      std::uint64_t consumer = 0;
      for (std::size_t k = 0; k < outputs.size(); ++k) consumer |= simulator.get(outputs[k].name) << k;
      const bool is_same = simulator.get("product") == (static_cast<std::uint64_t>(product) & product_mask) &&
                           consumer == consumer_bits(index);
      if (!is_same) return "x = " + std::to_string(x) + ", code " + std::to_string(code);
    }
    if (latency > 0) simulator.tick();
  }
  return "";
}

}  // namespace

TEST_CASE("A mapped netlist has the LUTs of the mapping and one carry primitive per four or eight columns") {
  const Netlist xc7 = preset_netlist("addnet:2-add", options(Style::kXc7));
  CHECK(xc7.luts == 25);
  CHECK(xc7.carry_blocks == 7);
  CHECK(preset_netlist("addnet:2-add", options(Style::kXcup)).carry_blocks == 4);
  CHECK(preset_netlist("addnet:3-add", options(Style::kXc7)).luts == 36);
  CHECK(preset_netlist("addnet:4-add", options(Style::kXc7)).luts == 56);
}

TEST_CASE("Latency counts the levels of cells when pipelined, and the registers at the ends") {
  struct Case {
    Pipeline pipeline;
    bool input, output;
    int latency;
  };
  const Case wanted = GENERATE(Case{Pipeline::kNone, false, false, 0}, Case{Pipeline::kNone, true, false, 1},
                               Case{Pipeline::kNone, false, true, 1}, Case{Pipeline::kNone, true, true, 2},
                               Case{Pipeline::kCells, false, false, 3}, Case{Pipeline::kCells, true, false, 4},
                               Case{Pipeline::kCells, true, true, 4});
  const Style style = GENERATE(Style::kPortable, Style::kXc7, Style::kXcup);
  CHECK(preset_netlist("addnet:4-add", options(style, wanted.pipeline, wanted.input, wanted.output)).latency ==
        wanted.latency);
}

TEST_CASE("Only bits that are needed later get registers") {
  // x (8 bits), select bits 3:2, the first sum (11 bits beside the copied one) and the product (15 bits).
  const Netlist netlist = preset_netlist("addnet:2-add", options(Style::kXc7, Pipeline::kCells));
  CHECK(netlist.registers == 8 + 2 + 11 + 15);
}

TEST_CASE("The number of registers is that of the bits that are written at a clock edge") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto style = seed % 2 == 0 ? Style::kPortable : Style::kXcup;
    const Netlist netlist = make_netlist(test::random_circuit(seed), options(style, Pipeline::kCells, seed % 3 == 0));
    int bits = 0;
    for (const Step& step : netlist.steps) {
      for (const Assignment& entry : step.registers) bits += entry.bits.width();
    }
    CAPTURE(seed);
    CHECK(bits == netlist.registers);
  }
}

TEST_CASE("No two signals have the same name") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    for (const Style style : {Style::kPortable, Style::kXc7}) {
      const Netlist netlist = make_netlist(test::random_circuit(seed), options(style, Pipeline::kCells, true));
      std::set<std::string> names;
      for (const Signal& signal : netlist.signals) names.insert(signal.name);
      CAPTURE(seed);
      CHECK(names.size() == netlist.signals.size());
    }
  }
}

TEST_CASE("A signless circuit hands the sign out beside the product") {
  Circuit circuit = preset_circuit("addnet:2-add").value();
  circuit.signless = true;
  const Netlist netlist = make_netlist(circuit, options(Style::kXc7, Pipeline::kCells, true));
  test::NetlistSimulator simulator(netlist);
  simulator.set("code", 0b10000);
  for (int cycle = 0; cycle < netlist.latency; ++cycle) {
    CHECK(simulator.get("negate") == 0);
    simulator.tick();
  }
  CHECK(simulator.get("negate") == 1);
}

TEST_CASE("A circuit whose consumer chooses a shift hands that choice out above the sign") {
  Circuit circuit = preset_circuit("addnet:2-add").value();
  circuit.consumer_shift = 3;
  circuit.signless = GENERATE(false, true);
  const Style style = GENERATE(Style::kPortable, Style::kXc7, Style::kXcup);
  const Netlist netlist = make_netlist(circuit, options(style, Pipeline::kCells));
  test::NetlistSimulator simulator(netlist);
  simulator.set("code", std::uint64_t{1} << (circuit.signless ? 5 : 4));
  for (int cycle = 0; cycle < netlist.latency; ++cycle) {
    CHECK(simulator.get("shift") == 0);
    simulator.tick();
  }
  CHECK(simulator.get("shift") == 1);
  if (circuit.signless) CHECK(simulator.get("negate") == 0);
  CHECK(netlist.ports.back().meaning == "1: shift the product left by 3");
}

TEST_CASE("A circuit without select bits has no code port, one without registers no clock") {
  Circuit circuit;
  circuit.cells.push_back({Mode::kDual, {{kSourceX, 0}, {kSourceX, 2}}, 0, {{Term{0, false}, Term{1, false}}}, {}});
  std::vector<std::string> names;
  const Netlist netlist = make_netlist(circuit, options(Style::kXc7));
  for (const Port& port : netlist.ports) names.push_back(netlist.signals[port.signal].name);
  CHECK(names == std::vector<std::string>{"x", "product"});
}

TEST_CASE("A module name that is illegal in either language is refused") {
  const auto name = GENERATE("", "Multiplier", "9lives", "entity", "reg", "a__b", "a_", "_a", "a-b");
  CAPTURE(name);
  ModuleOptions wrong = options(Style::kXc7);
  wrong.module_name = name;
  CHECK_THROWS_AS(preset_netlist("addnet:2-add", wrong), Error);
}

TEST_CASE("The published netlists multiply every input by every coefficient") {
  const auto name = GENERATE("addnet:2-add", "addnet:3-add", "addnet:4-add");
  const Style style = GENERATE(Style::kPortable, Style::kXc7, Style::kXcup);
  CAPTURE(name, style);
  CHECK(first_difference(preset_netlist(name, options(style)), 256, 256, 0) == "");
}

TEST_CASE("Random netlists of every style and pipelining multiply, and cost what the mapping costs") {
  for (int i = 0; i < test::random_cases(200); ++i) {
    const auto seed = static_cast<std::uint64_t>(i);
    const Circuit circuit = test::random_circuit(seed);
    const test::SavedCase saved(circuit, "netlist");
    for (const Style style : {Style::kPortable, Style::kXc7, Style::kXcup}) {
      const auto pipeline = i % 2 == 0 ? Pipeline::kNone : Pipeline::kCells;
      const Netlist netlist = make_netlist(circuit, options(style, pipeline, i % 3 == 0, i % 5 == 0));
      INFO(saved.message());
      CAPTURE(style, pipeline);
      REQUIRE(first_difference(netlist, 24, 24, seed) == "");
      if (style != Style::kPortable) REQUIRE(netlist.luts == lut_count(circuit));
    }
    saved.passed();
  }
}

TEST_CASE("A flipped bit of a LUT's table shows in a product") {
  Netlist netlist = preset_netlist("addnet:2-add", options(Style::kXc7));
  netlist.steps.front().cells.front().columns.at(2).init ^= 1;
  CHECK(first_difference(netlist, 256, 16, 0) != "");
}

}  // namespace rccm::hdl
