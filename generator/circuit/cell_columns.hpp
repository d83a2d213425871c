#pragma once

#include <vector>

#include "circuit/bit_function.hpp"
#include "circuit/carry_plan.hpp"
#include "circuit/circuit.hpp"

namespace rccm {

/// The wires that carry a value: x, or the result of a cell. Bits that are mere copies name what they copy.
struct ValueWires {
  std::vector<Bit> bits;  ///< lowest first
  bool is_signed = false;
  /// The wire of a bit position, sign- or zero-extended; constant 0 below position 0.
  [[nodiscard]] Bit at(int position) const;
};

/// A cell together with the wires that reach it: what its columns compute before any mapping decision.
class CellColumns {
 public:
  /// sources[i] are the wires of cell.inputs[i].source; selects the code wires that drive the select bits.
  CellColumns(const Cell& cell, std::vector<ValueWires> sources, std::vector<Bit> selects);

  [[nodiscard]] const Cell& cell() const { return *cell_; }
  [[nodiscard]] const std::vector<Bit>& selects() const { return selects_; }
  /// The wire of one of the cell's inputs in a result column, after its shift.
  [[nodiscard]] Bit data(int input, int column) const;
  /// The addends' bits in a column, complemented as the plan says.
  [[nodiscard]] BitFunction f_bit(const CarryPlan& plan, int column) const;
  [[nodiscard]] BitFunction g_bit(const CarryPlan& plan, int column) const;
  /// The carry into column 0.
  [[nodiscard]] BitFunction carry_in(const CarryPlan& plan) const;

 private:
  template <typename BitOf, typename IsComplemented>
  [[nodiscard]] BitFunction select_function(std::size_t select_values, BitOf bit_of,
                                            IsComplemented is_complemented) const;
  [[nodiscard]] BitFunction addend_bit(const CarryPlan& plan, int column, bool is_f) const;

  const Cell* cell_;
  std::vector<ValueWires> sources_;
  std::vector<Bit> selects_;
};

}  // namespace rccm
