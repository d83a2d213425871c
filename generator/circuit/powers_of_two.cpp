#include "circuit/powers_of_two.hpp"

#include <optional>
#include <string>

namespace rccm {
namespace {

constexpr std::optional<Term> kNone;
constexpr std::optional<Term> plus(int input) {
  return Term{input, false};
}
constexpr std::optional<Term> minus(int input) {
  return Term{input, true};
}

// x or 2x, as bit 0 of the code says: no carries, so that two bits share a LUT.
Cell doubler() {
  return {Mode::kDual, {{kSourceX, 0}, {kSourceX, 1}}, 1, {{kNone, plus(0)}, {kNone, plus(1)}}, {0}};
}

Circuit signless(const std::string& family, int input_bits, bool input_signed, Cell last) {
  Circuit circuit;
  circuit.name = family + ":" + std::to_string(input_bits) + "x" + std::to_string(kPowersOfTwoWeightBits);
  circuit.space = Space::kBaseline;
  circuit.input_bits = input_bits;
  circuit.input_signed = input_signed;
  circuit.signless = true;
  circuit.cells = {doubler(), std::move(last)};
  return circuit;
}

}  // namespace

// Both were found by trying every first cell that only selects, every choice of data inputs with shifts up to 6 and
// every mode of the second cell, with functions and codes drawn at random. A single cell of three selects has at most
// three data inputs, too few for either.

Circuit pot_circuit(int input_bits, bool input_signed) {
  // With u in {1, 2}: 0, u, 4u, 16u; the top select, which also doubles u, adds 16u to the first and the last.
  Cell last{Mode::kPaired, {{0, 0}, {0, 2}, {0, 4}}, 3, {}, {1, 2, 0}};
  last.functions = {{kNone, kNone},   {kNone, plus(0)}, {kNone, plus(1)}, {kNone, plus(2)},
                    {plus(2), kNone}, {kNone, plus(0)}, {kNone, plus(1)}, {plus(2), plus(2)}};
  return signless("pot", input_bits, input_signed, std::move(last));
}

Circuit apot_circuit(int input_bits, bool input_signed) {
  // The gated input is 4u: 4x or 8x; 3 is 4 - 1.
  Cell last{Mode::kGated, {{kSourceX, 0}, {kSourceX, 1}, {0, 2}}, 3, {}, {0, 1, 2}};
  last.functions = {{plus(2), minus(0)}, {plus(2), kNone}, {kNone, kNone},   {kNone, plus(0)},
                    {plus(2), plus(1)},  {kNone, plus(1)}, {plus(2), kNone}, {plus(2), plus(1)}};
  return signless("apot", input_bits, input_signed, std::move(last));
}

}  // namespace rccm
