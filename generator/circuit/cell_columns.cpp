#include "circuit/cell_columns.hpp"

#include <algorithm>
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
  std::vector<bool> carries;
  for (const Realisation& realisation : plan) carries.push_back(realisation.carry_in);
  return select_function(std::vector<Bit>(plan.size(), Bit::constant(false)), carries);
}

BitFunction CellColumns::addend_bit(const CarryPlan& plan, int column, bool is_f) const {
  std::vector<Bit> bits;
  std::vector<bool> complement;
  for (std::size_t s = 0; s < plan.size(); ++s) {
    const std::optional<Term>& term = is_f ? cell_->functions[s].f : cell_->functions[s].g;
    bits.push_back(term ? data(term->input, column) : Bit::constant(false));
    complement.push_back(is_f ? plan[s].complement_f : plan[s].complement_g);
  }
  return select_function(bits, complement);
}

// The multiplexer that passes bits[s], complemented or not, for select value s.
BitFunction CellColumns::select_function(const std::vector<Bit>& bits, const std::vector<bool>& complement) const {
  std::vector<Bit> support = selects_;
  for (const Bit& bit : bits) {
    if (!bit.is_constant()) support.push_back(bit);
  }
  std::sort(support.begin(), support.end());
  support.erase(std::unique(support.begin(), support.end()), support.end());
  const auto position = [&](const Bit& bit) {
    return static_cast<std::size_t>(std::lower_bound(support.begin(), support.end(), bit) - support.begin());
  };
  std::uint64_t table = 0;
  for (std::size_t assignment = 0; assignment < std::size_t{1} << support.size(); ++assignment) {
    std::size_t s = 0;
    for (std::size_t b = 0; b < selects_.size(); ++b) s |= ((assignment >> position(selects_[b])) & 1) << b;
    const Bit& bit = bits[s];
    const bool value = bit.is_constant() ? bit.index != 0 : ((assignment >> position(bit)) & 1) != 0;
    if (value != complement[s]) table |= std::uint64_t{1} << assignment;
  }
  return {std::move(support), table};
}

}  // namespace rccm
