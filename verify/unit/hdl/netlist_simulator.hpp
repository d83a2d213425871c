#pragma once

#include <cstdint>
#include <vector>

#include "hdl/netlist.hpp"

namespace rccm::test {

/// Runs a netlist as simulators run the text printed from it, knowing nothing of circuits: LUT tables, carry blocks,
/// multiplexers, adders and registers.
class NetlistSimulator {
 public:
  explicit NetlistSimulator(const hdl::Netlist& netlist);

  /// Sets an input, as an unsigned word.
  void set(const std::string& port, std::uint64_t value);
  /// The value of a signal after the inputs have settled, as an unsigned word.
  [[nodiscard]] std::uint64_t get(const std::string& name) const;
  /// Lets everything between registers settle.
  void settle();
  /// One rising edge of the clock, then settles.
  void tick();

 private:
  [[nodiscard]] hdl::SignalId find(const std::string& name) const;
  [[nodiscard]] bool value(const hdl::Wire& wire) const;
  [[nodiscard]] std::uint64_t value(const hdl::Vector& vector) const;
  void assign(const hdl::Wire& wire, bool value);
  void assign(hdl::SignalId signal, const hdl::BitRange& bits, std::uint64_t value);
  void evaluate(const hdl::Lut& lut);
  void evaluate(const hdl::CarryBlock& block);
  void evaluate(const hdl::CellBlock& cell);

  const hdl::Netlist& netlist_;
  std::vector<std::uint64_t> values_;  // of each signal, bit i at position i
  bool changed_ = false;
};

}  // namespace rccm::test
