#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/integer_network.hpp"

namespace rccm::network {

/// What the weights of a layer take, as they are stored for the hardware and as they could be sent to it.
struct LayerWeights {
  std::string layer;
  std::string multiplier;
  std::uint64_t weights = 0;
  std::uint64_t zeros = 0;
  std::uint64_t stored_bits = 0;      ///< one word a weight
  std::uint64_t run_length_bits = 0;  ///< runs of zeros, each before a word, with counts of the best width
  std::uint64_t huffman_bits = 0;     ///< with a code of the layer's own, its table included
};

/// Of all layers that multiply, in their order.
[[nodiscard]] std::vector<LayerWeights> weight_sizes(const IntegerNetwork& network);

}  // namespace rccm::network
