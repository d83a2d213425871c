#pragma once

#include <string>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm::hdl {

/// An output that hands a bit of the stored word on to what consumes the product, as late as the product.
struct ConsumerOutput {
  std::string name;     ///< of the port: "negate" or "shift"
  std::string choice;   ///< what the bit is for people: "sign", "shift"
  std::string meaning;  ///< what the consumer does where it is 1: "subtract the product"
  int bit = 0;          ///< of the stored word
};

/// What the consumer of a circuit's products is told beside them, in the order of the stored word's bits.
[[nodiscard]] std::vector<ConsumerOutput> consumer_outputs(const Circuit& circuit);

}  // namespace rccm::hdl
