#include "quantize/huffman.hpp"

#include <algorithm>
#include <cmath>

#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

namespace {

std::vector<std::int64_t> random_symbols(Random& random) {
  std::vector<std::int64_t> symbols;
  const double spread = 1 + 20 * unit(random);
  for (int n = random.between(1, 500); n > 0; --n) symbols.push_back(std::llround(spread * bell(random)));
  return symbols;
}

// The least total length of any prefix code, from its definition: merge the two rarest until one is left; every merge
// puts one bit on all that is below it.
std::uint64_t plain_payload(const std::vector<std::int64_t>& symbols) {
  std::map<std::int64_t, std::uint64_t> counts;
  for (const std::int64_t symbol : symbols) ++counts[symbol];
  std::vector<std::uint64_t> weights;
  for (const auto& [symbol, count] : counts) weights.push_back(count);
  if (weights.size() == 1) return weights[0];
  std::uint64_t total = 0;
  while (weights.size() > 1) {
    std::sort(weights.rbegin(), weights.rend());
    const std::uint64_t sum = weights.back() + weights[weights.size() - 2];
    weights.resize(weights.size() - 2);
    weights.push_back(sum);
    total += sum;
  }
  return total;
}

}  // namespace

TEST_CASE("A small code is the one worked out by hand") {
  const HuffmanCode code = huffman_code({1, 1, 1, 1, 2, 2, 3, 0});
  CHECK(code.words.at(1) == HuffmanCode::Word{0b0, 1});
  CHECK(code.words.at(2) == HuffmanCode::Word{0b10, 2});
  CHECK(code.words.at(0) == HuffmanCode::Word{0b110, 3});
  CHECK(code.words.at(3) == HuffmanCode::Word{0b111, 3});
  CHECK(huffman_size({1, 1, 1, 1, 2, 2, 3, 0}, 4).payload == 4 + 4 + 3 + 3);
  CHECK(huffman_size({1, 1, 1, 1, 2, 2, 3, 0}, 4).table == 4 * (4 + 6));
  CHECK(huffman_size({1, 1, 1, 1, 2, 2, 3, 0}, 4).bits() == 54);
}

TEST_CASE("Codes are shortest, free of prefixes, and decode to what was coded") {
  Random random(1);
  for (int i = 0; i < random_cases(100); ++i) {
    const std::vector<std::int64_t> symbols = random_symbols(random);
    const HuffmanCode code = huffman_code(symbols);
    const std::vector<bool> bits = huffman_encode(code, symbols);
    CHECK(huffman_decode(code, bits, symbols.size()) == symbols);
    CHECK(bits.size() == plain_payload(symbols));
    CHECK(huffman_size(symbols, 8).payload == bits.size());
    double kraft = 0;
    for (const auto& [symbol, word] : code.words) kraft += std::exp2(-word.length);
    CHECK(kraft == (code.words.size() == 1 ? 0.5 : 1.0));
  }
}

TEST_CASE("One symbol takes one bit each, none take none") {
  CHECK(huffman_encode(huffman_code({7, 7, 7}), {7, 7, 7}) == std::vector<bool>{false, false, false});
  CHECK(huffman_code({}).words.empty());
  CHECK(huffman_size({}, 4).bits() == 0);
}
