#include "circuit/booth.hpp"

#include "circuit/mapping.hpp"
#include "circuit/presets.hpp"
#include "circuit/simulate.hpp"
#include "unit/catch.hpp"

using namespace rccm;

TEST_CASE("A Booth multiplier's code is the weight in two's complement") {
  for (int weight_bits = kMinBoothWeightBits; weight_bits <= 8; ++weight_bits) {
    const auto table = coefficient_table(booth_circuit(weight_bits));
    REQUIRE(table.size() == std::size_t{1} << weight_bits);
    for (std::size_t code = 0; code < table.size(); ++code) {
      const auto value = static_cast<std::int64_t>(code);
      const bool is_negative = (code >> (weight_bits - 1)) != 0;
      CAPTURE(weight_bits, code);
      CHECK(table[code] == (is_negative ? value - (std::int64_t{1} << weight_bits) : value));
    }
  }
}

TEST_CASE("The LUTs of a mapped Booth multiplier compute the product of every input and weight") {
  for (const bool is_signed : {true, false}) {
    const Circuit circuit = booth_circuit(5, 6, is_signed);
    const Mapping mapping = map_circuit(circuit);
    const auto table = coefficient_table(circuit);
    const Range range = input_range(circuit);
    for (std::int64_t x = range.low; x <= range.high; ++x) {
      for (std::size_t code = 0; code < table.size(); ++code) {
        CAPTURE(is_signed, x, code);
        REQUIRE(simulate(mapping, x, code) == table[code] * x);
      }
    }
  }
}

TEST_CASE("A Booth multiplier costs one row of LUTs per digit, as the literature has it") {
  // 36 to 40, 27 to 30, 18 to 20 and 9 to 10 LUTs are what radix-4 arrays of these sizes are known to take.
  CHECK(lut_count(booth_circuit(8)) == 39);
  CHECK(lut_count(booth_circuit(6)) == 29);
  CHECK(lut_count(booth_circuit(4)) == 19);
  CHECK(lut_count(booth_circuit(3)) == 18);
  CHECK(lut_count(booth_circuit(2)) == 9);
}

TEST_CASE("A Booth multiplier is addressed by the widths of its input and weight") {
  const auto circuit = preset_circuit("booth:12x5");
  REQUIRE(circuit);
  CHECK(circuit->input_bits == 12);
  CHECK(select_bits(*circuit) == 5);
  CHECK_NOTHROW(validate(*circuit));
  for (const char* name : {"booth:8", "booth:8x", "booth:8x1", "booth:1x4", "booth:33x4", "booth:8x17", "booth:8x4 "}) {
    CAPTURE(name);
    CHECK_FALSE(preset_circuit(name));
  }
}
