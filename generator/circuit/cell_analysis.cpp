#include "circuit/cell_analysis.hpp"

#include <algorithm>
#include <array>
#include <map>

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
  const auto adds_nothing = [&](int column) {
    return column >= 0 && columns.f_bit(plan, column).as_wire() == Bit::constant(false) &&
           columns.g_bit(plan, column).as_wire() == Bit::constant(false);
  };
  const bool top_adds_nothing = adds_nothing(width - 1);
  const bool next_adds_nothing = adds_nothing(width - 2);
  for (int first = 0; first <= static_cast<int>(low.results.size()); ++first) {
    for (const bool top_is_logic : {false, true}) {
      if (top_is_logic && (!top_known || first >= width)) continue;
      const int end = top_is_logic ? width - 1 : width;  // one past the chain's last result bit
      const bool has_chain = first < end;
      if (has_chain && first >= static_cast<int>(low.carries.size())) continue;
      CellOption option{plan, first, top_is_logic, std::max(0, end - first), false, {}, std::nullopt};
      if (end - first >= 2) {
        option.has_carry_out = top_is_logic ? next_adds_nothing : top_adds_nothing;
        if (option.has_carry_out) --option.chain_luts;
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

// What is known of a sign as a function of some wires: the assignments under which it was seen set, and clear. Others
// never occur.
struct Evidence {
  LutWires wires;
  std::uint64_t set = 0;
  std::uint64_t clear = 0;

  [[nodiscard]] bool is_contradictory() const { return (set & clear) != 0; }
  void add(std::uint64_t assignment, bool is_set) { (is_set ? set : clear) |= std::uint64_t{1} << assignment; }
};

// The coefficients of the value whose sign a wire is, code by code; null for x itself.
const std::vector<std::int64_t>* coefficients_behind(const SignContext& context, const Bit& sign) {
  for (const auto& [source, wire] : context.source_signs) {
    if (wire == sign && wire != context.x_sign) return &(*context.tables)[static_cast<std::size_t>(source)];
  }
  return nullptr;
}

// The evidence of all codes and signs of x, or nothing if the wires are too many for a LUT or do not determine the
// sign.
std::optional<Evidence> gather(const SignContext& context, int cell, std::vector<Bit> wires) {
  std::sort(wires.begin(), wires.end());
  wires.erase(std::unique(wires.begin(), wires.end()), wires.end());
  if (wires.size() > LutWires::kCapacity) return std::nullopt;
  Evidence evidence;
  std::array<const std::vector<std::int64_t>*, LutWires::kCapacity> behind{};
  for (std::size_t i = 0; i < wires.size(); ++i) {
    evidence.wires.push_back(wires[i]);
    behind[i] = coefficients_behind(context, wires[i]);
  }
  const std::vector<std::int64_t>& coefficients = (*context.tables)[static_cast<std::size_t>(cell)];
  for (std::size_t code = 0; code < coefficients.size(); ++code) {
    std::uint64_t selects = 0;      // wires that are set whatever x
    std::uint64_t if_negative = 0;  // those that are set if x is negative
    std::uint64_t if_positive = 0;
    for (std::size_t i = 0; i < evidence.wires.size(); ++i) {
      const Bit& wire = evidence.wires[i];
      const std::uint64_t flag = std::uint64_t{1} << i;
      if (wire.kind == Bit::Kind::kCode) {
        if (((code >> static_cast<std::size_t>(wire.index)) & 1) != 0) selects |= flag;
      } else {
        const std::int64_t coefficient = behind[i] != nullptr ? (*behind[i])[code] : 1;
        if (coefficient > 0) if_negative |= flag;
        if (coefficient < 0) if_positive |= flag;
      }
    }
    evidence.add(selects, false);
    evidence.add(selects | if_negative, coefficients[code] > 0);
    evidence.add(selects | if_positive, coefficients[code] < 0);
    if (evidence.is_contradictory()) return std::nullopt;
  }
  return evidence;
}

// The same evidence by someone who does not see one of the wires.
Evidence without(const Evidence& evidence, std::size_t wire) {
  Evidence result;
  result.wires = evidence.wires;
  result.wires.erase(wire);
  const std::uint64_t below = (std::uint64_t{1} << wire) - 1;
  for (std::uint64_t i = 0; i < std::uint64_t{1} << evidence.wires.size(); ++i) {
    const std::uint64_t assignment = ((i >> 1) & ~below) | (i & below);
    if (((evidence.set >> i) & 1) != 0) result.add(assignment, true);
    if (((evidence.clear >> i) & 1) != 0) result.add(assignment, false);
  }
  return result;
}

// The function of the given wires that explains the sign of a cell, with as few of them as possible, dropped greedily.
// Combinations that never occur give 0.
std::optional<BitFunction> explain(const SignContext& context, int cell, const std::vector<Bit>& wires) {
  std::optional<Evidence> evidence = gather(context, cell, wires);
  if (!evidence) return std::nullopt;
  for (std::size_t i = evidence->wires.size(); i-- > 0;) {
    const Evidence less = without(*evidence, i);
    if (!less.is_contradictory()) evidence = less;
  }
  return BitFunction(evidence->wires, evidence->set);
}

}  // namespace

std::optional<BitFunction> sign_function(const SignContext& context, int cell) {
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
    if (auto function = explain(context, cell, wires)) return function;
  }
  return std::nullopt;
}

}  // namespace rccm
