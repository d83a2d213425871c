#include "circuit/circuit.hpp"

#include <algorithm>
#include <set>

#include "support/error.hpp"

namespace rccm {
namespace {

// A message about one cell, in the words of the JSON form, so that a reader finds the place in the file.
Error cell_error(const Circuit& circuit, std::size_t cell, const std::string& message) {
  const std::string name = circuit.name.empty() ? "circuit" : "circuit \"" + circuit.name + "\"";
  return input_error(name + ": cells[" + std::to_string(cell) + "]: " + message);
}

void validate_inputs(const Circuit& circuit, std::size_t index) {
  const Cell& cell = circuit.cells[index];
  for (std::size_t i = 0; i < cell.inputs.size(); ++i) {
    const Input& input = cell.inputs[i];
    const std::string where = "inputs[" + std::to_string(i) + "]: ";
    if (input.source < kSourceX || input.source >= static_cast<int>(index)) {
      throw cell_error(circuit, index, where + "source must be x or an earlier cell");
    }
    if (input.shift < 0 || input.shift > kMaxShift) {
      throw cell_error(circuit, index, where + "shift must be 0.." + std::to_string(kMaxShift));
    }
  }
}

void validate_terms(const Circuit& circuit, std::size_t index) {
  const Cell& cell = circuit.cells[index];
  const int input_count = static_cast<int>(cell.inputs.size());
  std::set<int> used;
  for (std::size_t s = 0; s < cell.functions.size(); ++s) {
    const Function& function = cell.functions[s];
    const std::string where = "functions[" + std::to_string(s) + "]: ";
    for (const std::optional<Term>& term : {function.f, function.g}) {
      if (!term) continue;
      if (term->input < 0 || term->input >= input_count) {
        throw cell_error(circuit, index, where + "input " + std::to_string(term->input) + " does not exist");
      }
      used.insert(term->input);
    }
    if (function.f && function.g && function.f->negate && function.g->negate) {
      throw cell_error(circuit, index, where + "f and g are both negated, the carry chain can negate one");
    }
  }
  for (int i = 0; i < input_count; ++i) {
    if (!used.contains(i)) {
      throw cell_error(circuit, index, "inputs[" + std::to_string(i) + "] is used by no function: remove it");
    }
  }
}

void validate_gated(const Circuit& circuit, std::size_t index) {
  const Cell& cell = circuit.cells[index];
  std::set<int> gated;
  std::set<int> muxed;
  for (const Function& function : cell.functions) {
    if (function.f) gated.insert(function.f->input);
    if (function.g) muxed.insert(function.g->input);
    if (function.f && function.f->negate) {
      throw cell_error(circuit, index, "a gated cell cannot negate its f input: use g, or mode dual");
    }
  }
  if (gated.size() > 1) {
    throw cell_error(circuit, index,
                     "a gated cell has one f input (LUT pin I5), this one uses " + std::to_string(gated.size()) +
                         ": move the others to g");
  }
  for (int input : gated) {
    if (muxed.contains(input)) {
      throw cell_error(
          circuit, index,
          "inputs[" + std::to_string(input) + "] is both f and g of a gated cell: list it twice, one pin for each");
    }
  }
  if (static_cast<int>(muxed.size()) + cell.select_bits > 5) {
    throw cell_error(circuit, index, "a gated cell has 5 LUT pins for g inputs and select bits");
  }
}

void validate_dual(const Circuit& circuit, std::size_t index) {
  const Cell& cell = circuit.cells[index];
  if (static_cast<int>(cell.inputs.size()) + cell.select_bits > 5) {
    throw cell_error(circuit, index, "a dual cell has 5 LUT pins for inputs and select bits");
  }
}

void validate_paired(const Circuit& circuit, std::size_t index) {
  const Cell& cell = circuit.cells[index];
  if (cell.select_bits < 1) throw cell_error(circuit, index, "a paired cell needs at least one select bit");
  if (static_cast<int>(cell.inputs.size()) + cell.select_bits > 6) {
    throw cell_error(circuit, index, "a paired cell has 6 LUT pins for inputs and select bits");
  }
  const std::size_t half = cell.functions.size() / 2;
  for (std::size_t s = 0; s < half; ++s) {
    if (cell.functions[s].f) {
      throw cell_error(
          circuit, index,
          "functions[" + std::to_string(s) + "]: f must be null where the top select bit of a paired cell is 0");
    }
    if (cell.functions[s].g != cell.functions[s + half].g) {
      throw cell_error(circuit, index,
                       "functions[" + std::to_string(s) + "] and [" + std::to_string(s + half) +
                           "]: g of a paired cell cannot depend on the top select bit");
    }
  }
}

}  // namespace

void validate(const Circuit& circuit) {
  const std::string name = circuit.name.empty() ? "circuit" : "circuit \"" + circuit.name + "\"";
  if (circuit.input_bits < kMinInputBits || circuit.input_bits > kMaxInputBits) {
    throw input_error(name + ": input_bits is " + std::to_string(circuit.input_bits) + ", must be 2..32");
  }
  if (circuit.consumer_shift < 0 || circuit.consumer_shift > kMaxShift) {
    throw input_error(name + ": consumer_shift is " + std::to_string(circuit.consumer_shift) + ", must be 0.." +
                      std::to_string(kMaxShift));
  }
  if (circuit.cells.empty() || circuit.cells.size() > static_cast<std::size_t>(kMaxCells)) {
    throw input_error(name + ": has " + std::to_string(circuit.cells.size()) + " cells, must have 1.." +
                      std::to_string(kMaxCells));
  }
  for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
    const Cell& cell = circuit.cells[i];
    if (cell.select_bits < 0 || cell.select_bits > 5) {
      throw cell_error(circuit, i, "select_bits must be 0..5");
    }
    if (cell.functions.size() != std::size_t{1} << cell.select_bits) {
      throw cell_error(circuit, i,
                       "has " + std::to_string(cell.functions.size()) + " functions, " +
                           std::to_string(cell.select_bits) + " select bits need " +
                           std::to_string(1 << cell.select_bits));
    }
    if (!cell.code_bits.empty() && static_cast<int>(cell.code_bits.size()) != cell.select_bits) {
      throw cell_error(circuit, i, "code_bits must name one code bit per select bit");
    }
    for (int bit : cell.code_bits) {
      if (bit < 0 || bit >= kMaxSelectBits) throw cell_error(circuit, i, "code_bits must be 0..19");
    }
    if (std::set<int>(cell.code_bits.begin(), cell.code_bits.end()).size() != cell.code_bits.size()) {
      throw cell_error(circuit, i, "code_bits names a bit twice");
    }
    validate_inputs(circuit, i);
    validate_terms(circuit, i);
    switch (cell.mode) {
      case Mode::kGated:
        validate_gated(circuit, i);
        break;
      case Mode::kDual:
        validate_dual(circuit, i);
        break;
      case Mode::kPaired:
        validate_paired(circuit, i);
        break;
    }
  }
  if (select_bits(circuit) > kMaxSelectBits) {
    throw input_error(name + ": has " + std::to_string(select_bits(circuit)) +
                      " select bits, at most 20 are supported");
  }
  std::vector<bool> feeds(circuit.cells.size(), false);
  for (const Cell& cell : circuit.cells) {
    for (const Input& input : cell.inputs) {
      if (input.source != kSourceX) feeds[static_cast<std::size_t>(input.source)] = true;
    }
  }
  for (std::size_t i = 0; i + 1 < circuit.cells.size(); ++i) {
    if (!feeds[i]) throw cell_error(circuit, i, "feeds no later cell: remove it");
  }
  const auto tables = coefficient_tables(circuit);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto [low, high] = std::minmax_element(tables[i].begin(), tables[i].end());
    if (*low < -kMaxCoefficient || *high > kMaxCoefficient) {
      throw cell_error(circuit, i, "computes a coefficient beyond 2^30: use smaller shifts");
    }
  }
}

std::vector<std::vector<int>> code_bits(const Circuit& circuit) {
  std::vector<std::vector<int>> result;
  int next = 0;
  for (const Cell& cell : circuit.cells) {
    std::vector<int> bits = cell.code_bits;
    if (bits.empty()) {
      for (int i = 0; i < cell.select_bits; ++i) bits.push_back(next + i);
    }
    for (int bit : bits) next = std::max(next, bit + 1);
    result.push_back(std::move(bits));
  }
  return result;
}

int select_bits(const Circuit& circuit) {
  int count = 0;
  for (const auto& bits : code_bits(circuit)) {
    for (int bit : bits) count = std::max(count, bit + 1);
  }
  return count;
}

int stored_bits(const Circuit& circuit) {
  return select_bits(circuit) + (circuit.signless ? 1 : 0) + (circuit.consumer_shift > 0 ? 1 : 0);
}

std::vector<std::vector<std::int64_t>> coefficient_tables(const Circuit& circuit) {
  const auto selects = code_bits(circuit);
  const std::size_t codes = std::size_t{1} << select_bits(circuit);
  std::vector<std::vector<std::int64_t>> tables(circuit.cells.size(), std::vector<std::int64_t>(codes));
  for (std::size_t code = 0; code < codes; ++code) {
    for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
      const Cell& cell = circuit.cells[i];
      std::size_t select = 0;
      for (std::size_t b = 0; b < selects[i].size(); ++b) select |= ((code >> selects[i][b]) & 1) << b;
      const auto addend = [&](const std::optional<Term>& term) -> std::int64_t {
        if (!term) return 0;
        const Input& input = cell.inputs[static_cast<std::size_t>(term->input)];
        const std::int64_t source = input.source == kSourceX ? 1 : tables[static_cast<std::size_t>(input.source)][code];
        // Saturation keeps absurd shifts from wrapping before validate() refuses them.
        constexpr std::int64_t kLimit = kMaxCoefficient * 4;
        const std::int64_t value = std::clamp(source, -kLimit, kLimit) * (std::int64_t{1} << input.shift);
        return term->negate ? -value : value;
      };
      tables[i][code] = addend(cell.functions[select].f) + addend(cell.functions[select].g);
    }
  }
  return tables;
}

std::vector<std::int64_t> coefficient_table(const Circuit& circuit) {
  return coefficient_tables(circuit).back();
}

std::vector<int> levels(const Circuit& circuit) {
  std::vector<int> result;
  for (const Cell& cell : circuit.cells) {
    int level = 1;
    for (const Input& input : cell.inputs) {
      if (input.source != kSourceX) level = std::max(level, result[static_cast<std::size_t>(input.source)] + 1);
    }
    result.push_back(level);
  }
  return result;
}

int depth(const Circuit& circuit) {
  return levels(circuit).back();
}

Range input_range(const Circuit& circuit) {
  if (circuit.input_signed) {
    const std::int64_t half = std::int64_t{1} << (circuit.input_bits - 1);
    return {-half, half - 1};
  }
  return {0, (std::int64_t{1} << circuit.input_bits) - 1};
}

Range value_range(const std::vector<std::int64_t>& coefficients, const Range& input) {
  const auto [least, greatest] = std::minmax_element(coefficients.begin(), coefficients.end());
  const auto [low, high] =
      std::minmax({*least * input.low, *least * input.high, *greatest * input.low, *greatest * input.high});
  return {low, high};
}

int bits_for(const Range& range) {
  int bits = 1;
  if (range.low >= 0) {
    while (range.high >> bits != 0) ++bits;
    return bits;
  }
  while (range.low < -(std::int64_t{1} << (bits - 1)) || range.high >= (std::int64_t{1} << (bits - 1))) ++bits;
  return bits;
}

}  // namespace rccm
