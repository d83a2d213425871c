#pragma once

#include <optional>
#include <vector>

#include "circuit/cell_columns.hpp"

namespace rccm {

/// One way to put a cell on LUTs: everything below `first` and, if top_is_logic, the top bit stand beside the chain.
struct CellOption {
  CarryPlan plan;
  int first = 0;
  bool top_is_logic = false;
  int chain_luts = 0;
  bool has_carry_out = false;
  std::vector<int> logic_bits;             ///< result bits that are LUT functions beside the chain
  std::optional<BitFunction> carry_logic;  ///< the carry-in, where it is neither constant nor a wire
};

/// What can be said of a cell before deciding on a mapping.
struct CellAnalysis {
  /// Per result bit: its function, if it is one of at most six wires that needs no carry chain.
  std::vector<MaybeFunction> functions;
  ValueWires result;                ///< the wire that carries each result bit, copies resolved
  std::vector<CellOption> options;  ///< never empty
};

/// Result bits of a cell as functions of the signals that reach it. `top` is the function of the sign bit, where it is
/// known from the ranges rather than from the columns.
[[nodiscard]] CellAnalysis analyse(const CellColumns& columns, int cell_index, int width, bool is_signed,
                                   const std::optional<BitFunction>& top);

/// What the value of the sign bits depends on.
struct SignContext {
  Bit x_sign;                                            ///< the top bit of a signed x
  std::vector<std::vector<std::int64_t>> const* tables;  ///< coefficient tables of all cells
  std::vector<std::pair<int, Bit>> source_signs;         ///< cells that feed this one, with the wire of their sign
  std::vector<Bit> own_selects;
  std::vector<Bit> all_selects;  ///< own ones and those of all cells that lead here
};

/// The sign of a cell whose coefficients are all at least zero: set where x is negative and the coefficient is not 0.
/// Nothing if it does not fit one LUT.
[[nodiscard]] std::optional<BitFunction> sign_function(const SignContext& context, int cell);

}  // namespace rccm
