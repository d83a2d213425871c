#include "circuit/cell_columns.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rccm {

Bit ValueWires::at(int position) const {
  if (position < 0) return Bit::constant(false);
  if (position < static_cast<int>(bits.size())) return bits[static_cast<std::size_t>(position)];
  return is_signed ? bits.back() : Bit::constant(false);
}

CellColumns::CellColumns(const Cell& cell, std::vector<ValueWires> sources, std::vector<Bit> selects)
    : cell_(&cell), sources_(std::move(sources)), selects_(std::move(selects)) {}

Bit CellColumns::data(int input, int column) const {
  const auto index = static_cast<std::size_t>(input);
  return sources_[index].at(column - cell_->inputs[index].shift);
}

BitFunction CellColumns::f_bit(const CarryPlan& plan, int column) const {
  return addend_bit(plan, column, true);
}

BitFunction CellColumns::g_bit(const CarryPlan& plan, int column) const {
  return addend_bit(plan, column, false);
}

BitFunction CellColumns::carry_in(const CarryPlan& plan) const {
  return select_function(
      plan.size(), [](std::size_t) { return Bit::constant(false); },
      [&](std::size_t select) { return plan[select].carry_in; });
}

BitFunction CellColumns::addend_bit(const CarryPlan& plan, int column, bool is_f) const {
  return select_function(
      plan.size(),
      [&](std::size_t select) {
        const std::optional<Term>& term = is_f ? cell_->functions[select].f : cell_->functions[select].g;
        return term ? data(term->input, column) : Bit::constant(false);
      },
      [&](std::size_t select) { return is_f ? plan[select].complement_f : plan[select].complement_g; });
}

// The multiplexer that passes bit_of(s), complemented or not, for select value s.
template <typename BitOf, typename IsComplemented>
BitFunction CellColumns::select_function(std::size_t select_values, BitOf bit_of,
                                         IsComplemented is_complemented) const {
  LutWires support;
  for (const Bit& select : selects_) support.insert(select);
  for (std::size_t s = 0; s < select_values; ++s) {
    const Bit bit = bit_of(s);
    if (!bit.is_constant()) support.insert(bit);
  }
  const auto position = [&](const Bit& bit) {
    return static_cast<std::size_t>(std::find(support.begin(), support.end(), bit) - support.begin());
  };
  std::array<std::uint64_t, 64> tables;
  for (std::size_t s = 0; s < select_values; ++s) {
    const Bit bit = bit_of(s);
    if (bit.is_constant()) {
      tables[s] = bit.index != 0 ? ~std::uint64_t{0} : 0;
    } else {
      tables[s] = kVariableTables[position(bit)];
    }
    if (is_complemented(s)) tables[s] = ~tables[s];
  }
  std::array<std::size_t, LutWires::kCapacity> selects;
  for (std::size_t b = 0; b < selects_.size(); ++b) selects[b] = position(selects_[b]);
  return {support, multiplex({tables.data(), select_values}, {selects.data(), selects_.size()})};
}

}  // namespace rccm
