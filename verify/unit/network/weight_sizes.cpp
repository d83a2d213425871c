#include "network/weight_sizes.hpp"

#include "unit/catch.hpp"
#include "unit/network/integer_samples.hpp"

namespace rccm::network {

TEST_CASE("Weights take their stored words, or less where zeros run and coefficients repeat") {
  IntegerNetwork network = test::every_integer_operation();
  MultiplyLayer& first = std::get<MultiplyLayer>(network.layers.front().operation);
  const Multiplier& multiplier = network.multipliers[static_cast<std::size_t>(first.multiplier)];
  REQUIRE(stored_bits(multiplier) == 3);
  // Coefficient 0, but for a 1 at the end of every 16 words.
  for (std::size_t i = 0; i < first.words.size(); ++i) first.words[i] = i % 16 == 15 ? 3 : 2;
  first.words.resize(480);
  const std::vector<LayerWeights> sizes = weight_sizes(network);
  CHECK(sizes.size() == 6);
  CHECK(sizes[0].layer == "conv1");
  CHECK(sizes[0].multiplier == "signed");
  CHECK(sizes[0].weights == 480);
  CHECK(sizes[0].zeros == 450);
  CHECK(sizes[0].stored_bits == 480 * 3);
  CHECK(sizes[0].run_length_bits == 30 * (4 + 3));
  CHECK(sizes[0].huffman_bits == 480 + 2 * (3 + 6));
}

TEST_CASE("Words that stand for one coefficient count as one symbol") {
  IntegerNetwork network = test::every_integer_operation();
  MultiplyLayer& grouped = std::get<MultiplyLayer>(network.layers[1].operation);
  // The table's last two entries are both 8.
  for (std::size_t i = 0; i < grouped.words.size(); ++i) grouped.words[i] = i % 2 == 0 ? 6 : 7;
  const LayerWeights size = weight_sizes(network)[1];
  const int bits = stored_bits(network.multipliers[1]);
  CHECK(size.stored_bits == size.weights * static_cast<std::uint64_t>(bits));
  CHECK(size.huffman_bits == size.weights + static_cast<std::uint64_t>(bits) + 6);
}

}  // namespace rccm::network
