#include "hdl/consumer_outputs.hpp"

namespace rccm::hdl {

std::vector<ConsumerOutput> consumer_outputs(const Circuit& circuit) {
  std::vector<ConsumerOutput> outputs;
  int bit = select_bits(circuit);
  if (circuit.signless) outputs.push_back({"negate", "sign", "subtract the product", bit++});
  if (circuit.consumer_shift > 0) {
    const std::string places = std::to_string(circuit.consumer_shift);
    outputs.push_back({"shift", "shift", "shift the product left by " + places, bit});
  }
  return outputs;
}

}  // namespace rccm::hdl
