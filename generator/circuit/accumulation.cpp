#include "circuit/accumulation.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "circuit/mapping.hpp"
#include "support/error.hpp"

namespace rccm {

Range relative_sum(const Range& a, const Range& b, bool either_sign) {
  Range sum{a.low + b.low, a.high + b.high};
  if (either_sign) sum = {std::min(sum.low, a.low - b.high), std::max(sum.high, a.high - b.low)};
  return sum;
}

Range shifted_range(const Range& range, int shift) {
  const std::int64_t factor = std::int64_t{1} << shift;
  return {std::min(range.low, range.low * factor), std::max(range.high, range.high * factor)};
}

namespace {

double tree_luts(const Circuit& circuit, const Range& product, const DotProduct& dot) {
  double luts = static_cast<double>(dot.lanes) * lut_count(circuit) + dot.accumulator_bits;
  std::vector<Range> sums(static_cast<std::size_t>(dot.lanes), product);
  while (sums.size() > 1) {
    std::vector<Range> next;
    for (std::size_t i = 0; i + 1 < sums.size(); i += 2) {
      next.push_back(relative_sum(sums[i], sums[i + 1], circuit.signless));
      luts += bits_for(next.back());
    }
    if (sums.size() % 2 != 0) next.push_back(sums.back());
    sums = std::move(next);
  }
  return luts;
}

// An addition to the running sum: what has been added up to and including it, and the lowest bit that it can change.
struct Row {
  Range partial;
  int lowest_bit = 0;
};

// A circuit as rows that are added to the running sum, and what must be computed beforehand.
struct Rows {
  std::vector<Row> rows;
  int multiplier_luts = 0;
};

double chain_luts(const Rows& lane, int first_lane_luts, const Range& product, bool signless, const DotProduct& dot) {
  const auto row_luts = [](int width, const Row& row) {
    return static_cast<double>(std::max(1, width - row.lowest_bit));
  };
  // Either every row is added to the accumulator itself,
  double onto_accumulator = 0;
  for (const Row& row : lane.rows) onto_accumulator += row_luts(dot.accumulator_bits, row);
  onto_accumulator = dot.lanes * (onto_accumulator + lane.multiplier_luts);
  // or the first product starts a sum that is added to it at the end.
  double onto_first = first_lane_luts + dot.accumulator_bits;
  Range sum = product;
  for (int i = 1; i < dot.lanes; ++i) {
    onto_first += lane.multiplier_luts;
    for (const Row& row : lane.rows) onto_first += row_luts(bits_for(relative_sum(sum, row.partial, signless)), row);
    sum = relative_sum(sum, product, signless);
  }
  return std::min(onto_accumulator, onto_first);
}

std::optional<Input> ungated_addend(const Cell& cell) {
  std::optional<int> input;
  for (const Function& function : cell.functions) {
    if (!function.f || function.f->negate || (input && *input != function.f->input)) return std::nullopt;
    input = function.f->input;
    if (function.g && function.g->input == *input) return std::nullopt;
  }
  return cell.inputs[static_cast<std::size_t>(*input)];
}

bool feeds_once(const Circuit& circuit, int source, std::size_t end) {
  int uses = 0;
  for (std::size_t i = 0; i < end; ++i) {
    for (const Input& input : circuit.cells[i].inputs) uses += input.source == source ? 1 : 0;
  }
  return uses == 1;
}

// The lowest bit that the addends of a cell but the ungated one can change.
int lowest_bit(const Cell& cell, const std::optional<Input>& ungated) {
  int lowest = kMaxShift;
  bool is_skipped = false;
  for (const Input& input : cell.inputs) {
    if (ungated && !is_skipped && input == *ungated) {
      is_skipped = true;
      continue;
    }
    lowest = std::min(lowest, input.shift);
  }
  return lowest;
}

// LUTs of some of the circuit's cells alone; nothing where they do not end in a single cell.
std::optional<int> luts_of(const Circuit& circuit, const std::set<int>& outputs) {
  if (outputs.empty()) return 0;
  if (outputs.size() > 1) return std::nullopt;
  Circuit part = circuit;
  part.cells.resize(static_cast<std::size_t>(*outputs.begin()) + 1);
  const auto bits = code_bits(circuit);
  for (std::size_t i = 0; i < part.cells.size(); ++i) part.cells[i].code_bits = bits[i];
  try {
    validate(part);
  } catch (const Error&) {
    return std::nullopt;  // a cell before it feeds only later ones
  }
  return lut_count(part);
}

// The circuit with as many of its last cells as possible turned into rows.
std::optional<Rows> fused_rows(const Circuit& circuit, const Range& input) {
  const auto tables = coefficient_tables(circuit);
  const int sign_pins = circuit.signless ? 1 : 0;
  std::vector<Row> rows;
  std::set<int> outputs;
  const auto need_sources = [&](const Cell& cell, const std::optional<Input>& but) {
    for (const Input& data : cell.inputs) {
      if (data.source != kSourceX && !(but && data == *but)) outputs.insert(data.source);
    }
  };
  std::size_t root = circuit.cells.size() - 1;
  while (true) {
    const Cell& cell = circuit.cells[root];
    const auto rest = ungated_addend(cell);
    const int pins = static_cast<int>(cell.inputs.size()) - 1 + cell.select_bits + sign_pins;
    if (!rest || rest->source == kSourceX || rest->shift != 0 || pins > 5 || cell.mode == Mode::kPaired ||
        !feeds_once(circuit, rest->source, root + 1)) {
      break;
    }
    rows.push_back({value_range(tables[root], input), lowest_bit(cell, rest)});
    need_sources(cell, rest);
    root = static_cast<std::size_t>(rest->source);
  }
  // The root is one addend chosen by its selects, or a product that is added as it is.
  const Cell& cell = circuit.cells[root];
  const bool is_addend = std::all_of(cell.functions.begin(), cell.functions.end(),
                                     [](const Function& function) { return !function.f || !function.g; });
  if (is_addend && static_cast<int>(cell.inputs.size()) + cell.select_bits + sign_pins <= 5) {
    rows.push_back({value_range(tables[root], input), lowest_bit(cell, std::nullopt)});
    need_sources(cell, std::nullopt);
  } else {
    if (rows.empty()) return std::nullopt;
    rows.push_back({value_range(tables[root], input), 0});
    outputs.insert(static_cast<int>(root));
  }
  std::reverse(rows.begin(), rows.end());
  const auto luts = luts_of(circuit, outputs);
  if (!luts) return std::nullopt;
  return Rows{std::move(rows), *luts};
}

}  // namespace

MacCost mac_cost(const Circuit& circuit, const DotProduct& dot) {
  if (dot.lanes < 1 || dot.lanes > 4096) throw usage_error("a dot product has 1..4096 lanes");
  if (dot.accumulator_bits < 1 || dot.accumulator_bits > 64) throw usage_error("an accumulator has 1..64 bits");
  const Range input = input_range(circuit);
  const Range product = value_range(coefficient_table(circuit), input);
  const int luts = lut_count(circuit);
  MacCost best{std::numeric_limits<double>::infinity(), Summation::kTree};
  const auto offer = [&](double all_lanes, Summation summation) {
    const double each = all_lanes / dot.lanes;
    if (each < best.luts) best = {each, summation};
  };
  if (circuit.consumer_shift > 0) {
    const Range shifted = shifted_range(product, circuit.consumer_shift);
    // The first lane has no running sum whose adder could choose the shift: multiplexers do.
    const int first = luts + bits_for(shifted);
    offer(chain_luts({{{shifted, 0}}, luts}, first, shifted, circuit.signless, dot), Summation::kChain);
    return best;
  }
  offer(tree_luts(circuit, product, dot), Summation::kTree);
  offer(chain_luts({{{product, 0}}, luts}, luts, product, circuit.signless, dot), Summation::kChain);
  if (const auto rows = fused_rows(circuit, input)) {
    offer(chain_luts(*rows, luts, product, circuit.signless, dot), Summation::kFused);
  }
  return best;
}

}  // namespace rccm
