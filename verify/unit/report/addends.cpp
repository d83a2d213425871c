#include "report/addends.hpp"

#include <map>

#include "circuit/circuit.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::Addend;
using report::drawn_addends;
using report::patterns;

namespace {

std::vector<Addend> addends_of(const Circuit& circuit, std::size_t cell) {
  return drawn_addends(circuit.cells[cell], code_bits(circuit)[cell]);
}

bool matches(const std::string& pattern, std::size_t value) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char digit = (value >> (pattern.size() - 1 - i) & 1U) != 0 ? '1' : '0';
    if (pattern[i] != '-' && pattern[i] != digit) return false;
  }
  return true;
}

// What a reader of the drawing takes the addend to be for a code, as a multiple of the source.
std::pair<int, std::int64_t> read_drawing(const Addend& addend, std::size_t code) {
  std::size_t select = 0;
  for (std::size_t i = 0; i < addend.selects.size(); ++i) {
    select |= (code >> addend.selects[i] & 1U) << i;
  }
  for (const report::Port& port : addend.ports) {
    std::istringstream labels(port.label);
    bool is_chosen = addend.ports.size() == 1;
    for (std::string label; labels >> label;) is_chosen = is_chosen || matches(label, select);
    if (!is_chosen) continue;
    if (!port.input) return {kSourceX, 0};
    bool negate = port.negate || addend.negate;
    if (addend.sign_control) {
      negate = ((code >> addend.sign_control->code_bit & 1U) != 0) == addend.sign_control->negative_at;
    }
    return {port.input->source, (std::int64_t{1} << port.input->shift) * (negate ? -1 : 1)};
  }
  FAIL("no port is chosen");
  return {};
}

}  // namespace

TEST_CASE("an operand that is always the same is a wire without a multiplexer") {
  const std::vector<Addend> addends = addends_of(test::published("addnet:2-add"), 0);
  REQUIRE(addends.size() == 2);
  REQUIRE(addends[1].ports.size() == 1);
  CHECK(addends[1].ports[0].input == Input{kSourceX, 2});
  CHECK(addends[1].selects.empty());
}

TEST_CASE("a multiplexer has a port for each operand and one for 0, labelled by select values") {
  const Addend addend = addends_of(test::published("addnet:2-add"), 0)[0];
  CHECK(addend.selects == std::vector<int>{0, 1});
  REQUIRE(addend.ports.size() == 4);
  CHECK(addend.ports[2].input == Input{kSourceX, 3});
  CHECK(addend.ports[2].label == "10");
  CHECK_FALSE(addend.ports[3].input);
  CHECK(addend.ports[3].label == "11");
}

TEST_CASE("a sign that one bit decides is drawn at the adder, and the port depends on the other bit only") {
  const std::vector<Addend> addends = addends_of(test::published("addnet:2-add"), 1);
  CHECK(addends[0].selects == std::vector<int>{2});
  CHECK(addends[0].sign_control == report::SignControl{3, false});
  CHECK(report::sign_text(addends[0]) == "∓");
  CHECK(addends[1].ports.size() == 1);
  CHECK(report::sign_text(addends[1]) == "±");
}

TEST_CASE("a sign that two bits decide makes a port of its own") {
  const Addend addend = addends_of(test::published("addnet:3-add"), 0)[0];
  REQUIRE(addend.ports.size() == 4);
  CHECK(addend.ports[3].negate);
  CHECK(addend.ports[3].input == Input{kSourceX, 2});
  CHECK_FALSE(addend.sign_control);
}

TEST_CASE("select values are gathered in patterns") {
  CHECK(patterns({0, 1, 2, 3}, 3) == "0--");
  CHECK(patterns({5}, 3) == "101");
  CHECK(patterns({1, 2}, 2) == "01 10");
  CHECK(patterns({0}, 0).empty());
}

TEST_CASE("what is drawn of a random cell is what the cell adds, for every code") {
  for (int seed = 0; seed < test::random_cases(300); ++seed) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(seed));
    const test::SavedCase saved(circuit, "drawn-addends");
    INFO(saved.message());
    const auto selects = code_bits(circuit);
    for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
      const Cell& cell = circuit.cells[i];
      const std::vector<Addend> addends = addends_of(circuit, i);
      for (std::size_t code = 0; code < std::size_t{1} << select_bits(circuit); ++code) {
        std::size_t select = 0;
        for (std::size_t b = 0; b < selects[i].size(); ++b) select |= (code >> selects[i][b] & 1U) << b;
        std::map<int, std::int64_t> expected;
        for (const auto& term : {cell.functions[select].f, cell.functions[select].g}) {
          if (!term) continue;
          const Input& input = cell.inputs[static_cast<std::size_t>(term->input)];
          expected[input.source] += (std::int64_t{1} << input.shift) * (term->negate ? -1 : 1);
        }
        std::map<int, std::int64_t> drawn;
        for (const Addend& addend : addends) {
          const auto [source, factor] = read_drawing(addend, code);
          drawn[source] += factor;
        }
        std::erase_if(expected, [](const auto& entry) { return entry.second == 0; });
        std::erase_if(drawn, [](const auto& entry) { return entry.second == 0; });
        REQUIRE(drawn == expected);
      }
    }
    saved.passed();
  }
}
