#include "circuit/powers_of_two.hpp"

#include <algorithm>

#include "circuit/coefficient_set.hpp"
#include "circuit/mapping.hpp"
#include "circuit/presets.hpp"
#include "circuit/simulate.hpp"
#include "unit/catch.hpp"

using namespace rccm;

namespace {

// The levels as the paper builds them for three bits of magnitude: a term of {0, 1/2, 1/4, 1/16} and one of {0, 1/8}.
CoefficientSet additive_levels() {
  CoefficientSet levels;
  for (const double a : {0.0, 1.0 / 2, 1.0 / 4, 1.0 / 16}) {
    for (const double b : {0.0, 1.0 / 8}) levels.push_back(static_cast<std::int64_t>((a + b) * 16));
  }
  return distinct(levels);
}

void check_every_product(const Circuit& circuit) {
  const Mapping mapping = map_circuit(circuit);
  const auto table = coefficient_table(circuit);
  const Range range = input_range(circuit);
  for (std::int64_t x = range.low; x <= range.high; ++x) {
    for (std::size_t code = 0; code < table.size(); ++code) {
      CAPTURE(circuit.name, circuit.input_signed, x, code);
      REQUIRE(simulate(mapping, x, code) == table[code] * x);
    }
  }
}

}  // namespace

TEST_CASE("The powers of two of four bits have these coefficients for their codes") {
  CHECK(coefficient_table(pot_circuit()) == std::vector<std::int64_t>{0, 32, 1, 2, 4, 8, 16, 64});
  CHECK(coefficient_set(pot_circuit()) == mirrored({0, 1, 2, 4, 8, 16, 32, 64}));
}

TEST_CASE("The additive powers of two of four bits have these coefficients for their codes") {
  CHECK(coefficient_table(apot_circuit()) == std::vector<std::int64_t>{3, 8, 0, 1, 6, 2, 4, 10});
  CHECK(coefficient_set(apot_circuit()) == mirrored({0, 1, 2, 3, 4, 6, 8, 10}));
}

TEST_CASE("The additive powers of two are the levels that the paper defines") {
  CHECK(distinct(coefficient_table(apot_circuit())) == additive_levels());
}

TEST_CASE("Both number systems store three bits and a sign") {
  for (const Circuit& circuit : {pot_circuit(), apot_circuit()}) {
    CAPTURE(circuit.name);
    CHECK_NOTHROW(validate(circuit));
    CHECK(circuit.signless);
    CHECK(stored_bits(circuit) == kPowersOfTwoWeightBits);
    CHECK(depth(circuit) == 2);
  }
}

TEST_CASE("The LUTs of both number systems compute the product of every input and code") {
  for (const bool is_signed : {true, false}) {
    for (const int input_bits : {2, 5, 8}) {
      check_every_product(pot_circuit(input_bits, is_signed));
      check_every_product(apot_circuit(input_bits, is_signed));
    }
  }
}

TEST_CASE("Powers of two take 16 LUTs and additive ones 15 for signed 8-bit inputs") {
  CHECK(lut_count(pot_circuit()) == 16);
  CHECK(lut_count(apot_circuit()) == 15);
}

TEST_CASE("Powers of two are addressed by the width of their input and four bits") {
  const auto circuit = preset_circuit("apot:12x4", 8, false);
  REQUIRE(circuit);
  CHECK(circuit->name == "apot:12x4");
  CHECK(circuit->input_bits == 12);
  CHECK_FALSE(circuit->input_signed);
  for (const char* name : {"pot:8", "pot:8x5", "pot:1x4", "apot:8x3", "apot8x4", "apot:8x4 ", "pot:"}) {
    CAPTURE(name);
    CHECK_FALSE(preset_circuit(name));
  }
}
