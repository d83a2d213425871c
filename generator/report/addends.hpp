#pragma once

#include <optional>
#include <string>
#include <vector>

#include "circuit/cell.hpp"

namespace rccm::report {

/// One data pin of a multiplexer in a drawing.
struct Port {
  std::optional<Input> input;  ///< nothing is the constant 0
  bool negate = false;
  /// The values of the deciding select bits that choose this port, "-" for a bit that does not matter: "00", "1- 01".
  std::string label;
  bool operator==(const Port&) const = default;
};

/// A select bit that negates an addend.
struct SignControl {
  int code_bit = 0;
  bool negative_at = true;  ///< the value of the bit for which the addend is negated
  bool operator==(const SignControl&) const = default;
};

/// An operand of a cell's adder as a person would draw it: a wire or a multiplexer, then perhaps a negation.
struct Addend {
  std::vector<Port> ports;                  ///< one where there is no multiplexer
  std::vector<int> selects;                 ///< the code bits that decide between the ports, lowest first
  std::optional<SignControl> sign_control;  ///< where the sign depends on a single select bit; then no port is negated
  bool negate = false;                      ///< always negated; then no port is
  bool operator==(const Addend&) const = default;
};

/// The addends of a cell, the one with the multiplexer first in gated mode, f first otherwise; those that are always 0
/// are left out. `code_bits` drive the select bits, lowest first.
[[nodiscard]] std::vector<Addend> drawn_addends(const Cell& cell, const std::vector<int>& code_bits);

/// How an addend's sign is written at the adder: "+", "−", or "±" and "∓", where the upper sign holds while the
/// controlling bit is 0.
[[nodiscard]] std::string sign_text(const Addend& addend);

/// The numbers of all `bits`-wide values in `values` as few patterns with "-", joined by blanks.
[[nodiscard]] std::string patterns(const std::vector<std::size_t>& values, std::size_t bits);

}  // namespace rccm::report
