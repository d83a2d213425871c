#include "search/least_luts.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <utility>

#include "circuit/cell_analysis.hpp"
#include "support/parallel.hpp"

namespace rccm {
namespace {

// Below that many input bits whole cells may fit LUTs without a chain, and nothing is bounded.
constexpr int kLeastInputBits = 6;
// Halves of LUTs that two cells of one level may save by sharing functions.
constexpr int kSharedHalves = 2;
// Halves that the top of a cell may save whose coefficients are all at least 0: a carry-out that is a result bit, and
// a sign that is a wire.
constexpr int kTopHalves = 4;
// What the last cell saves: its lowest bit may be a wire, and four more functions of six wires. Its sign never is one,
// as the sign of the coefficient is not known beforehand.
constexpr int kLastCellSavings = 3;

// Twice the least number of LUTs of a cell, where functions are packed in pairs.
int least_halves(const CellAnalysis& analysis) {
  int least = std::numeric_limits<int>::max();
  for (const CellOption& option : analysis.options) {
    least = std::min(least,
                     2 * option.chain_luts + static_cast<int>(option.logic_bits.size()) + (option.carry_logic ? 1 : 0));
  }
  return least;
}

// The lowest bits of a value that are wires of x or constants.
std::vector<Bit> low_wires(const ValueWires& wires) {
  const auto end =
      std::find_if(wires.bits.begin(), wires.bits.end(), [](const Bit& bit) { return bit.kind == Bit::Kind::kCell; });
  return {wires.bits.begin(), end};
}

// Twice the LUTs of a type A cell over the results of cells 0 and 1, less twice its width, as far as its low bits
// decide.
int third_cell_halves(const TypeA& type, const std::vector<Bit>& u_low, const std::vector<Bit>& v_low) {
  constexpr int kWidth = 24;  // too wide for the low bits to reach the top
  const Circuit circuit = addnet_circuit({{type, type, type}, {}});
  const auto value = [](const std::vector<Bit>& low, int cell) {
    ValueWires wires{low, true};
    while (static_cast<int>(wires.bits.size()) < kWidth) {
      wires.bits.push_back(Bit::of_cell(cell, static_cast<int>(wires.bits.size())));
    }
    return wires;
  };
  std::vector<ValueWires> sources;
  for (const Input& input : circuit.cells[2].inputs) {
    sources.push_back(value(input.source == 0 ? u_low : v_low, input.source));
  }
  const CellColumns columns(circuit.cells[2], std::move(sources), {Bit::code(4), Bit::code(5)});
  return least_halves(analyse(columns, 2, kWidth, true, std::nullopt)) - 2 * kWidth;
}

}  // namespace

// What is known of the cells that produce a first set.
struct LeastLuts::FirstCell {
  int halves = 0;  // of a LUT, the cheapest
  int width = 0;
  std::vector<Bit> low;
};

LeastLuts::LeastLuts(const AddnetSearchParams& params, const AddnetOperands& operands)
    : input_bits_(params.input_bits), input_signed_(params.input_signed) {
  if (input_bits_ < kLeastInputBits) return;
  const std::vector<FirstCell> first = analyse_first_sets(operands.first());
  inner_.resize(operands.size());
  if (params.space.adders < 4) {
    bound_pairs(operands, first);
  } else {
    bound_third_cells(operands, first, params.threads);
  }
}

int LeastLuts::width_of(const NodeSet& values) const {
  const Circuit input{"", Space::kAddnet, input_bits_, input_signed_, false, {}};
  return bits_for(value_range({values.front(), values.back()}, input_range(input)));
}

LeastLuts::FirstCell LeastLuts::analyse_first_cell(const TypeA& type) const {
  const Circuit circuit = addnet_circuit({{type}, {}}, input_bits_, input_signed_);
  const std::vector<std::vector<std::int64_t>> tables = coefficient_tables(circuit);
  ValueWires x;
  x.is_signed = input_signed_;
  for (int i = 0; i < input_bits_; ++i) x.bits.push_back(Bit::input(i));
  const Range range = value_range(tables[0], input_range(circuit));
  const bool is_signed = range.low < 0;
  const std::vector<Bit> selects{Bit::code(0), Bit::code(1)};
  std::optional<BitFunction> sign;
  if (is_signed && *std::min_element(tables[0].begin(), tables[0].end()) >= 0) {
    sign = sign_function({x.bits.back(), &tables, {}, selects, selects}, 0);
  }
  const Cell& cell = circuit.cells.front();
  const CellColumns columns(cell, std::vector<ValueWires>(cell.inputs.size(), x), selects);
  const CellAnalysis analysis = analyse(columns, 0, bits_for(range), is_signed, sign);
  return {least_halves(analysis), bits_for(range), low_wires(analysis.result)};
}

std::vector<LeastLuts::FirstCell> LeastLuts::analyse_first_sets(const std::vector<FirstSet>& sets) const {
  std::vector<FirstCell> cells;
  for (const FirstSet& set : sets) {
    // Which low bits are wires is a property of the set, not of the cell that produces it.
    FirstCell cheapest = analyse_first_cell(set.producers.front());
    for (const TypeA& type : set.producers) {
      cheapest.halves = std::min(cheapest.halves, analyse_first_cell(type).halves);
    }
    cells.push_back(std::move(cheapest));
  }
  return cells;
}

void LeastLuts::bound_pairs(const AddnetOperands& operands, const std::vector<FirstCell>& first) {
  operands.visit_ways([&](std::uint64_t pair, std::size_t u, std::size_t v, const AOperation*) {
    const bool has_two = operands.size() > first.size();
    const int halves = has_two ? first[u].halves + first[v].halves - kSharedHalves : first[u].halves;
    inner_[pair] = {static_cast<std::uint8_t>((halves + 1) / 2), static_cast<std::uint8_t>(first[u].width),
                    static_cast<std::uint8_t>(has_two ? first[v].width : 0)};
  });
}

void LeastLuts::bound_third_cells(const AddnetOperands& operands, const std::vector<FirstCell>& first,
                                  unsigned threads) {
  // The patterns of low bits, and for each two of them what every operation saves.
  std::map<std::vector<Bit>, std::size_t> known;
  std::vector<std::size_t> pattern_of;
  for (const FirstCell& cell : first) pattern_of.push_back(known.emplace(cell.low, known.size()).first->second);
  std::vector<std::vector<Bit>> patterns(known.size());
  for (const auto& [low, index] : known) patterns[index] = low;
  const std::vector<AOperation>& operations = operands.operations();
  std::vector<int> halves(patterns.size() * patterns.size() * operations.size(), std::numeric_limits<int>::max());
  parallel_for(patterns.size() * patterns.size(), threads, [&](std::uint64_t both) {
    for (std::size_t o = 0; o < operations.size(); ++o) {
      int& least = halves[both * operations.size() + o];
      for (const TypeA& type : operations[o].variants) {
        least = std::min(least,
                         third_cell_halves(type, patterns[both / patterns.size()], patterns[both % patterns.size()]));
      }
    }
  });

  std::vector<char> never_negative(operands.size());
  NodeSet a;
  NodeSet b;
  for (std::uint64_t pair = 0; pair < operands.size(); ++pair) {
    operands.load(pair, a, b);
    inner_[pair] = {std::numeric_limits<std::uint8_t>::max(), static_cast<std::uint8_t>(width_of(a)), 0};
    never_negative[pair] = a.front() >= 0 ? 1 : 0;
  }
  operands.visit_ways([&](std::uint64_t pair, std::size_t u, std::size_t v, const AOperation* operation) {
    Inner& inner = inner_[pair];
    // Bits that the third cell cannot see are dropped from the first two; then nothing is known of them.
    const bool drops_bits = inner.a_width - std::countr_zero(operation->a_shifts) < first[u].width ||
                            inner.a_width - operation->b_shift < first[v].width;
    const int first_halves = drops_bits ? 0 : first[u].halves + first[v].halves - kSharedHalves;
    const std::size_t row = (pattern_of[u] * patterns.size() + pattern_of[v]) * operations.size();
    const int third_halves = 2 * inner.a_width + halves[row + static_cast<std::size_t>(operation - operations.data())] -
                             (never_negative[pair] != 0 ? kTopHalves : 0);
    const int luts = (first_halves + 1) / 2 + std::max(0, (third_halves + 1) / 2);
    inner.luts = static_cast<std::uint8_t>(std::min<int>(inner.luts, luts));
  });
}

int LeastLuts::operator()(const Origin& origin, std::int32_t top, int common_shift) const {
  if (inner_.empty()) return 0;
  // The product is symmetric: it needs a bit more than its greatest magnitude.
  const std::uint64_t greatest_x =
      (std::uint64_t{1} << (input_signed_ ? input_bits_ - 1 : input_bits_)) - (input_signed_ ? 0 : 1);
  const int width = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(top) * greatest_x)) + 1;
  const int last = width - common_shift - kLastCellSavings;
  const Inner& inner = inner_[origin.pair];
  const bool drops_bits = width - origin.type.a_shifts[0] < inner.a_width ||
                          (inner.b_width > 0 && width - origin.type.b_shift < inner.b_width);
  return std::max(0, last) + (drops_bits ? 0 : inner.luts);
}

}  // namespace rccm
