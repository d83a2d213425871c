#include "unit/hdl/netlist_simulator.hpp"

#include <algorithm>
#include <stdexcept>

namespace rccm::test {

using hdl::Wire;

NetlistSimulator::NetlistSimulator(const hdl::Netlist& netlist) : netlist_(netlist), values_(netlist.signals.size()) {
  settle();
}

hdl::SignalId NetlistSimulator::find(const std::string& name) const {
  const auto found = std::find_if(netlist_.signals.begin(), netlist_.signals.end(),
                                  [&](const hdl::Signal& signal) { return signal.name == name; });
  if (found == netlist_.signals.end()) throw std::logic_error("no signal " + name);
  return static_cast<hdl::SignalId>(found - netlist_.signals.begin());
}

void NetlistSimulator::set(const std::string& port, std::uint64_t value) {
  values_[find(port)] = value;
}

std::uint64_t NetlistSimulator::get(const std::string& name) const {
  return values_[find(name)];
}

bool NetlistSimulator::value(const Wire& wire) const {
  return wire.is_constant ? wire.value : ((values_[wire.signal] >> wire.bit) & 1) != 0;
}

std::uint64_t NetlistSimulator::value(const hdl::Vector& vector) const {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) result |= std::uint64_t{value(vector[i])} << i;
  return result;
}

void NetlistSimulator::assign(const Wire& wire, bool value) {
  const std::uint64_t mask = std::uint64_t{1} << wire.bit;
  const std::uint64_t before = values_[wire.signal];
  values_[wire.signal] = value ? before | mask : before & ~mask;
  changed_ = changed_ || values_[wire.signal] != before;
}

void NetlistSimulator::assign(hdl::SignalId signal, const hdl::BitRange& bits, std::uint64_t value) {
  for (int bit = bits.low; bit <= bits.high; ++bit)
    assign(Wire::of(signal, bit), ((value >> (bit - bits.low)) & 1) != 0);
}

void NetlistSimulator::evaluate(const hdl::Lut& lut) {
  const std::uint64_t address = value(lut.pins);
  assign(lut.o6, ((lut.init >> address) & 1) != 0);
  if (lut.o5) assign(*lut.o5, ((lut.init >> (address % 32)) & 1) != 0);
}

void NetlistSimulator::evaluate(const hdl::CarryBlock& block) {
  bool carry = value(block.carry_in);
  for (std::size_t i = 0; i < block.propagate.size(); ++i) {
    const bool propagate = value(block.propagate[i]);
    assign(block.sum[i], propagate != carry);
    if (!propagate) carry = value(block.generate[i]);
    assign(block.carry_out[i], carry);
  }
}

void NetlistSimulator::evaluate(const hdl::CellBlock& cell) {
  for (const hdl::Lut& lut : cell.columns) evaluate(lut);
  for (const hdl::CarryBlock& block : cell.carry_blocks) evaluate(block);
  if (!cell.adder) return;
  const auto choice_value = [&](const hdl::Choice& choice) {
    const std::uint64_t plain = value(choice.value);
    return choice.complement ? ~plain : plain;
  };
  for (const hdl::Assignment& operand : cell.adder->operands)
    assign(operand.target, operand.bits, value(operand.value));
  if (cell.adder->select) {
    assign(cell.adder->select->target, cell.adder->select->bits, value(cell.adder->select->value));
  }
  for (const hdl::Multiplexer& multiplexer : cell.adder->multiplexers) {
    const hdl::Choice& chosen = multiplexer.choices.at(values_[multiplexer.select]);
    assign(multiplexer.output, netlist_.signals[multiplexer.output].runs.front(), choice_value(chosen));
  }
  std::uint64_t sum = value(cell.adder->carry) ? 1 : 0;
  for (const hdl::Addend& addend : cell.adder->addends) {
    sum += addend.subtract ? -choice_value(addend.choice) : choice_value(addend.choice);
  }
  assign(cell.result, {cell.width - 1, 0}, sum);
}

void NetlistSimulator::settle() {
  do {
    changed_ = false;
    for (const hdl::Step& step : netlist_.steps) {
      for (const hdl::Lut& lut : step.logic) evaluate(lut);
      for (const hdl::CellBlock& cell : step.cells) evaluate(cell);
    }
    for (const hdl::Assignment& output : netlist_.outputs) assign(output.target, output.bits, value(output.value));
  } while (changed_);
}

void NetlistSimulator::tick() {
  std::vector<std::pair<const hdl::Assignment*, std::uint64_t>> next;
  for (const hdl::Step& step : netlist_.steps) {
    for (const hdl::Assignment& entry : step.registers) next.emplace_back(&entry, value(entry.value));
  }
  for (const auto& [entry, word] : next) assign(entry->target, entry->bits, word);
  settle();
}

}  // namespace rccm::test
