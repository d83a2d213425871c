#include "circuit/bit_function.hpp"

#include <algorithm>
#include <map>

#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

using test::Random;

// Wires of all kinds, in order.
const std::vector<Bit> kWires{Bit::input(0), Bit::input(3),      Bit::input(7),      Bit::code(0),
                              Bit::code(2),  Bit::of_cell(0, 1), Bit::of_cell(0, 2), Bit::of_cell(1, 0)};

std::function<bool(Bit)> assignment(std::size_t index) {
  return [index](Bit bit) {
    const auto found = std::find(kWires.begin(), kWires.end(), bit);
    return ((index >> (found - kWires.begin())) & 1) != 0;
  };
}

// A function of up to `most` of the wires; it may turn out to depend on fewer.
BitFunction random_function(Random& random, int most) {
  LutWires support;
  while (static_cast<int>(support.size()) < most) {
    const Bit bit = kWires[static_cast<std::size_t>(random.between(0, 7))];
    support.insert(bit);
  }
  return {support, random.next()};
}

}  // namespace

TEST_CASE("A bit function evaluates to the table entry that its wires select") {
  const BitFunction function({Bit::input(0), Bit::code(0)}, 0b0100);  // code and not x
  for (std::size_t i = 0; i < 4; ++i) {
    const bool x = (i & 1) != 0;
    const bool code = (i & 2) != 0;
    CAPTURE(x, code);
    CHECK(function.evaluate([&](Bit bit) { return bit == Bit::input(0) ? x : code; }) == (code && !x));
  }
}

TEST_CASE("Wires that do not matter leave the support, so that equal functions are equal") {
  // (a and b) or (a and not b), over three wires of which the last is never looked at
  const BitFunction function({Bit::input(0), Bit::input(1), Bit::input(2)}, 0b10101010);
  CHECK(function == BitFunction(Bit::input(0)));
  CHECK(function.support() == LutWires{Bit::input(0)});
  CHECK(function.table() == 0b10);
}

TEST_CASE("Table entries beyond the support are ignored") {
  CHECK(BitFunction({Bit::input(0)}, 0xfffe) == BitFunction(Bit::input(0)));
  CHECK(BitFunction({}, 0xff) == BitFunction(true));
}

TEST_CASE("A bit function that is a constant or a wire says so") {
  CHECK(BitFunction(false).as_wire() == Bit::constant(false));
  CHECK(BitFunction(Bit::constant(true)).as_wire() == Bit::constant(true));
  CHECK(BitFunction(Bit::code(3)).as_wire() == Bit::code(3));
  CHECK_FALSE(BitFunction({Bit::code(3)}, 0b01).as_wire());
  CHECK_FALSE(BitFunction({Bit::code(0), Bit::code(1)}, 0b1000).as_wire());
}

TEST_CASE("The table over more pins than the support repeats where a pin does not matter") {
  const BitFunction b(Bit::input(1));
  CHECK(b.table_over(LutWires{Bit::input(0), Bit::input(1)}) == 0b1100);
  CHECK(b.table_over(LutWires{Bit::input(1), Bit::input(0)}) == 0b1010);
  CHECK(BitFunction(true).table_over(LutWires{Bit::input(0)}) == 0b11);
  CHECK(BitFunction(Bit::input(0)).repeated_table_over(LutWires{Bit::input(0)}) == 0xaaaaaaaaaaaaaaaa);
}

TEST_CASE("The joint support of two functions is the sorted union of theirs") {
  const BitFunction a({Bit::input(0), Bit::code(1)}, 0b0110);
  const BitFunction b({Bit::input(0), Bit::input(2)}, 0b0110);
  CHECK(joint_support(a, b) == LutWires{Bit::input(0), Bit::input(2), Bit::code(1)});
  CHECK(joint_support(a, b, 3).has_value());
  CHECK_FALSE(joint_support(a, b, 2));
}

TEST_CASE("A wire whose value is known leaves the function") {
  const BitFunction choice({Bit::input(0), Bit::input(1), Bit::code(0)}, 0b11001010);  // code ? x1 : x0
  CHECK(choice.where(Bit::code(0), false) == BitFunction(Bit::input(0)));
  CHECK(choice.where(Bit::code(0), true) == BitFunction(Bit::input(1)));
  CHECK(choice.where(Bit::input(0), true) == BitFunction({Bit::input(1), Bit::code(0)}, 0b1011));
  CHECK(choice.where(Bit::code(5), true) == choice);
}

TEST_CASE("A multiplexer passes the entry that its selects name") {
  // Four entries over variables 0 and 1, chosen by variables 2 (low bit) and 3.
  std::array<std::uint64_t, 4> entries{kVariableTables[0], kVariableTables[1], 0, ~std::uint64_t{0}};
  CHECK((multiplex(entries, std::array<std::size_t, 2>{2, 3}) & 0xffff) == 0xf0ca);
}

TEST_CASE("LUT wires are compared like words in a dictionary") {
  CHECK(LutWires{Bit::input(0)} == LutWires{Bit::input(0)});
  CHECK(LutWires{Bit::input(0), Bit::input(5)} < LutWires{Bit::input(1)});
  CHECK(LutWires{} < LutWires{Bit::input(0)});
}

TEST_CASE("LUT wires that are inserted are sorted and held once") {
  LutWires wires{Bit::input(0), Bit::code(0)};
  wires.insert(Bit::input(4));
  wires.insert(Bit::code(0));
  CHECK(wires == LutWires{Bit::input(0), Bit::input(4), Bit::code(0)});
  wires.erase(0);
  CHECK(wires == LutWires{Bit::input(4), Bit::code(0)});
}

TEST_CASE("Random functions: and, or, xor and majority agree with their definition on every assignment") {
  for (int i = 0; i < test::random_cases(300); ++i) {
    Random random(static_cast<std::uint64_t>(i));
    const BitFunction a = random_function(random, random.between(0, 4));
    const BitFunction b = random_function(random, random.between(0, 4));
    const BitFunction c = random_function(random, random.between(0, 3));
    const MaybeFunction both = operator_and(a, b);
    const MaybeFunction either = operator_or(a, b);
    const MaybeFunction different = operator_xor(a, b);
    const MaybeFunction most = majority(a, b, c);
    bool agree = true;
    for (std::size_t index = 0; index < 256; ++index) {
      const auto value_of = assignment(index);
      const bool p = a.evaluate(value_of);
      const bool q = b.evaluate(value_of);
      const bool r = c.evaluate(value_of);
      agree = agree && (!both || both->evaluate(value_of) == (p && q)) &&
              (!either || either->evaluate(value_of) == (p || q)) &&
              (!different || different->evaluate(value_of) == (p != q)) &&
              (!most || most->evaluate(value_of) == (p + q + r >= 2));
    }
    CAPTURE(i);
    REQUIRE(agree);
  }
}

TEST_CASE("Random functions: a function depends on every wire of its support, which is sorted") {
  for (int i = 0; i < test::random_cases(300); ++i) {
    Random random(static_cast<std::uint64_t>(i));
    const BitFunction function = random_function(random, random.between(0, 6));
    CAPTURE(i);
    REQUIRE(std::is_sorted(function.support().begin(), function.support().end()));
    for (const Bit& bit : function.support()) {
      const std::size_t flip = std::size_t{1} << (std::find(kWires.begin(), kWires.end(), bit) - kWires.begin());
      bool matters = false;
      for (std::size_t index = 0; index < 256; ++index) {
        matters = matters || function.evaluate(assignment(index)) != function.evaluate(assignment(index ^ flip));
      }
      REQUIRE(matters);
    }
  }
}

TEST_CASE("Random functions: the table over its wires in another order describes the function") {
  for (int i = 0; i < test::random_cases(300); ++i) {
    Random random(static_cast<std::uint64_t>(i));
    const BitFunction function = random_function(random, random.between(0, 6));
    LutWires pins = function.support();
    std::reverse(pins.begin(), pins.end());
    const std::uint64_t table = function.table_over(pins);
    bool agree = true;
    for (std::size_t entry = 0; entry < std::size_t{1} << pins.size(); ++entry) {
      const auto value_of = [&](Bit bit) {
        return ((entry >> (std::find(pins.begin(), pins.end(), bit) - pins.begin())) & 1) != 0;
      };
      agree = agree && function.evaluate(value_of) == (((table >> entry) & 1) != 0);
    }
    CAPTURE(i);
    REQUIRE(agree);
  }
}

TEST_CASE("A formula that would need seven wires has no function, and no formula over it has one") {
  const BitFunction four({kWires[0], kWires[1], kWires[2], kWires[3]}, 0x6996);
  const BitFunction other({kWires[4], kWires[5], kWires[6]}, 0x96);
  CHECK_FALSE(operator_xor(four, other));
  CHECK_FALSE(operator_and(operator_xor(four, other), BitFunction(false)));
  CHECK_FALSE(majority(four, std::nullopt, BitFunction(true)));
}

TEST_CASE("Wires that cancel out free their pins") {
  const BitFunction six({kWires[0], kWires[1], kWires[2], kWires[3], kWires[4], kWires[5]}, 0x6996966996696996);
  CHECK(operator_xor(six, six) == BitFunction(false));
}

}  // namespace rccm
