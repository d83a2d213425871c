#include "circuit/presets.hpp"

#include <charconv>

#include "circuit/addnet.hpp"
#include "circuit/booth.hpp"

namespace rccm {
namespace {

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

// The widths in "booth:NxW", nothing if the name is not of this form or the widths are out of bounds.
struct BoothWidths {
  int input_bits = 0;
  int weight_bits = 0;
};

std::optional<BoothWidths> parse_booth(std::string_view name) {
  constexpr std::string_view kPrefix = "booth:";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  BoothWidths widths;
  const char* const end = name.data() + name.size();
  const auto input = std::from_chars(name.data() + kPrefix.size(), end, widths.input_bits);
  if (input.ec != std::errc() || input.ptr == end || *input.ptr != 'x') return std::nullopt;
  const auto weight = std::from_chars(input.ptr + 1, end, widths.weight_bits);
  if (weight.ec != std::errc() || weight.ptr != end) return std::nullopt;
  if (widths.input_bits < kMinInputBits || widths.input_bits > kMaxInputBits) return std::nullopt;
  if (widths.weight_bits < kMinBoothWeightBits || widths.weight_bits > kMaxBoothWeightBits) return std::nullopt;
  return widths;
}

}  // namespace

std::vector<Preset> presets() {
  std::vector<Preset> result;
  for (const PublishedCircuit& circuit : published()) result.push_back(circuit.preset);
  for (int weight_bits = kMinBoothWeightBits; weight_bits <= 8; ++weight_bits) {
    const std::string bits = std::to_string(weight_bits);
    result.push_back({"booth:8x" + bits, "Booth multiplier by " + bits + "-bit weights; other widths likewise"});
  }
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
  if (const auto widths = parse_booth(name)) {
    return booth_circuit(widths->weight_bits, widths->input_bits, input_signed);
  }
  return std::nullopt;
}

}  // namespace rccm
