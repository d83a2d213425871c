#include "circuit/cell_analysis.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace rccm {
namespace {

// The carries into columns 0, 1, ... of a plan, as long as they and the result bits fit a LUT.
struct LowColumns {
  std::vector<BitFunction> carries;  // carries[i]: into column i
  std::vector<BitFunction> results;  // results[i]: result bit i
};

LowColumns low_columns(const CellColumns& columns, const CarryPlan& plan, int width) {
  LowColumns low;
  MaybeFunction carry = columns.carry_in(plan);
  for (int column = 0; column < width && carry; ++column) {
    low.carries.push_back(*carry);
    const MaybeFunction f = columns.f_bit(plan, column);
    const MaybeFunction g = columns.g_bit(plan, column);
    const MaybeFunction result = operator_xor(operator_xor(f, g), carry);
    if (!result) return low;
    low.results.push_back(*result);
    carry = majority(f, g, carry);
  }
  if (carry && static_cast<int>(low.carries.size()) == width) low.carries.push_back(*carry);
  return low;
}

bool is_logic(const std::vector<MaybeFunction>& functions, const ValueWires& result, int cell, int bit) {
  const auto index = static_cast<std::size_t>(bit);
  return functions[index] && result.bits[index] == Bit::of_cell(cell, bit);
}

// All chain beginnings of one plan.
void add_options(const CellColumns& columns, const CarryPlan& plan, const LowColumns& low, int cell, int width,
                 bool top_known, CellAnalysis& analysis) {
  for (int first = 0; first <= static_cast<int>(low.results.size()); ++first) {
    for (const bool top_is_logic : {false, true}) {
      if (top_is_logic && (!top_known || first >= width)) continue;
      const int end = top_is_logic ? width - 1 : width;  // one past the chain's last result bit
      const bool has_chain = first < end;
      if (has_chain && first >= static_cast<int>(low.carries.size())) continue;
      CellOption option{plan, first, top_is_logic, std::max(0, end - first), false, {}, std::nullopt};
      if (end - first >= 2) {
        const bool last_is_carry = columns.f_bit(plan, end - 1).as_wire() == Bit::constant(false) &&
                                   columns.g_bit(plan, end - 1).as_wire() == Bit::constant(false);
        option.has_carry_out = last_is_carry;
        if (last_is_carry) --option.chain_luts;
      }
      for (int bit = 0; bit < width; ++bit) {
        if (bit >= first && bit < end) continue;
        if (is_logic(analysis.functions, analysis.result, cell, bit)) option.logic_bits.push_back(bit);
      }
      if (has_chain) {
        const BitFunction& carry = low.carries[static_cast<std::size_t>(first)];
        if (!carry.as_wire()) option.carry_logic = carry;
      }
      analysis.options.push_back(std::move(option));
    }
  }
}

}  // namespace

CellAnalysis analyse(const CellColumns& columns, int cell_index, int width, bool is_signed,
                     const std::optional<BitFunction>& top) {
  CellAnalysis analysis;
  analysis.functions.resize(static_cast<std::size_t>(width));
  const std::vector<CarryPlan> plans = carry_plans(columns.cell());
  std::vector<LowColumns> lows;
  for (const CarryPlan& plan : plans) {
    lows.push_back(low_columns(columns, plan, width));
    for (std::size_t i = 0; i < lows.back().results.size(); ++i) analysis.functions[i] = lows.back().results[i];
  }
  const bool low_reaches_top = analysis.functions.back().has_value();
  if (!low_reaches_top && top) analysis.functions.back() = top;

  analysis.result.is_signed = is_signed;
  std::map<BitFunction, Bit> seen;
  for (int bit = 0; bit < width; ++bit) {
    const MaybeFunction& function = analysis.functions[static_cast<std::size_t>(bit)];
    Bit wire = Bit::of_cell(cell_index, bit);
    if (function) {
      wire = function->as_wire().value_or(wire);
      // A bit that repeats a lower one is a copy of it.
      wire = seen.emplace(*function, wire).first->second;
    }
    analysis.result.bits.push_back(wire);
  }
  for (std::size_t p = 0; p < plans.size(); ++p) {
    add_options(columns, plans[p], lows[p], cell_index, width, top.has_value() || low_reaches_top, analysis);
  }
  return analysis;
}

namespace {

// Every combination of code and sign of x, as the values of all signals that a sign can depend on.
struct Observation {
  std::map<Bit, bool> values;
  bool result = false;
};

std::vector<Observation> observe(const SignContext& context, int cell) {
  std::vector<Observation> observations;
  const auto& tables = *context.tables;
  const std::size_t codes = tables.front().size();
  std::set<std::vector<bool>> seen;
  for (std::size_t code = 0; code < codes; ++code) {
    for (const int x : {-1, 0, 1}) {
      Observation observation;
      observation.values[context.x_sign] = x < 0;
      for (const Bit& select : context.all_selects) {
        observation.values[select] = ((code >> static_cast<std::size_t>(select.index)) & 1) != 0;
      }
      for (const auto& [source, wire] : context.source_signs) {
        if (wire.kind == Bit::Kind::kCell) {
          observation.values[wire] = tables[static_cast<std::size_t>(source)][code] * x < 0;
        }
      }
      observation.result = tables[static_cast<std::size_t>(cell)][code] * x < 0;
      std::vector<bool> key;
      for (const auto& [bit, value] : observation.values) key.push_back(value);
      key.push_back(observation.result);
      if (seen.insert(key).second) observations.push_back(std::move(observation));
    }
  }
  return observations;
}

// The function of the given wires that explains all observations, if there is one; combinations that never occur
// give 0.
std::optional<BitFunction> explain(const std::vector<Observation>& observations, std::vector<Bit> wires) {
  std::sort(wires.begin(), wires.end());
  wires.erase(std::unique(wires.begin(), wires.end()), wires.end());
  if (wires.size() > BitFunction::kMaxSupport) return std::nullopt;
  std::uint64_t seen = 0;
  std::uint64_t table = 0;
  for (const Observation& observation : observations) {
    std::uint64_t index = 0;
    for (std::size_t i = 0; i < wires.size(); ++i) {
      if (observation.values.at(wires[i])) index |= std::uint64_t{1} << i;
    }
    const std::uint64_t entry = std::uint64_t{1} << index;
    if ((seen & entry) != 0 && ((table & entry) != 0) != observation.result) return std::nullopt;
    seen |= entry;
    if (observation.result) table |= entry;
  }
  return BitFunction(wires, table);
}

// The same with as few of the wires as possible, dropped greedily.
std::optional<BitFunction> explain_briefly(const std::vector<Observation>& observations, std::vector<Bit> wires) {
  if (!explain(observations, wires)) return std::nullopt;
  for (std::size_t i = wires.size(); i-- > 0;) {
    std::vector<Bit> fewer = wires;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (explain(observations, fewer)) wires = fewer;
  }
  return explain(observations, wires);
}

}  // namespace

std::optional<BitFunction> sign_function(const SignContext& context, int cell) {
  const std::vector<Observation> observations = observe(context, cell);
  std::vector<Bit> signs;
  for (const auto& [source, wire] : context.source_signs) {
    if (!wire.is_constant()) signs.push_back(wire);
  }
  const auto with = [](std::vector<Bit> wires, const std::vector<Bit>& more) {
    wires.insert(wires.end(), more.begin(), more.end());
    return wires;
  };
  std::vector<std::vector<Bit>> candidates{{context.x_sign}};
  for (const Bit& sign : signs) candidates.push_back({sign});
  candidates.push_back(with({context.x_sign}, context.own_selects));
  candidates.push_back(with(signs, context.own_selects));
  candidates.push_back(with({context.x_sign}, context.all_selects));
  for (const std::vector<Bit>& wires : candidates) {
    if (auto function = explain_briefly(observations, wires)) return function;
  }
  return std::nullopt;
}

}  // namespace rccm
