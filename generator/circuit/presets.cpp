#include "circuit/presets.hpp"

#include <charconv>
#include <utility>

#include "circuit/addnet.hpp"
#include "circuit/booth.hpp"
#include "circuit/powers_of_two.hpp"

namespace rccm {
namespace {

constexpr const char* kSignlessCell = "native:signless-cell";

// Magnitudes 0 1 2 4 0 3 6 8 of x, 2x and 4x in one paired cell: what a single row of LUTs can do.
Circuit signless_cell(int input_bits, bool input_signed) {
  constexpr std::optional<Term> kNothing;
  constexpr std::optional<Term> kOnce = Term{0, false};
  constexpr std::optional<Term> kTwice = Term{1, false};
  constexpr std::optional<Term> kFourTimes = Term{2, false};
  Cell cell{Mode::kPaired, {{kSourceX, 0}, {kSourceX, 1}, {kSourceX, 2}}, 3, {}, {}};
  cell.functions = {{kNothing, kNothing}, {kNothing, kOnce}, {kNothing, kTwice},   {kNothing, kFourTimes},
                    {kNothing, kNothing}, {kTwice, kOnce},   {kFourTimes, kTwice}, {kFourTimes, kFourTimes}};
  Circuit circuit;
  circuit.name = kSignlessCell;
  circuit.input_bits = input_bits;
  circuit.input_signed = input_signed;
  circuit.signless = true;
  circuit.cells = {std::move(cell)};
  return circuit;
}

struct PublishedCircuit {
  Preset preset;
  AddnetParameters parameters;
};

// Faraone et al., AddNet; parameters as in "Simplification Of Deep Neural Networks For Efficient Inference" (2021),
// tables 6.1 to 6.10.
const std::vector<PublishedCircuit>& published() {
  static const std::vector<PublishedCircuit> circuits{
      {{"addnet:2-add", "published 2-Add, 4 select bits"}, {{{{0, 1, 3}, 2, 0}}, {{0, 3}, 2}}},
      {{"addnet:3-add", "published 3-Add, 6 select bits"}, {{{{0, 2, 3}, 3, 2}, {{0, 1, 3}, 0, 1}}, {{0, 3}, 0}}},
      {{"addnet:4-add", "published 4-Add, 8 select bits"},
       {{{{0, 1, 3}, 0, 3}, {{0, 1, 3}, 1, 2}, {{0, 1, 3}, 3, 1}}, {{0, 3}, 1}}},
  };
  return circuits;
}

// The widths in "FAMILY:NxW", nothing if the name is not of this form.
struct Widths {
  int input_bits = 0;
  int weight_bits = 0;
};

std::optional<Widths> parse_widths(std::string_view name, std::string_view family) {
  if (!name.starts_with(family) || !name.substr(family.size()).starts_with(':')) return std::nullopt;
  Widths widths;
  const char* const begin = name.data() + family.size() + 1;
  const char* const end = name.data() + name.size();
  const auto input = std::from_chars(begin, end, widths.input_bits);
  if (input.ec != std::errc() || input.ptr == end || *input.ptr != 'x') return std::nullopt;
  const auto weight = std::from_chars(input.ptr + 1, end, widths.weight_bits);
  if (weight.ec != std::errc() || weight.ptr != end) return std::nullopt;
  if (widths.input_bits < kMinInputBits || widths.input_bits > kMaxInputBits) return std::nullopt;
  return widths;
}

// The multipliers to compare with, whose names hold the width of their input.
std::optional<Circuit> baseline(std::string_view name, bool input_signed) {
  if (const auto widths = parse_widths(name, "booth")) {
    if (widths->weight_bits < kMinBoothWeightBits || widths->weight_bits > kMaxBoothWeightBits) return std::nullopt;
    return booth_circuit(widths->weight_bits, widths->input_bits, input_signed);
  }
  const auto is_four_bits = [](const std::optional<Widths>& widths) {
    return widths && widths->weight_bits == kPowersOfTwoWeightBits;
  };
  const auto pot = parse_widths(name, "pot");
  if (is_four_bits(pot)) return pot_circuit(pot->input_bits, input_signed);
  const auto apot = parse_widths(name, "apot");
  if (is_four_bits(apot)) return apot_circuit(apot->input_bits, input_signed);
  return std::nullopt;
}

}  // namespace

std::vector<Preset> presets() {
  std::vector<Preset> result;
  for (const PublishedCircuit& circuit : published()) result.push_back(circuit.preset);
  for (int weight_bits = kMinBoothWeightBits; weight_bits <= 8; ++weight_bits) {
    const std::string bits = std::to_string(weight_bits);
    result.push_back({"booth:8x" + bits, "Booth multiplier by " + bits + "-bit weights; other widths likewise"});
  }
  result.push_back({"pot:8x4", "powers of two of 4 bits, signless; other input widths likewise"});
  result.push_back({"apot:8x4", "additive powers of two of 4 bits, signless; other input widths likewise"});
  result.push_back({kSignlessCell, "one signless cell, 3 select bits and the sign"});
  return result;
}

std::optional<Circuit> preset_circuit(std::string_view name, int input_bits, bool input_signed) {
  for (const PublishedCircuit& entry : published()) {
    if (entry.preset.name != name) continue;
    Circuit circuit = addnet_circuit(entry.parameters, input_bits, input_signed);
    circuit.name = entry.preset.name;
    return circuit;
  }
  if (const auto parameters = parse_addnet(name)) return addnet_circuit(*parameters, input_bits, input_signed);
  if (name == kSignlessCell) return signless_cell(input_bits, input_signed);
  return baseline(name, input_signed);
}

}  // namespace rccm
