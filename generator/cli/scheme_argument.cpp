#include "cli/scheme_argument.hpp"

#include <filesystem>

#include "circuit/presets.hpp"
#include "cli/circuit_argument.hpp"
#include "quantize/quantizer_text.hpp"
#include "support/error.hpp"

namespace rccm::cli {

train::WeightScheme named_scheme(const std::string& name) {
  if (const auto preset = preset_circuit(name)) return train::scheme_of(network::multiplier_of(*preset));
  if (std::filesystem::exists(name) || name.ends_with(".json")) {
    const std::vector<CircuitFile> circuits = read_circuit_file(name).circuits;
    if (circuits.empty()) throw input_error(name + ": lists no circuits: search with fewer restrictions");
    return train::scheme_of(network::multiplier_of(circuits.front().circuit));
  }
  return train::scheme_of(parse_quantizer(name), name);
}

void add_layer_schemes(const std::vector<std::string>& texts, std::vector<train::WeightScheme>& schemes,
                       std::map<std::string, int>& layers) {
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) {
      throw usage_error("--layer " + text + ": is not LAYER=CIRCUIT, for example conv1=booth:8x8");
    }
    layers[text.substr(0, equals)] = static_cast<int>(schemes.size());
    schemes.push_back(named_scheme(text.substr(equals + 1)));
  }
}

}  // namespace rccm::cli
