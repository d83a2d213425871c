#pragma once

#include <compare>
#include <optional>
#include <vector>

namespace rccm {

/// What one LUT column in front of the carry chain can add; DESIGN section 4 of the project describes the circuits.
enum class Mode {
  kGated,   ///< g_s + (0 or d): g is 0 or ± a data input, d is one input that is passed or blocked, never negated
  kDual,    ///< f_s + g_s: each 0 or ± a data input, at most one of the two negated
  kPaired,  ///< the top select bit decides between g_s and g_s + f_s; at most one of the two negated
};

/// The source of a cell input that is the circuit's input rather than an earlier cell.
inline constexpr int kSourceX = -1;

/// One data input of a cell: the value of x or of an earlier cell, shifted left.
struct Input {
  int source = kSourceX;  ///< kSourceX or the index of an earlier cell
  int shift = 0;          ///< 0..kMaxShift
  auto operator<=>(const Input&) const = default;
};

/// An addend: plus or minus one of the cell's inputs.
struct Term {
  int input = 0;  ///< index into Cell::inputs
  bool negate = false;
  auto operator<=>(const Term&) const = default;
};

/// What a cell adds for one select value; an empty addend is 0.
/// g is the addend that the LUT's O5 output feeds to the carry chain; in gated mode f is the input d or empty.
struct Function {
  std::optional<Term> f;
  std::optional<Term> g;
  auto operator<=>(const Function&) const = default;
};

/// One carry chain with the multiplexers in front of it.
struct Cell {
  Mode mode = Mode::kDual;
  std::vector<Input> inputs;
  int select_bits = 0;
  std::vector<Function> functions;  ///< one per select value, 2^select_bits in all
  /// The code bits that drive the select bits, lowest first. Empty means the next bits that no earlier cell uses;
  /// cells share code bits where it is given (Booth recoding).
  std::vector<int> code_bits;
  auto operator<=>(const Cell&) const = default;
};

}  // namespace rccm
