#include "network/weight_sizes.hpp"

#include <algorithm>
#include <variant>

#include "quantize/huffman.hpp"
#include "quantize/run_length.hpp"

namespace rccm::network {

std::vector<LayerWeights> weight_sizes(const IntegerNetwork& network) {
  std::vector<LayerWeights> sizes;
  for (const IntegerLayer& layer : network.layers) {
    const auto* operation = std::get_if<MultiplyLayer>(&layer.operation);
    if (operation == nullptr) continue;
    const Multiplier& multiplier = network.multipliers[static_cast<std::size_t>(operation->multiplier)];
    // Coefficients, not words: several words may stand for one coefficient.
    std::vector<std::int64_t> values;
    values.reserve(operation->words.size());
    for (const std::uint32_t word : operation->words) values.push_back(coefficient(multiplier, word));
    const int word_bits = stored_bits(multiplier);
    LayerWeights size{layer.name, multiplier.name};
    size.weights = values.size();
    size.zeros = static_cast<std::uint64_t>(std::count(values.begin(), values.end(), 0));
    size.stored_bits = size.weights * static_cast<std::uint64_t>(word_bits);
    size.run_length_bits = least_run_length_size(values, word_bits).bits;
    size.huffman_bits = huffman_size(values, word_bits).bits();
    sizes.push_back(std::move(size));
  }
  return sizes;
}

}  // namespace rccm::network
