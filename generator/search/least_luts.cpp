#include "search/least_luts.hpp"

#include <algorithm>
#include <bit>
#include <limits>
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
// Twice the least number of LUTs of a cell, where functions are packed in pairs.
int least_halves(const CellAnalysis& analysis) {
  int least = std::numeric_limits<int>::max();
  for (const CellOption& option : analysis.options) {
    least = std::min(least,
                     2 * option.chain_luts + static_cast<int>(option.logic_bits.size()) + (option.carry_logic ? 1 : 0));
  }
  return least;
}

// The wires of x.
ValueWires input_wires(int bits, bool is_signed) {
  ValueWires x;
  x.is_signed = is_signed;
  for (int i = 0; i < bits; ++i) x.bits.push_back(Bit::input(i));
  return x;
}

// Which low bits of a set's value are wires whatever the coefficient: as many zeros as all have in common, then as many
// bits of x as all agree to be 1 modulo a power of two.
LowBits low_bits(const NodeSet& values, int input_bits) {
  std::uint32_t bits = 0;
  for (std::int32_t value : values) bits |= static_cast<std::uint32_t>(value);
  const int zeros = bits == 0 ? 0 : std::countr_zero(bits);
  bits = 0;
  for (std::int32_t value : values) bits |= static_cast<std::uint32_t>(value >> zeros) ^ 1U;
  return {zeros, std::min(input_bits, std::countr_zero(bits))};
}

constexpr int kWidth = 24;  // too wide for the low bits to reach the top

ValueWires wires_of(const LowBits& low, int cell) {
  ValueWires wires;
  wires.is_signed = true;
  for (int i = 0; i < low.zeros; ++i) wires.bits.push_back(Bit::constant(false));
  for (int i = 0; i < low.wires; ++i) wires.bits.push_back(Bit::input(i));
  for (int i = low.zeros + low.wires; i < kWidth; ++i) wires.bits.push_back(Bit::of_cell(cell, i));
  return wires;
}

// Twice the LUTs of a cell over operands a and b, less twice its width, as far as its low bits decide.
int low_halves(const Cell& cell, int a_source, const ValueWires& a, const ValueWires& b) {
  std::vector<ValueWires> sources;
  for (const Input& input : cell.inputs) sources.push_back(input.source == a_source ? a : b);
  const CellColumns columns(cell, std::move(sources), {Bit::code(0), Bit::code(1)});
  return least_halves(analyse(columns, 2, kWidth, true, std::nullopt)) - 2 * kWidth;
}

}  // namespace

// What is known of the cells that produce a first set.
struct LeastLuts::FirstCell {
  int halves = 0;  // of a LUT, the cheapest
  int width = 0;
  std::size_t low = 0;
};

LeastLuts::LeastLuts(const AddnetSearchParams& params, const AddnetOperands& operands)
    : space_(params.space), input_bits_(params.input_bits), input_signed_(params.input_signed) {
  if (input_bits_ < kLeastInputBits) return;
  const std::vector<FirstCell> first = analyse_first_sets(operands.first());
  inner_.resize(operands.size());
  if (space_.adders < 4) {
    bound_pairs(operands, first);
  } else {
    bound_third_cells(operands, first, params.threads);
  }
  bound_last_cells();
}

std::size_t LeastLuts::number_of(const LowBits& low) {
  const auto known = std::find(low_bits_.begin(), low_bits_.end(), low);
  if (known == low_bits_.end()) low_bits_.push_back(low);
  return static_cast<std::size_t>(std::find(low_bits_.begin(), low_bits_.end(), low) - low_bits_.begin());
}

int LeastLuts::width_of(const NodeSet& values) const {
  const Circuit input{"", Space::kAddnet, input_bits_, input_signed_, false, {}};
  return bits_for(value_range({values.front(), values.back()}, input_range(input)));
}

LeastLuts::FirstCell LeastLuts::analyse_first_cell(const TypeA& type) const {
  const Circuit circuit = addnet_circuit({{type}, {}}, input_bits_, input_signed_);
  const std::vector<std::vector<std::int64_t>> tables = coefficient_tables(circuit);
  const ValueWires x = input_wires(input_bits_, input_signed_);
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
  return {least_halves(analysis), bits_for(range), 0};
}

std::vector<LeastLuts::FirstCell> LeastLuts::analyse_first_sets(const std::vector<FirstSet>& sets) {
  std::vector<FirstCell> cells;
  cells.reserve(sets.size());
  for (const FirstSet& set : sets) {
    FirstCell cheapest = analyse_first_cell(set.producers.front());
    cheapest.low = number_of(low_bits(set.values, input_bits_));
    for (const TypeA& type : set.producers) {
      cheapest.halves = std::min(cheapest.halves, analyse_first_cell(type).halves);
    }
    cells.push_back(cheapest);
  }
  return cells;
}

void LeastLuts::bound_pairs(const AddnetOperands& operands, const std::vector<FirstCell>& first) {
  operands.visit_ways([&](std::uint64_t pair, std::size_t u, std::size_t v, const AOperation*) {
    const bool has_two = operands.size() > first.size();
    const int halves = has_two ? first[u].halves + first[v].halves - kSharedHalves : first[u].halves;
    inner_[pair] = {static_cast<std::uint8_t>((halves + 1) / 2), static_cast<std::uint8_t>(first[u].width),
                    static_cast<std::uint8_t>(has_two ? first[v].width : 0), static_cast<std::uint8_t>(first[u].low),
                    static_cast<std::uint8_t>(has_two ? first[v].low : 0)};
  });
}

void LeastLuts::bound_third_cells(const AddnetOperands& operands, const std::vector<FirstCell>& first,
                                  unsigned threads) {
  // What every operation saves, by the low bits of its operands.
  const std::vector<AOperation>& operations = operands.operations();
  const std::size_t lows = low_bits_.size();
  std::vector<int> halves(lows * lows * operations.size(), std::numeric_limits<int>::max());
  parallel_for(lows * lows, threads, [&](std::uint64_t both) {
    const ValueWires u = wires_of(low_bits_[both / lows], 0);
    const ValueWires v = wires_of(low_bits_[both % lows], 1);
    for (std::size_t o = 0; o < operations.size(); ++o) {
      int& least = halves[both * operations.size() + o];
      for (const TypeA& type : operations[o].variants) {
        least = std::min(least, low_halves(addnet_circuit({{type, type, type}, {}}).cells[2], 0, u, v));
      }
    }
  });

  std::vector<char> never_negative(operands.size());
  NodeSet a;
  NodeSet b;
  for (std::uint64_t pair = 0; pair < operands.size(); ++pair) {
    operands.load(pair, a, b);
    inner_[pair] = {std::numeric_limits<std::uint8_t>::max(), static_cast<std::uint8_t>(width_of(a)), 0,
                    static_cast<std::uint8_t>(number_of(low_bits(a, input_bits_))), 0};
    never_negative[pair] = a.front() >= 0 ? 1 : 0;
  }
  operands.visit_ways([&](std::uint64_t pair, std::size_t u, std::size_t v, const AOperation* operation) {
    Inner& inner = inner_[pair];
    // Bits that the third cell cannot see are dropped from the first two; then nothing is known of them.
    const bool drops_bits = inner.a_width - std::countr_zero(operation->a_shifts) < first[u].width ||
                            inner.a_width - operation->b_shift < first[v].width;
    const int first_halves = drops_bits ? 0 : first[u].halves + first[v].halves - kSharedHalves;
    const std::size_t row = (first[u].low * lows + first[v].low) * operations.size();
    const int third_halves = 2 * inner.a_width + halves[row + static_cast<std::size_t>(operation - operations.data())] -
                             (never_negative[pair] != 0 ? kTopHalves : 0);
    const int luts = (first_halves + 1) / 2 + std::max(0, (third_halves + 1) / 2);
    inner.luts = static_cast<std::uint8_t>(std::min<int>(inner.luts, luts));
  });
}

void LeastLuts::bound_last_cells() {
  const bool is_over_x = space_.adders != 3;
  const std::size_t lows = low_bits_.size();
  last_halves_.assign(lows * (is_over_x ? 1 : lows) * kTypes, 0);
  for (std::size_t row = 0; row < last_halves_.size() / kTypes; ++row) {
    const ValueWires a = wires_of(low_bits_[is_over_x ? row : row / lows], 0);
    const ValueWires b = is_over_x ? input_wires(input_bits_, input_signed_) : wires_of(low_bits_[row % lows], 1);
    for (const TypeB& type : b_types(space_)) {
      const Circuit circuit =
          addnet_circuit({{TypeA{}, TypeA{}}, type});  // a 3-Add, whose last cell is over two others
      last_halves_[row * kTypes + type_index(type)] =
          static_cast<std::int16_t>(low_halves(circuit.cells.back(), 0, a, b));
    }
  }
}

int LeastLuts::operator()(const Origin& origin, std::int32_t top) const {
  if (inner_.empty()) return 0;
  // The product is symmetric: it needs a bit more than its greatest magnitude.
  const std::uint64_t greatest_x =
      (std::uint64_t{1} << (input_signed_ ? input_bits_ - 1 : input_bits_)) - (input_signed_ ? 0 : 1);
  const int width = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(top) * greatest_x)) + 1;
  const Inner& inner = inner_[origin.pair];
  const std::size_t row = space_.adders != 3 ? inner.a_low : inner.a_low * low_bits_.size() + inner.b_low;
  const int last = (2 * width + last_halves_[row * kTypes + type_index(origin.type)] + 1) / 2;
  const bool drops_bits = width - origin.type.a_shifts[0] < inner.a_width ||
                          (inner.b_width > 0 && width - origin.type.b_shift < inner.b_width);
  return std::max(0, last) + (drops_bits ? 0 : inner.luts);
}

}  // namespace rccm
