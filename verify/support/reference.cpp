#include "support/reference.hpp"

#include "support/random_circuit.hpp"

namespace rccm::test {

std::vector<Integer> reference_values(const Circuit& circuit, std::int64_t x, std::uint64_t code) {
  std::vector<Integer> values;
  std::size_t next_code_bit = 0;
  for (const Cell& cell : circuit.cells) {
    std::size_t select = 0;
    for (std::size_t b = 0; b < static_cast<std::size_t>(cell.select_bits); ++b) {
      const std::size_t bit = cell.code_bits.empty() ? next_code_bit + b : static_cast<std::size_t>(cell.code_bits[b]);
      if (((code >> bit) & 1) != 0) select += std::size_t{1} << b;
    }
    if (cell.code_bits.empty()) next_code_bit += static_cast<std::size_t>(cell.select_bits);
    for (int bit : cell.code_bits) next_code_bit = std::max(next_code_bit, static_cast<std::size_t>(bit) + 1);

    Integer sum = 0;
    for (const std::optional<Term>& term : {cell.functions[select].f, cell.functions[select].g}) {
      if (!term) continue;
      const Input& input = cell.inputs[static_cast<std::size_t>(term->input)];
      Integer value = input.source == kSourceX ? Integer(x) : values[static_cast<std::size_t>(input.source)];
      for (int i = 0; i < input.shift; ++i) value *= 2;
      if (term->negate) {
        sum -= value;
      } else {
        sum += value;
      }
    }
    values.push_back(sum);
  }
  return values;
}

Integer reference_product(const Circuit& circuit, std::int64_t x, std::uint64_t code) {
  return reference_values(circuit, x, code).back();
}

std::vector<std::int64_t> inputs_to_try(const Circuit& circuit, std::size_t limit, std::uint64_t seed) {
  const Range range = input_range(circuit);
  std::vector<std::int64_t> inputs;
  if (range.high - range.low < static_cast<std::int64_t>(limit)) {
    for (std::int64_t x = range.low; x <= range.high; ++x) inputs.push_back(x);
    return inputs;
  }
  inputs = {range.low, range.low + 1, 0, 1, range.high / 2, range.high - 1, range.high};
  Random random(seed);
  const auto span = static_cast<std::uint64_t>(range.high - range.low) + 1;
  while (inputs.size() < limit) inputs.push_back(range.low + static_cast<std::int64_t>(random.next() % span));
  return inputs;
}

std::vector<std::uint64_t> codes_to_try(const Circuit& circuit, std::size_t limit, std::uint64_t seed) {
  const std::uint64_t count = std::uint64_t{1} << select_bits(circuit);
  std::vector<std::uint64_t> codes;
  if (count <= limit) {
    for (std::uint64_t code = 0; code < count; ++code) codes.push_back(code);
    return codes;
  }
  codes = {0, 1, count / 2, count - 1};
  Random random(seed);
  while (codes.size() < limit) codes.push_back(random.next() % count);
  return codes;
}

}  // namespace rccm::test
