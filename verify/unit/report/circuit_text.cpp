#include "report/circuit_text.hpp"

#include <sstream>

#include "circuit/mapping.hpp"
#include "report/cost_text.hpp"
#include "report/text_layout.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::circuit_text;

TEST_CASE("the published 2-Add reads like this") {
  CHECK(circuit_text(test::published("addnet:2-add")) == R"(addnet:2-add

  space         addnet
  input x       8 bits, signed
  code          4 bits, s3 .. s0
  product y     15 bits, signed
  cost          25 LUTs, 2 cells deep
  coefficients  ±{0 1 2 8 28 36 44 92}, 15 values

Structure
  u1 = gated cell, selected by s1 s0
    00: x + 4x    01: 2x + 4x   10: 8x + 4x   11: 4x
  y = dual cell, selected by s3 s2
    00: 4x - u1     01: 4x - 8·u1   10: u1 - 4x     11: 8·u1 - 4x

Nodes
  x    8 bits  signed    -128  ..    127  x · {1}
  u1  12 bits  signed   -1536  ..   1524  x · {4 5 6 12}
  y   15 bits  signed  -11776  ..  11776  x · 15 values, -92 .. 92

Cost, in LUTs
   9  carry chain       u1[10:2], carry-in 0
  15  carry chain       y[14:0], carry-in 1
   1  beside the chain  u1[1:0]
   0  wires             u1[11] = x[7]
  25  together

Coefficients by code
  code  ..00  ..01  ..10  ..11
  00..    -1    -2    -8     0
  01..   -36   -44   -92   -28
  10..     1     2     8     0
  11..    36    44    92    28
)");
}

TEST_CASE("of a signless circuit the text says where the sign is applied and what is stored") {
  const std::string text = circuit_text(test::one_signless_cell());
  CHECK_THAT(text, Catch::Contains("3 bits, s2 .. s0; stored with the sign: 4 bits"));
  CHECK_THAT(text, Catch::Contains("the sign is applied"));
  CHECK_THAT(text, Catch::Contains("Magnitudes by code\n"));
}

TEST_CASE("a choice of shifts counts among what is stored") {
  Circuit circuit = test::one_signless_cell();
  circuit.consumer_shift = 1;
  CHECK_THAT(circuit_text(circuit), Catch::Contains("stored with the sign and the shift: 5 bits"));
  circuit.signless = false;
  CHECK_THAT(circuit_text(circuit), Catch::Contains("stored with the shift: 4 bits"));
}

TEST_CASE("the coefficients of more than 64 codes are printed on request only") {
  const Circuit circuit = test::published("addnet:4-add");
  CHECK_THAT(circuit_text(circuit), Catch::Contains("256 codes: --table prints them\n"));
  const std::string whole = circuit_text(circuit, {.whole_table = true});
  CHECK_THAT(whole, Catch::Contains("\n  code     ..000  ") && Catch::Contains("\n  11111..  "));
  CHECK_THAT(whole, !Catch::Contains("--table"));
}

TEST_CASE("the lines of the cost sum up to the LUTs of the mapping, and no line is wider than the terminal") {
  for (int seed = 0; seed < test::random_cases(300); ++seed) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(seed));
    const test::SavedCase saved(circuit, "circuit-text");
    INFO(saved.message());
    const Mapping mapping = map_circuit(circuit);
    std::istringstream lines(report::cost_text(circuit, mapping));
    int sum = 0;
    int together = -1;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      std::istringstream words(line);
      int luts = 0;
      std::string what;
      words >> luts >> what;
      (what == "together" ? together : sum) += what == "together" ? luts + 1 : luts;
    }
    REQUIRE(together == lut_count(mapping));
    REQUIRE(sum == together);
    saved.passed();
  }
}
