#include "quantize/huffman.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace rccm {
namespace {

struct Node {
  std::uint64_t weight = 0;
  std::size_t parent = 0;
};

/// The length of each leaf's code. Two nodes of equal weight are taken in the order in which they were made, so that
/// the lengths are the same everywhere.
std::vector<int> code_lengths(const std::vector<std::uint64_t>& weights) {
  if (weights.size() == 1) return {1};
  std::vector<Node> nodes;
  using Entry = std::pair<std::uint64_t, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  for (const std::uint64_t weight : weights) {
    open.emplace(weight, nodes.size());
    nodes.push_back({weight, 0});
  }
  while (open.size() > 1) {
    const std::size_t parent = nodes.size();
    std::uint64_t sum = 0;
    for (int child = 0; child < 2; ++child) {
      sum += open.top().first;
      nodes[open.top().second].parent = parent;
      open.pop();
    }
    nodes.push_back({sum, parent});
    open.emplace(sum, parent);
  }
  // Parents come after their children: from the root down, each node lies one below its parent.
  std::vector<int> depths(nodes.size(), 0);
  for (std::size_t i = nodes.size() - 1; i-- > 0;) depths[i] = depths[nodes[i].parent] + 1;
  depths.resize(weights.size());
  return depths;
}

}  // namespace

HuffmanCode huffman_code(const std::vector<std::int64_t>& symbols) {
  std::map<std::int64_t, std::uint64_t> counts;
  for (const std::int64_t symbol : symbols) ++counts[symbol];
  if (counts.empty()) return {};
  std::vector<std::uint64_t> weights;
  weights.reserve(counts.size());
  for (const auto& [symbol, count] : counts) weights.push_back(count);
  const std::vector<int> lengths = code_lengths(weights);
  std::vector<std::pair<int, std::int64_t>> order;
  order.reserve(counts.size());
  std::size_t next = 0;
  for (const auto& [symbol, count] : counts) order.emplace_back(lengths[next++], symbol);
  std::sort(order.begin(), order.end());
  HuffmanCode code;
  std::uint64_t bits = 0;
  int length = order.front().first;
  for (const auto& [symbol_length, symbol] : order) {
    bits <<= symbol_length - length;
    length = symbol_length;
    code.words[symbol] = {bits, length};
    ++bits;
  }
  return code;
}

std::vector<bool> huffman_encode(const HuffmanCode& code, const std::vector<std::int64_t>& symbols) {
  std::vector<bool> bits;
  for (const std::int64_t symbol : symbols) {
    const HuffmanCode::Word& word = code.words.at(symbol);
    for (int bit = word.length; bit-- > 0;) bits.push_back(((word.bits >> bit) & 1) != 0);
  }
  return bits;
}

std::vector<std::int64_t> huffman_decode(const HuffmanCode& code, const std::vector<bool>& bits, std::size_t count) {
  std::map<std::pair<int, std::uint64_t>, std::int64_t> symbols;
  for (const auto& [symbol, word] : code.words) symbols[{word.length, word.bits}] = symbol;
  std::vector<std::int64_t> result;
  std::size_t position = 0;
  while (result.size() < count) {
    std::uint64_t word = 0;
    int length = 0;
    auto found = symbols.end();
    while (found == symbols.end()) {
      word = word << 1 | (bits.at(position++) ? 1U : 0U);
      found = symbols.find({++length, word});
    }
    result.push_back(found->second);
  }
  return result;
}

HuffmanSize huffman_size(const std::vector<std::int64_t>& symbols, int symbol_bits) {
  constexpr std::uint64_t kLengthBits = 6;
  const HuffmanCode code = huffman_code(symbols);
  HuffmanSize size;
  for (const std::int64_t symbol : symbols) size.payload += static_cast<std::uint64_t>(code.words.at(symbol).length);
  size.table = code.words.size() * (static_cast<std::uint64_t>(symbol_bits) + kLengthBits);
  return size;
}

}  // namespace rccm
