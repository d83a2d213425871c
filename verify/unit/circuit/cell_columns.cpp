#include "circuit/cell_columns.hpp"

#include "unit/catch.hpp"

namespace rccm {
namespace {

ValueWires x_wires(int width, bool is_signed) {
  ValueWires wires;
  for (int i = 0; i < width; ++i) wires.bits.push_back(Bit::input(i));
  wires.is_signed = is_signed;
  return wires;
}

// s = 0: x + 4x; s = 1: x - 4x
const Cell kAddSubtract{Mode::kDual,
                        {{kSourceX, 0}, {kSourceX, 2}},
                        1,
                        {{Term{0, false}, Term{1, false}}, {Term{0, false}, Term{1, true}}},
                        {}};

CellColumns add_subtract() {
  return {kAddSubtract, {x_wires(4, true), x_wires(4, true)}, {Bit::code(5)}};
}

const CarryPlan kNatural{{false, false, false}, {false, true, true}};

}  // namespace

TEST_CASE("A value has constant 0 below its lowest bit") {
  CHECK(x_wires(4, true).at(-1) == Bit::constant(false));
}

TEST_CASE("A signed value repeats its top bit, a plain one continues with constant 0") {
  CHECK(x_wires(4, true).at(3) == Bit::input(3));
  CHECK(x_wires(4, true).at(4) == Bit::input(3));
  CHECK(x_wires(4, true).at(60) == Bit::input(3));
  CHECK(x_wires(4, false).at(3) == Bit::input(3));
  CHECK(x_wires(4, false).at(4) == Bit::constant(false));
}

TEST_CASE("A column sees an input's bit after its shift") {
  const CellColumns columns = add_subtract();
  CHECK(columns.data(0, 2) == Bit::input(2));
  CHECK(columns.data(1, 1) == Bit::constant(false));
  CHECK(columns.data(1, 2) == Bit::input(0));
  CHECK(columns.data(1, 9) == Bit::input(3));
}

TEST_CASE("An addend's bit is complemented where the plan says so") {
  const CellColumns columns = add_subtract();
  CHECK(columns.f_bit(kNatural, 2) == BitFunction(Bit::input(2)));
  CHECK(columns.g_bit(kNatural, 2) == operator_xor(BitFunction(Bit::input(0)), BitFunction(Bit::code(5))));
}

TEST_CASE("Below an addend's lowest bit only the complement is left of it") {
  CHECK(add_subtract().g_bit(kNatural, 0) == BitFunction(Bit::code(5)));
}

TEST_CASE("An empty addend is 0, or all ones where it is complemented") {
  const Cell cell{Mode::kDual, {{kSourceX, 0}}, 1, {{std::nullopt, Term{0, false}}, {std::nullopt, Term{0, true}}}, {}};
  const CellColumns columns(cell, {x_wires(4, true)}, {Bit::code(0)});
  CHECK(columns.f_bit({{false, false, false}, {false, true, true}}, 1) == BitFunction(false));
  CHECK(columns.f_bit({{true, false, true}, {false, true, true}}, 1) == BitFunction({Bit::code(0)}, 0b01));
}

TEST_CASE("The carry-in is a function of the select wires") {
  CHECK(add_subtract().carry_in(kNatural) == BitFunction(Bit::code(5)));
  CHECK(add_subtract().carry_in({{false, false, true}, {false, true, true}}) == BitFunction(true));
}

TEST_CASE("Select wires count in the order of the cell's code bits, not in that of the code") {
  Cell cell{Mode::kDual, {{kSourceX, 0}}, 2, {{}, {std::nullopt, Term{0, false}}, {}, {}}, {}};
  // Select value 1 sets the first select bit, which code bit 7 drives.
  const CellColumns columns(cell, {x_wires(4, true)}, {Bit::code(7), Bit::code(2)});
  const BitFunction expected({Bit::input(0), Bit::code(2), Bit::code(7)}, 0b00100000);
  CHECK(columns.g_bit(CarryPlan(4), 0) == expected);
}

}  // namespace rccm
