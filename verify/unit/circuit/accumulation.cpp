#include "circuit/accumulation.hpp"

#include <catch2/catch.hpp>

#include "circuit/booth.hpp"
#include "circuit/mapping.hpp"
#include "circuit/presets.hpp"
#include "support/error.hpp"

namespace rccm {
namespace {

Input x(int shift) {
  return {kSourceX, shift};
}

std::optional<Term> plus(int input) {
  return Term{input, false};
}

// ±{0 1 2 3 4 6 8}
Circuit signless_cell() {
  Cell cell{Mode::kGated,
            {x(1), x(0), x(2)},
            3,
            {{std::nullopt, std::nullopt},
             {std::nullopt, plus(1)},
             {plus(0), std::nullopt},
             {plus(0), plus(1)},
             {std::nullopt, plus(2)},
             {plus(0), plus(2)},
             {std::nullopt, std::nullopt},
             {std::nullopt, plus(1)}},
            {}};
  return {"cell", Space::kNative, 8, true, true, {cell}};
}

}  // namespace

TEST_CASE("A multiply-accumulate costs its multiplier and its share of the adders") {
  const Circuit circuit = signless_cell();
  const int luts = lut_count(circuit);
  // The product is 6 · 127 .. -6 · 128: 11 bits. One lane: the multiplier and the accumulator.
  CHECK(mac_cost(circuit, {1, 20}).luts == luts + 20);
  // Two lanes: ± (p ± q) lies in -1536 .. 1536 - 12: 12 bits; the accumulator adds or subtracts the sum.
  CHECK(mac_cost(circuit, {2, 20}).luts == luts + (12 + 20) / 2.0);
  // Four lanes: two sums of 12 bits and one of 13.
  CHECK(mac_cost(circuit, {4, 20}).luts == luts + (12 + 12 + 13 + 20) / 4.0);
  CHECK(mac_cost(circuit, {4, 20}).summation == Summation::kTree);
}

TEST_CASE("Booth rows are added to the running sum one by one") {
  const Circuit booth = booth_circuit(4, 8, true);
  const MacCost cost = mac_cost(booth, {16, 20});
  CHECK(cost.summation == Summation::kFused);
  CHECK(cost.luts > 26);
  CHECK(cost.luts < 31);
  CHECK(cost.luts < lut_count(booth) + 12);
}

TEST_CASE("A choice of the consumer needs a chain") {
  Circuit circuit = signless_cell();
  const MacCost tree = mac_cost(circuit);
  circuit.consumer_shift = 1;
  const MacCost chain = mac_cost(circuit);
  CHECK(chain.summation == Summation::kChain);
  CHECK(chain.luts > tree.luts);
  CHECK(stored_bits(circuit) == 5);
}

TEST_CASE("Impossible dot products are refused") {
  CHECK_THROWS_AS(mac_cost(signless_cell(), {0, 20}), Error);
  CHECK_THROWS_AS(mac_cost(signless_cell(), {16, 0}), Error);
}

}  // namespace rccm
