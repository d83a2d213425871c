#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "circuit/circuit.hpp"
#include "circuit/mapping.hpp"
#include "hdl/options.hpp"

namespace rccm::hdl {

/// Bits high..low of a signal.
struct BitRange {
  int high = 0;
  int low = 0;
  [[nodiscard]] int width() const { return high - low + 1; }
  bool operator==(const BitRange&) const = default;
};

/// What drives a signal, which Verilog wants declared.
enum class SignalKind { kInput, kOutput, kWire, kMultiplexer, kRegister };

/// A named value of the module. It has just the bits that something reads, under the numbers they have in the value
/// that it is part of; where bits in between are missing it is declared in several runs.
struct Signal {
  std::string name;
  SignalKind kind = SignalKind::kWire;
  std::vector<BitRange> runs;  ///< highest first
  bool is_scalar = false;      ///< one bit without a number
  bool is_signed = false;      ///< of a port: two's complement
  std::string comment;         ///< may be empty
  int cell = -1;               ///< the cell that the signal belongs to, -1 for registers
};

using SignalId = std::size_t;

/// A constant or one bit of a signal.
struct Wire {
  bool is_constant = true;
  bool value = false;   ///< of a constant
  SignalId signal = 0;  ///< otherwise
  int bit = 0;
  static Wire constant(bool value) { return {true, value, 0, 0}; }
  static Wire of(SignalId signal, int bit = 0) { return {false, false, signal, bit}; }
  bool operator==(const Wire&) const = default;
};

/// Wires side by side, lowest first.
using Vector = std::vector<Wire>;

/// Bits `bits` of the target are the value, which is as wide.
struct Assignment {
  SignalId target = 0;
  BitRange bits;
  Vector value;
};

/// A LUT1..LUT6, or a LUT6_2 where it has two outputs.
struct Lut {
  std::string name;
  std::vector<Wire> pins;  ///< I0 first; six of a LUT6_2
  std::uint64_t init = 0;  ///< 2^pins entries
  Wire o6;
  std::optional<Wire> o5;
};

/// A CARRY4 or CARRY8. All vectors are as wide as the primitive.
struct CarryBlock {
  std::string name;
  Wire carry_in;
  bool is_first = false;  ///< of its chain: the carry comes from the fabric
  Vector propagate;
  Vector generate;
  Vector sum;
  Vector carry_out;
};

/// One alternative of an addend: a vector or its complement.
struct Choice {
  Vector value;
  bool complement = false;
  bool operator==(const Choice&) const = default;
};

/// output = choices[select].
struct Multiplexer {
  SignalId output = 0;
  SignalId select = 0;
  std::vector<Choice> choices;
};

/// A part of a behavioural sum.
struct Addend {
  Choice choice;  ///< as wide as the result
  bool subtract = false;
};

/// The behavioural form of a cell: result = sum of the addends + carry.
struct Adder {
  std::vector<Assignment> operands;  ///< shifted sources
  std::optional<Assignment> select;
  std::vector<Multiplexer> multiplexers;
  std::vector<Addend> addends;
  Wire carry;
};

/// A cell as it is written.
struct CellBlock {
  SignalId result = 0;
  int width = 0;                          ///< of the whole result, copied bits included
  std::vector<std::string> alternatives;  ///< what the cell adds, for each value of its select bits
  std::vector<int> code_bits;             ///< its select bits, lowest first
  Range range;                            ///< exact values of the result
  bool is_truncated = false;              ///< high bits that nobody needs are missing
  std::string copies;                     ///< which result bits are copies of what, for people; may be empty
  std::optional<Adder> adder;             ///< portable style
  std::vector<Lut> columns;               ///< other styles, as all below
  std::vector<CarryBlock> carry_blocks;
  std::vector<Assignment> assignments;
};

/// Everything between two ranks of registers, and the rank before it.
struct Step {
  int time = 0;                       ///< cycles after the inputs
  std::vector<Assignment> registers;  ///< written at the clock edge that begins the step
  std::vector<Lut> logic;             ///< beside the chains
  std::vector<CellBlock> cells;
};

/// Port of the module; meanings are for people.
struct Port {
  SignalId signal = 0;
  std::string meaning;
};

/// A multiplier with names, widths and registers settled: what all printers see.
struct Netlist {
  ModuleOptions options;
  Circuit circuit;
  std::vector<std::int64_t> coefficients;  ///< of each code
  int product_bits = 0;
  bool product_signed = false;
  int latency = 0;       ///< cycles from x and code to product
  int registers = 0;     ///< flip-flops as written
  int luts = 0;          ///< 0 in portable style, where synthesis decides
  int carry_blocks = 0;  ///< CARRY4 or CARRY8
  std::vector<Port> ports;
  std::vector<Signal> signals;
  std::vector<Step> steps;
  std::vector<Assignment> outputs;
  std::vector<Vector> unused;  ///< input bits that nothing depends on
};

/// The netlist of a valid circuit.
[[nodiscard]] Netlist make_netlist(const Circuit& circuit, const ModuleOptions& options);

/// Adds a signal and gives its number.
SignalId add_signal(Netlist& netlist, Signal signal);

/// Columns of one carry primitive: 4 or 8.
[[nodiscard]] int carry_width(Style style);

}  // namespace rccm::hdl
