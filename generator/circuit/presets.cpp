#include "circuit/presets.hpp"

#include "circuit/addnet.hpp"

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

}  // namespace

std::vector<Preset> presets() {
  std::vector<Preset> result;
  for (const PublishedCircuit& circuit : published()) result.push_back(circuit.preset);
  return result;
}

std::optional<Circuit> preset_circuit(std::string_view name, int input_bits, bool input_signed) {
  for (const PublishedCircuit& entry : published()) {
    if (entry.preset.name != name) continue;
    Circuit circuit = addnet_circuit(entry.parameters, input_bits, input_signed);
    circuit.name = entry.preset.name;
    return circuit;
  }
  return std::nullopt;
}

}  // namespace rccm
