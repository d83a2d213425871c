#include "circuit/mapping.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "circuit/addnet.hpp"
#include "circuit/coefficient_set.hpp"
#include "circuit/json.hpp"
#include "circuit/presets.hpp"
#include "circuit/simulate.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

constexpr std::optional<Term> kNone = std::nullopt;

// One signless cell, three select bits: 0, x, 2x, 4x, then the same plus 0, 2x, 4x, 4x.
Circuit signless_cell() {
  constexpr Term kX{0, false};
  constexpr Term k2X{1, false};
  constexpr Term k4X{2, false};
  Circuit circuit;
  circuit.name = "signless cell";
  circuit.signless = true;
  circuit.cells = {
      {Mode::kPaired,
       {{kSourceX, 0}, {kSourceX, 1}, {kSourceX, 2}},
       3,
       {{kNone, kNone}, {kNone, kX}, {kNone, k2X}, {kNone, k4X}, {kNone, kNone}, {k2X, kX}, {k4X, k2X}, {k4X, k4X}},
       {}}};
  return circuit;
}

bool entry(std::uint64_t init, std::size_t address) {
  return ((init >> address) & 1) != 0;
}

// The table with its variables in another order: wires[i] is the wire that variable i of the result stands for. Pins
// that none of the wires is on are tied to their constants.
std::uint64_t reordered(const ChainColumn& column, const std::vector<Bit>& wires, bool o5) {
  std::uint64_t result = 0;
  for (std::size_t assignment = 0; assignment < std::size_t{1} << wires.size(); ++assignment) {
    std::size_t address = 0;
    for (std::size_t pin = 0; pin < (o5 ? 5 : 6); ++pin) {
      const auto found = std::find(wires.begin(), wires.end(), column.pins[pin]);
      const bool value = found != wires.end() ? entry(assignment, static_cast<std::size_t>(found - wires.begin()))
                                              : column.pins[pin] == Bit::constant(true);
      if (value) address |= std::size_t{1} << pin;
    }
    if (entry(column.init, address)) result |= std::uint64_t{1} << assignment;
  }
  return result;
}

const ChainColumn& column_of(const Mapping& mapping, std::size_t cell, int bit) {
  const Chain& chain = mapping.cells[cell].chain;
  return chain.columns.at(static_cast<std::size_t>(bit - chain.first));
}

template <typename Check>
void for_random_circuits(const char* property, Check check) {
  for (int i = 0; i < test::random_cases(400); ++i) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(i));
    const test::SavedCase saved(circuit, property);
    INFO(saved.message());
    check(circuit, map_circuit(circuit));
    saved.passed();
  }
}

}  // namespace

TEST_CASE("One signless cell of coefficients 0 1 2 3 4 6 8 costs 10 LUTs for signed 8-bit inputs") {
  const Circuit circuit = signless_cell();
  CHECK(to_text(coefficient_set(circuit)) == "±{0 1 2 3 4 6 8}");
  CHECK(stored_bits(circuit) == 4);
  CHECK(lut_count(circuit) == 10);
}

TEST_CASE("An interior column of a type A cell is the published LUT: I5 is B1, the others choose what is added") {
  // Variables A1, A2, A3, B1, s0, s1: A_s xor B1, and B1 alone at s = 3.
  const Mapping mapping = map_circuit(addnet_circuit({{{{0, 1, 3}, 2, 0}}, {{0, 3}, 2}}));
  const std::vector<Bit> wires{Bit::input(5), Bit::input(4), Bit::input(2), Bit::input(3), Bit::code(0), Bit::code(1)};
  const ChainColumn& column = column_of(mapping, 0, 5);
  CHECK(column.pins[5] == Bit::input(3));
  CHECK(reordered(column, wires, false) == 0xff000ff033cc55aa);
  // O5 is A_s, which the chain carries on where it differs from B1.
  CHECK(reordered(column, {Bit::input(5), Bit::input(4), Bit::input(2), Bit::code(0), Bit::code(1)}, true) ==
        0x00f0ccaa);
}

TEST_CASE("An interior column of a type B cell is the published LUT: I5 is tied high") {
  // Variables A1, A2, B1, s0, s1: O6 is A_s0 xnor B1, O5 is B1 xor s1.
  const Mapping mapping = map_circuit(addnet_circuit({{{{0, 1, 3}, 2, 0}}, {{0, 3}, 2}}));
  const std::vector<Bit> wires{Bit::of_cell(0, 6), Bit::of_cell(0, 3), Bit::input(4), Bit::code(2), Bit::code(3)};
  const ChainColumn& column = column_of(mapping, 1, 6);
  CHECK(column.pins[5] == Bit::constant(true));
  CHECK(reordered(column, wires, false) == 0xc3a5c3a5);
  CHECK(reordered(column, wires, true) == 0x0f0ff0f0);
}

TEST_CASE("A cell that only passes a shifted value is wires") {
  Circuit circuit;
  circuit.cells = {{Mode::kDual, {{kSourceX, 3}}, 0, {{kNone, Term{0, false}}}, {}}};
  const Mapping mapping = map_circuit(circuit);
  CHECK(lut_count(mapping) == 0);
  CHECK(mapping.cells[0].bits[2].driver.wire == Bit::constant(false));
  CHECK(mapping.cells[0].bits[3].driver.wire == Bit::input(0));
  CHECK(simulate(mapping, -128, 0) == -1024);
}

TEST_CASE("A circuit whose only coefficient is zero is a constant") {
  Circuit circuit;
  circuit.cells = {{Mode::kDual, {}, 0, {{}}, {}}};
  CHECK(lut_count(circuit) == 0);
  CHECK(simulate(map_circuit(circuit), 5, 0) == 0);
}

TEST_CASE("High bits that no later cell sees are dropped") {
  // 9x - 8x = x: of the 12 bits of 9x only the low 8 matter.
  Circuit circuit;
  circuit.cells = {{Mode::kDual, {{kSourceX, 0}, {kSourceX, 3}}, 0, {{Term{0, false}, Term{1, false}}}, {}},
                   {Mode::kDual, {{0, 0}, {kSourceX, 3}}, 0, {{Term{0, false}, Term{1, true}}}, {}}};
  const Mapping mapping = map_circuit(circuit);
  CHECK(mapping.cells[0].range == Range{-1152, 1143});
  CHECK(mapping.cells[0].width() == 8);
  CHECK(mapping.cells[0].is_truncated);
  CHECK_FALSE(mapping.cells[0].is_signed);
  CHECK_FALSE(mapping.cells[1].is_truncated);
  for (int x = -128; x < 128; ++x) REQUIRE(simulate(mapping, x, 0) == x);
}

TEST_CASE("A cell whose bits are all above the product's width keeps one bit, a constant that costs nothing") {
  // (u << 8) - (u << 8): cell 1 uses cell 0 only above its own width.
  Circuit circuit;
  circuit.input_bits = 2;
  circuit.cells = {
      {Mode::kDual, {{kSourceX, 0}, {kSourceX, 1}}, 1, {{Term{0, false}, Term{1, false}}, {kNone, kNone}}, {}},
      {Mode::kDual, {{0, 8}, {0, 8}}, 0, {{Term{0, false}, Term{1, true}}}, {}}};
  const Mapping mapping = map_circuit(circuit);
  CHECK(mapping.cells[0].width() == 1);
  CHECK(mapping.cells[1].range == Range{0, 0});
  CHECK(lut_count(mapping) == 0);
  for (int x = -2; x < 2; ++x) CHECK(simulate(mapping, x, 0) == 0);
}

TEST_CASE("The negation that only one select value needs costs no LUT of its own") {
  // A cell with -A1+B1 at s = 3 against the same with B1.
  const auto first_cell = [](int fourth) {
    Circuit circuit = addnet_circuit({{{{0, 1, 3}, 2, fourth}}, {{0, 3}, 2}});
    circuit.cells.pop_back();
    return lut_count(circuit);
  };
  CHECK(first_cell(0) == 10);
  CHECK(first_cell(1) == 10);
}

TEST_CASE("The top bit of a product with positive coefficients is a LUT beside the chain or the sign of x itself") {
  // 5x for signed x: the sign of x; 0 or 5x: the sign of x where the select bit is 1.
  Circuit circuit;
  circuit.cells = {{Mode::kDual, {{kSourceX, 0}, {kSourceX, 2}}, 0, {{Term{0, false}, Term{1, false}}}, {}}};
  const Mapping always = map_circuit(circuit);
  CHECK(always.cells[0].bits.back().driver.wire == Bit::input(7));
  circuit.cells[0].select_bits = 1;
  circuit.cells[0].functions.insert(circuit.cells[0].functions.begin(), Function{});
  const Mapping gated = map_circuit(circuit);
  REQUIRE(gated.cells[0].bits.back().origin == BitOrigin::kLogic);
  const LogicLut& sign = gated.logic[static_cast<std::size_t>(gated.cells[0].bits.back().driver.logic->lut)];
  CHECK((sign.o6 == BitFunction({Bit::input(7), Bit::code(0)}, 0b1000) ||
         sign.o5 == BitFunction({Bit::input(7), Bit::code(0)}, 0b1000)));
}

TEST_CASE("Cells of one level share a LUT for the same function") {
  // Two cells that compute the same from the same code bit.
  const Cell three{Mode::kDual, {{kSourceX, 0}, {kSourceX, 1}}, 0, {{Term{0, false}, Term{1, false}}}, {}};
  Circuit circuit;
  circuit.cells = {three, three, {Mode::kDual, {{0, 0}, {1, 4}}, 0, {{Term{0, false}, Term{1, false}}}, {}}};
  const Mapping mapping = map_circuit(circuit);
  std::set<BitFunction> functions;
  std::size_t count = 0;
  for (const LogicLut& lut : mapping.logic) {
    if (lut.level != 1) continue;
    functions.insert(lut.o6);
    ++count;
    if (lut.o5) {
      functions.insert(*lut.o5);
      ++count;
    }
  }
  CHECK(functions.size() == count);
  CHECK(simulate(mapping, 100, 0) == 100 * 3 * 17);
}

TEST_CASE("Cells of one level are mapped together, so that functions they share are paid once") {
  // Two cells that differ only in where one of their inputs is: alone they cost 9 and 10 LUTs.
  constexpr Term kX{0, false};
  Cell cell{Mode::kGated,
            {{kSourceX, 0}, {kSourceX, 4}, {kSourceX, 3}, {kSourceX, 5}},
            2,
            {{kNone, Term{3, false}}, {kNone, Term{2, false}}, {kX, Term{3, false}}, {kX, Term{1, false}}},
            {0, 1}};
  Circuit circuit;
  circuit.input_bits = 6;
  circuit.cells = {cell};
  cell.inputs[3].shift = 6;
  circuit.cells.push_back(cell);
  circuit.cells.push_back({Mode::kDual, {{0, 0}, {1, 4}}, 0, {{Term{0, false}, Term{1, false}}}, {}});
  CHECK(lut_count(circuit) == 28);
}

TEST_CASE("Of mappings that cost the same the one with the fewest functions beside the chains is chosen") {
  // 2x or 4x for x in 0..3: two columns and the carry out of them, or three functions on two LUTs.
  Circuit circuit;
  circuit.input_bits = 2;
  circuit.input_signed = false;
  circuit.cells = {
      {Mode::kPaired, {{kSourceX, 1}}, 1, {{kNone, Term{0, false}}, {Term{0, false}, Term{0, false}}}, {}}};
  const Mapping mapping = map_circuit(circuit);
  CHECK(mapping.logic.empty());
  CHECK(mapping.cells[0].chain.columns.size() == 2);
  CHECK(mapping.cells[0].chain.has_carry_out);
}

TEST_CASE("A LUT of one function has the table over its wires as INIT word") {
  const LogicLut lut{1, BitFunction({Bit::input(0), Bit::code(0)}, 0b1000), std::nullopt};
  CHECK(lut.pins() == std::vector<Bit>{Bit::input(0), Bit::code(0)});
  CHECK(lut.init() == 0b1000);
}

TEST_CASE("A LUT of two functions has O5 in the lower half of its INIT word and O6 in the upper") {
  const LogicLut lut{1, BitFunction({Bit::input(0), Bit::code(0)}, 0b1000),
                     BitFunction({Bit::input(1), Bit::code(0)}, 0b0110)};
  CHECK(lut.pins() == std::vector<Bit>{Bit::input(0), Bit::input(1), Bit::code(0)});
  CHECK(lut.init() == 0xa0a0a0a03c3c3c3c);
}

TEST_CASE("The LUT count is the sum of chain columns and LUTs beside the chains") {
  Mapping mapping;
  mapping.cells.resize(2);
  mapping.cells[0].chain.columns.resize(5);
  mapping.cells[1].chain.columns.resize(7);
  mapping.logic.resize(3);
  CHECK(lut_count(mapping) == 15);
}

TEST_CASE("Random circuits: mapping twice gives the same, and the count is that of the mapping") {
  for_random_circuits("deterministic", [](const Circuit& circuit, const Mapping& mapping) {
    const Mapping again = map_circuit(circuit);
    REQUIRE(lut_count(circuit) == lut_count(mapping));
    REQUIRE(again.logic.size() == mapping.logic.size());
    for (std::size_t i = 0; i < mapping.logic.size(); ++i) {
      REQUIRE(again.logic[i].o6 == mapping.logic[i].o6);
      REQUIRE(again.logic[i].o5 == mapping.logic[i].o5);
    }
    for (std::size_t c = 0; c < mapping.cells.size(); ++c) {
      const Chain& first = mapping.cells[c].chain;
      const Chain& second = again.cells[c].chain;
      REQUIRE(
          std::equal(first.columns.begin(), first.columns.end(), second.columns.begin(), second.columns.end(),
                     [](const ChainColumn& a, const ChainColumn& b) { return a.pins == b.pins && a.init == b.init; }));
    }
  });
}

TEST_CASE("Random circuits: LUTs beside the chains have 1 to 6 wires, at most 5 for two functions, and no constants") {
  for_random_circuits("logic-pins", [](const Circuit&, const Mapping& mapping) {
    for (const LogicLut& lut : mapping.logic) {
      const std::vector<Bit> pins = lut.pins();
      REQUIRE_FALSE(pins.empty());
      REQUIRE(pins.size() <= (lut.o5 ? 5U : 6U));
      REQUIRE(std::none_of(pins.begin(), pins.end(), [](const Bit& bit) { return bit.is_constant(); }));
    }
  });
}

TEST_CASE("Random circuits: no function stands beside the chains twice in a level, and none is a mere wire") {
  for_random_circuits("logic-functions", [](const Circuit&, const Mapping& mapping) {
    std::set<std::pair<int, BitFunction>> seen;
    for (const LogicLut& lut : mapping.logic) {
      REQUIRE(seen.emplace(lut.level, lut.o6).second);
      REQUIRE_FALSE(lut.o6.as_wire());
      if (!lut.o5) continue;
      REQUIRE(seen.emplace(lut.level, *lut.o5).second);
      REQUIRE_FALSE(lut.o5->as_wire());
    }
  });
}

TEST_CASE("Random circuits: every LUT output beside the chains is used") {
  for_random_circuits("logic-used", [](const Circuit&, const Mapping& mapping) {
    std::set<std::pair<int, bool>> used;
    const auto use = [&](const Driver& driver) {
      if (driver.logic) used.emplace(driver.logic->lut, driver.logic->is_o5);
    };
    for (const MappedCell& cell : mapping.cells) {
      use(cell.chain.carry_in);
      for (const ResultBit& bit : cell.bits) use(bit.driver);
    }
    for (std::size_t i = 0; i < mapping.logic.size(); ++i) {
      REQUIRE(used.contains({static_cast<int>(i), false}));
      if (mapping.logic[i].o5) REQUIRE(used.contains({static_cast<int>(i), true}));
    }
  });
}

TEST_CASE("Random circuits: a chain lies within its cell's result") {
  for_random_circuits("chain", [](const Circuit&, const Mapping& mapping) {
    for (const MappedCell& cell : mapping.cells) {
      const int columns = static_cast<int>(cell.chain.columns.size());
      REQUIRE(cell.chain.first + columns + (cell.chain.has_carry_out ? 1 : 0) <= cell.width());
      for (int bit = 0; bit < cell.width(); ++bit) {
        const BitOrigin origin = cell.bits[static_cast<std::size_t>(bit)].origin;
        if (origin == BitOrigin::kSum) REQUIRE((bit >= cell.chain.first && bit < cell.chain.first + columns));
        if (origin == BitOrigin::kCarryOut) {
          REQUIRE(cell.chain.has_carry_out);
          REQUIRE(bit == cell.chain.first + columns);
        }
      }
    }
  });
}

TEST_CASE("Random circuits: O5 of a chain column is the half of its table where I5 is 0, as the mode demands") {
  for_random_circuits("column-pins", [](const Circuit& circuit, const Mapping& mapping) {
    for (std::size_t c = 0; c < mapping.cells.size(); ++c) {
      for (const ChainColumn& column : mapping.cells[c].chain.columns) {
        for (std::size_t pin = 0; pin < 5; ++pin) REQUIRE(column.pins[pin] != Bit::constant(true));
        if (circuit.cells[c].mode == Mode::kDual) REQUIRE(column.pins[5] == Bit::constant(true));
        if (circuit.cells[c].mode == Mode::kPaired) {
          REQUIRE(column.pins[5] == Bit::code(code_bits(circuit)[c].back()));
        }
      }
    }
  });
}

TEST_CASE("Random circuits: a wire is read only from x, the code and earlier cells") {
  for_random_circuits("wires", [](const Circuit& circuit, const Mapping& mapping) {
    const auto exists = [&](const Bit& bit, std::size_t before) {
      switch (bit.kind) {
        case Bit::Kind::kConstant:
          return true;
        case Bit::Kind::kInput:
          return bit.index < circuit.input_bits;
        case Bit::Kind::kCode:
          return bit.index < mapping.select_bits;
        case Bit::Kind::kCell:
          return static_cast<std::size_t>(bit.cell) < before &&
                 bit.index < mapping.cells[static_cast<std::size_t>(bit.cell)].width();
      }
      return false;
    };
    for (std::size_t c = 0; c < mapping.cells.size(); ++c) {
      const MappedCell& cell = mapping.cells[c];
      for (const ChainColumn& column : cell.chain.columns) {
        for (const Bit& pin : column.pins) REQUIRE(exists(pin, c));
      }
      REQUIRE(exists(cell.chain.carry_in.wire, c));
      // A result bit may be a copy of a lower bit of the same cell.
      for (const ResultBit& bit : cell.bits) REQUIRE(exists(bit.driver.wire, c + 1));
    }
    for (const LogicLut& lut : mapping.logic) {
      for (const Bit& pin : lut.pins()) {
        REQUIRE(exists(pin, mapping.cells.size()));
        if (pin.kind == Bit::Kind::kCell) REQUIRE(mapping.cells[static_cast<std::size_t>(pin.cell)].level < lut.level);
      }
    }
  });
}

TEST_CASE("Random circuits: a result is as wide as its range, unless its high bits are not needed") {
  for_random_circuits("width", [](const Circuit& circuit, const Mapping& mapping) {
    const auto tables = coefficient_tables(circuit);
    for (std::size_t c = 0; c < mapping.cells.size(); ++c) {
      const MappedCell& cell = mapping.cells[c];
      REQUIRE(cell.range == value_range(tables[c], input_range(circuit)));
      REQUIRE(cell.is_truncated == (cell.width() < bits_for(cell.range)));
      REQUIRE(cell.width() <= bits_for(cell.range));
      REQUIRE(cell.is_signed == (cell.range.low < 0 && !cell.is_truncated));
    }
    REQUIRE_FALSE(mapping.cells.back().is_truncated);
  });
}

}  // namespace rccm
