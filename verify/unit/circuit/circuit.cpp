#include "circuit/circuit.hpp"

#include <algorithm>

#include "circuit/addnet.hpp"
#include "circuit/presets.hpp"
#include "support/error.hpp"
#include "support/random_circuit.hpp"
#include "support/reference.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

constexpr Term kFirst{0, false};
constexpr Term kSecond{1, false};
constexpr std::optional<Term> kNone = std::nullopt;

// cell 0, gated: 2x, or x + 2x;  cell 1, dual: cell0 - x, or x - cell0
Circuit example() {
  Circuit circuit;
  circuit.name = "example";
  circuit.cells = {{Mode::kGated, {{kSourceX, 0}, {kSourceX, 1}}, 1, {{kNone, kSecond}, {kFirst, kSecond}}, {}},
                   {Mode::kDual, {{0, 0}, {kSourceX, 0}}, 1, {{kFirst, Term{1, true}}, {Term{0, true}, kSecond}}, {}}};
  return circuit;
}

// One paired cell: 0, x, 2x, 3x.
Circuit paired_example() {
  Circuit circuit;
  circuit.name = "example";
  circuit.cells = {{Mode::kPaired,
                    {{kSourceX, 0}, {kSourceX, 1}},
                    2,
                    {{kNone, kNone}, {kNone, kFirst}, {kSecond, kNone}, {kSecond, kFirst}},
                    {}}};
  return circuit;
}

// What validate() says of a circuit; empty if nothing.
std::string complaint(const Circuit& circuit) {
  try {
    validate(circuit);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kInput);
    return error.what();
  }
  return "";
}

struct Breach {
  const char* name;
  void (*commit)(Circuit&);
  const char* message;
};

}  // namespace

TEST_CASE("The examples that are broken below are valid") {
  CHECK(complaint(example()).empty());
  CHECK(complaint(paired_example()).empty());
}

TEST_CASE("A circuit that breaks a rule is refused with the cell, the field and the rule") {
  const auto breach = GENERATE(values<Breach>({
      {"x narrower than 2 bits", [](Circuit& c) { c.input_bits = 1; },
       R"(circuit "example": input_bits is 1, must be 2..32)"},
      {"x wider than 32 bits", [](Circuit& c) { c.input_bits = 33; },
       R"(circuit "example": input_bits is 33, must be 2..32)"},
      {"no cells", [](Circuit& c) { c.cells.clear(); }, R"(circuit "example": has 0 cells, must have 1..16)"},
      {"too many cells", [](Circuit& c) { c.cells.resize(17, c.cells[0]); },
       R"(circuit "example": has 17 cells, must have 1..16)"},
      {"negative select bits", [](Circuit& c) { c.cells[0].select_bits = -1; },
       R"(circuit "example": cells[0]: select_bits must be 0..5)"},
      {"too many select bits in a cell", [](Circuit& c) { c.cells[1].select_bits = 6; },
       R"(circuit "example": cells[1]: select_bits must be 0..5)"},
      {"a function too few", [](Circuit& c) { c.cells[1].functions.pop_back(); },
       R"(circuit "example": cells[1]: has 1 functions, 1 select bits need 2)"},
      {"a function too many", [](Circuit& c) { c.cells[0].functions.push_back({}); },
       R"(circuit "example": cells[0]: has 3 functions, 1 select bits need 2)"},
      {"a code bit too many",
       [](Circuit& c) {
         c.cells[0].code_bits = {0, 1};
       },
       R"(circuit "example": cells[0]: code_bits must name one code bit per select bit)"},
      {"a negative code bit", [](Circuit& c) { c.cells[0].code_bits = {-1}; },
       R"(circuit "example": cells[0]: code_bits must be 0..19)"},
      {"a code bit beyond the last", [](Circuit& c) { c.cells[1].code_bits = {20}; },
       R"(circuit "example": cells[1]: code_bits must be 0..19)"},
      {"a source before x", [](Circuit& c) { c.cells[0].inputs[1].source = -2; },
       R"(circuit "example": cells[0]: inputs[1]: source must be x or an earlier cell)"},
      {"a cell that feeds itself", [](Circuit& c) { c.cells[1].inputs[0].source = 1; },
       R"(circuit "example": cells[1]: inputs[0]: source must be x or an earlier cell)"},
      {"a cell that is fed by a later one", [](Circuit& c) { c.cells[0].inputs[0].source = 1; },
       R"(circuit "example": cells[0]: inputs[0]: source must be x or an earlier cell)"},
      {"a negative shift", [](Circuit& c) { c.cells[1].inputs[1].shift = -1; },
       R"(circuit "example": cells[1]: inputs[1]: shift must be 0..24)"},
      {"a shift beyond the greatest", [](Circuit& c) { c.cells[1].inputs[1].shift = 25; },
       R"(circuit "example": cells[1]: inputs[1]: shift must be 0..24)"},
      {"a term of an input that is missing",
       [](Circuit& c) {
         c.cells[1].functions[1].g = Term{2, false};
       },
       R"(circuit "example": cells[1]: functions[1]: input 2 does not exist)"},
      {"a term of a negative input",
       [](Circuit& c) {
         c.cells[0].functions[0].g = Term{-1, false};
       },
       R"(circuit "example": cells[0]: functions[0]: input -1 does not exist)"},
      {"two negated addends", [](Circuit& c) { c.cells[1].functions[0].f->negate = true; },
       R"(circuit "example": cells[1]: functions[0]: f and g are both negated, the carry chain can negate one)"},
      {"an idle input",
       [](Circuit& c) {
         c.cells[1].inputs.push_back({kSourceX, 3});
       },
       R"(circuit "example": cells[1]: inputs[2] is used by no function: remove it)"},
      {"a negated f of a gated cell", [](Circuit& c) { c.cells[0].functions[1].f->negate = true; },
       R"(circuit "example": cells[0]: a gated cell cannot negate its f input: use g, or mode dual)"},
      {"two f inputs of a gated cell",
       [](Circuit& c) {
         c.cells[0].inputs.push_back({kSourceX, 2});
         c.cells[0].functions[0].f = Term{2, false};
       },
       R"(circuit "example": cells[0]: a gated cell has one f input (LUT pin I5), this one uses 2: move the others to g)"},
      {"an input that is f and g of a gated cell", [](Circuit& c) { c.cells[0].functions[0].g = kFirst; },
       R"(circuit "example": cells[0]: inputs[0] is both f and g of a gated cell: list it twice, one pin for each)"},
      {"too many pins of a gated cell",
       [](Circuit& c) {
         c.cells[0].select_bits = 5;
         c.cells[0].functions.resize(32, {kFirst, kSecond});
       },
       R"(circuit "example": cells[0]: a gated cell has 5 LUT pins for g inputs and select bits)"},
      {"too many pins of a dual cell",
       [](Circuit& c) {
         c.cells[1].select_bits = 4;
         c.cells[1].functions.resize(16, {kFirst, kSecond});
       },
       R"(circuit "example": cells[1]: a dual cell has 5 LUT pins for inputs and select bits)"},
      {"cells that lead nowhere", [](Circuit& c) { c.cells[1].inputs[0].source = kSourceX; },
       R"(circuit "example": cells[0]: feeds no later cell: remove it)"},
      {"a coefficient beyond 2^30",
       [](Circuit& c) {
         c.cells[0].inputs[1].shift = 24;
         c.cells[1].inputs[0].shift = 7;
       },
       R"(circuit "example": cells[1]: computes a coefficient beyond 2^30: use smaller shifts)"},
  }));
  CAPTURE(breach.name);
  Circuit circuit = example();
  breach.commit(circuit);
  CHECK(complaint(circuit) == breach.message);
}

TEST_CASE("A paired cell that breaks a rule is refused with the cell, the field and the rule") {
  const auto breach = GENERATE(values<Breach>({
      {"no select bit",
       [](Circuit& c) {
         c.cells[0].select_bits = 0;
         c.cells[0].functions = {{kSecond, kFirst}};
       },
       R"(circuit "example": cells[0]: a paired cell needs at least one select bit)"},
      {"too many pins",
       [](Circuit& c) {
         c.cells[0].select_bits = 5;
         c.cells[0].functions.resize(32, {kSecond, kFirst});
       },
       R"(circuit "example": cells[0]: a paired cell has 6 LUT pins for inputs and select bits)"},
      {"f in the lower half", [](Circuit& c) { c.cells[0].functions[1].f = kSecond; },
       R"(circuit "example": cells[0]: functions[1]: f must be null where the top select bit of a paired cell is 0)"},
      {"a g that differs between the halves", [](Circuit& c) { c.cells[0].functions[3].g = kNone; },
       R"(circuit "example": cells[0]: functions[1] and [3]: g of a paired cell cannot depend on the top select bit)"},
      {"a code bit that drives two select bits",
       [](Circuit& c) {
         c.cells[0].code_bits = {1, 1};
       },
       R"(circuit "example": cells[0]: code_bits names a bit twice)"},
  }));
  CAPTURE(breach.name);
  Circuit circuit = paired_example();
  breach.commit(circuit);
  CHECK(complaint(circuit) == breach.message);
}

TEST_CASE("A circuit of more than 20 select bits is refused") {
  Circuit circuit;
  circuit.name = "long";
  // Five cells that choose between x and the cell before with 4 select bits each, then one with 1.
  for (int i = 0; i < 6; ++i) {
    const int bits = i < 5 ? 4 : 1;
    Cell cell{Mode::kDual, {{i - 1, 0}}, bits, {}, {}};
    cell.functions.assign(std::size_t{1} << bits, {kNone, kFirst});
    circuit.cells.push_back(cell);
  }
  CHECK(complaint(circuit) == "circuit \"long\": has 21 select bits, at most 20 are supported");
  circuit.cells.pop_back();
  CHECK(complaint(circuit).empty());
}

TEST_CASE("A circuit without a name is called circuit in messages") {
  Circuit circuit = example();
  circuit.name.clear();
  circuit.cells[1].inputs[0].shift = 99;
  CHECK(complaint(circuit) == "circuit: cells[1]: inputs[0]: shift must be 0..24");
}

TEST_CASE("Shifts that would overflow 64 bits through many cells are refused, not wrapped") {
  Circuit circuit;
  for (int i = 0; i < kMaxCells; ++i) {
    circuit.cells.push_back({Mode::kDual, {{i - 1, kMaxShift}}, 0, {{kFirst, kFirst}}, {}});
  }
  CHECK(complaint(circuit) == "circuit: cells[1]: computes a coefficient beyond 2^30: use smaller shifts");
}

TEST_CASE("Coefficients of exactly 2^30 and -2^30 are allowed") {
  Circuit circuit;
  circuit.cells = {{Mode::kDual, {{kSourceX, 24}}, 0, {{kNone, kFirst}}, {}},
                   {Mode::kDual, {{0, 6}}, 1, {{kNone, kFirst}, {kNone, Term{0, true}}}, {}}};
  CHECK(complaint(circuit).empty());
  CHECK(coefficient_table(circuit) == std::vector<std::int64_t>{1073741824, -1073741824});
}

TEST_CASE("Cells take the code bits after those of the cells before") {
  CHECK(code_bits(preset_circuit("addnet:3-add").value()) == std::vector<std::vector<int>>{{0, 1}, {2, 3}, {4, 5}});
}

TEST_CASE("Code bits that are given are kept, and the implicit ones follow the highest") {
  Circuit circuit = example();
  circuit.cells[0].code_bits = {2};
  CHECK(code_bits(circuit) == std::vector<std::vector<int>>{{2}, {3}});
  CHECK(select_bits(circuit) == 4);
}

TEST_CASE("A code bit that two cells share counts once") {
  Circuit circuit = example();
  circuit.cells[1].code_bits = {0};
  CHECK(select_bits(circuit) == 1);
  // 0: 2x - x; 1: x - 3x
  CHECK(coefficient_table(circuit) == std::vector<std::int64_t>{1, -2});
}

TEST_CASE("A table lists the first cell's select bits lowest") {
  // (2, 3) - 1, then 1 - (2, 3)
  CHECK(coefficient_table(example()) == std::vector<std::int64_t>{1, 2, -1, -2});
}

TEST_CASE("There is a coefficient table for every cell") {
  CHECK(coefficient_tables(example()) == std::vector<std::vector<std::int64_t>>{{2, 3, 2, 3}, {1, 2, -1, -2}});
}

TEST_CASE("A signless circuit stores the sign beside the code") {
  Circuit circuit = example();
  CHECK(stored_bits(circuit) == 2);
  circuit.signless = true;
  CHECK(stored_bits(circuit) == 3);
}

TEST_CASE("Cells side by side are at the same level") {
  CHECK(levels(preset_circuit("addnet:2-add").value()) == std::vector<int>{1, 2});
  CHECK(levels(preset_circuit("addnet:3-add").value()) == std::vector<int>{1, 1, 2});
  CHECK(levels(preset_circuit("addnet:4-add").value()) == std::vector<int>{1, 1, 2, 3});
}

TEST_CASE("Depth is the longest path, not the number of cells") {
  CHECK(depth(preset_circuit("addnet:3-add").value()) == 2);
  CHECK(depth(preset_circuit("addnet:4-add").value()) == 3);
}

TEST_CASE("A signed input reaches one further down than up, an unsigned one starts at 0") {
  Circuit circuit = example();
  CHECK(input_range(circuit) == Range{-128, 127});
  circuit.input_signed = false;
  CHECK(input_range(circuit) == Range{0, 255});
  circuit.input_bits = 32;
  CHECK(input_range(circuit) == Range{0, 4294967295});
}

TEST_CASE("The range of a product takes the worst of coefficient and input") {
  CHECK(value_range({-3, 2}, {-128, 127}) == Range{-381, 384});
  CHECK(value_range({1, 5}, {-128, 127}) == Range{-640, 635});
  CHECK(value_range({-3, 2}, {0, 255}) == Range{-765, 510});
  CHECK(value_range({0}, {-128, 127}) == Range{0, 0});
}

TEST_CASE("A range needs the least width that holds both of its ends") {
  struct Row {
    Range range;
    int bits;
  };
  const auto row = GENERATE(values<Row>({{{0, 0}, 1},
                                         {{0, 1}, 1},
                                         {{0, 2}, 2},
                                         {{0, 255}, 8},
                                         {{0, 256}, 9},
                                         {{-1, 0}, 1},
                                         {{-1, 1}, 2},
                                         {{-128, 127}, 8},
                                         {{-129, 0}, 9},
                                         {{-1, 128}, 9},
                                         {{-2305843009213693952, 0}, 62},
                                         {{0, 4611686017353646080}, 62}}));
  CAPTURE(row.range.low, row.range.high);
  CHECK(bits_for(row.range) == row.bits);
}

TEST_CASE("Random circuits are valid, and the same seed gives the same one") {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Circuit circuit = test::random_circuit(seed);
    INFO(test::circuit_text(circuit));
    REQUIRE(complaint(circuit).empty());
    REQUIRE(test::circuit_text(test::random_circuit(seed)) == test::circuit_text(circuit));
  }
}

TEST_CASE("The first random circuit is the same on every platform") {
  CHECK(test::circuit_text(test::random_circuit(0)) ==
        R"({"schema":"rccm.circuit/1","name":"random:0","space":"native","input_bits":20,"input_signed":true,)"
        R"("signless":false,"cells":[{"mode":"paired","inputs":[{"source":"x","shift":1},{"source":"x","shift":4}],)"
        R"("select_bits":1,"functions":[{"f":null,"g":{"input":0,"negate":false}},)"
        R"({"f":{"input":1,"negate":false},"g":{"input":0,"negate":false}}]}],)"
        R"("consumer_shift":3})"
        "\n");
}

TEST_CASE("Random circuits: each cell's value is its coefficient times x, in arbitrary precision") {
  for (int i = 0; i < test::random_cases(400); ++i) {
    const auto seed = static_cast<std::uint64_t>(i);
    const Circuit circuit = test::random_circuit(seed);
    const test::SavedCase saved(circuit, "coefficient-table");
    INFO(saved.message());
    const auto tables = coefficient_tables(circuit);
    for (const std::uint64_t code : test::codes_to_try(circuit, 64, seed)) {
      for (const std::int64_t x : test::inputs_to_try(circuit, 8, seed)) {
        const auto values = test::reference_values(circuit, x, code);
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
          REQUIRE(values[cell] == test::Integer(tables[cell][code]) * x);
        }
      }
    }
    saved.passed();
  }
}

TEST_CASE("Random circuits: both ends of every cell's range are reached, and nothing beyond") {
  int tried = 0;
  for (std::uint64_t seed = 0; tried < test::random_cases(200); ++seed) {
    const Circuit circuit = test::random_circuit(seed);
    if (circuit.input_bits > 6 || select_bits(circuit) > 6) continue;
    ++tried;
    const test::SavedCase saved(circuit, "range");
    INFO(saved.message());
    std::vector<Range> seen;
    for (const std::uint64_t code : test::codes_to_try(circuit, 64, 0)) {
      for (const std::int64_t x : test::inputs_to_try(circuit, 64, 0)) {
        const auto values = test::reference_values(circuit, x, code);
        if (seen.empty()) {
          for (const test::Integer& v : values)
            seen.push_back({v.convert_to<std::int64_t>(), v.convert_to<std::int64_t>()});
        }
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
          seen[cell].low = std::min(seen[cell].low, values[cell].convert_to<std::int64_t>());
          seen[cell].high = std::max(seen[cell].high, values[cell].convert_to<std::int64_t>());
        }
      }
    }
    const auto tables = coefficient_tables(circuit);
    for (std::size_t cell = 0; cell < seen.size(); ++cell) {
      REQUIRE(value_range(tables[cell], input_range(circuit)) == seen[cell]);
    }
    saved.passed();
  }
}

}  // namespace rccm
