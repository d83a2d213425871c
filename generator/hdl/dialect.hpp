#pragma once

#include <string>

#include "hdl/netlist.hpp"

namespace rccm::hdl {

/// Spells signals, vectors and literals of one netlist in one language.
class Dialect {
 public:
  Dialect(const Netlist& netlist, Language language) : netlist_(&netlist), language_(language) {}

  [[nodiscard]] bool is_verilog() const { return language_ == Language::kVerilog; }
  [[nodiscard]] const Signal& signal(SignalId id) const { return netlist_->signals[id]; }

  /// "[7:0]" or "(7 downto 0)".
  [[nodiscard]] std::string range(const BitRange& bits) const;
  /// The declared name of one run of a signal: "code_q1", or "code_q1_5_to_4" where there are several runs.
  [[nodiscard]] std::string run_name(const Signal& signal, const BitRange& run) const;
  /// A single bit: "x[7]", "1'b0".
  [[nodiscard]] std::string wire(const Wire& wire) const;
  /// A vector as an expression: "{{3{x[7]}}, x}", "(2 downto 0 => x(7)) & x".
  [[nodiscard]] std::string vector(const Vector& vector) const;
  /// The same, in parentheses where an operator beside it would bind to a part only.
  [[nodiscard]] std::string operand(const Vector& vector) const;
  /// What an assignment writes to: the bits of a signal, or the whole of it.
  [[nodiscard]] std::string target(SignalId id, const BitRange& bits) const;
  /// The value of an assignment, as its target needs it.
  [[nodiscard]] std::string value(const Assignment& assignment) const;
  /// A literal of a number of bits: "8'd5", X"05".
  [[nodiscard]] std::string init(std::uint64_t table, std::size_t pins) const;
  /// The literal that a select value is compared with.
  [[nodiscard]] std::string select_value(std::size_t value, int width) const;

  /// Part of a vector that is written in one piece: bits of a signal, one bit several times, or constants.
  struct Piece {
    Vector wires;  ///< lowest first
    bool is_repeat = false;
  };
  /// Highest first.
  [[nodiscard]] std::vector<Piece> pieces(const Vector& vector) const;
  [[nodiscard]] std::string piece(const Piece& piece) const;

 private:
  [[nodiscard]] const BitRange& run_of(const Wire& wire) const;

  const Netlist* netlist_;
  Language language_;
};

/// A string of 0 and 1, highest bit first.
[[nodiscard]] std::string binary_digits(const Vector& constants);

}  // namespace rccm::hdl
