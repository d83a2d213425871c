#include "hdl/netlist.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "hdl/bodies.hpp"
#include "hdl/consumer_outputs.hpp"
#include "hdl/names.hpp"
#include "hdl/schedule.hpp"
#include "support/error.hpp"

namespace rccm::hdl {
namespace {

// Calls visit for every wire that something in the module reads.
void for_each_read(const Netlist& netlist, const std::function<void(const Wire&)>& visit) {
  const auto visit_all = [&](const Vector& vector) {
    for (const Wire& wire : vector) visit(wire);
  };
  const auto visit_assignments = [&](const std::vector<Assignment>& assignments) {
    for (const Assignment& assignment : assignments) visit_all(assignment.value);
  };
  for (const Step& step : netlist.steps) {
    visit_assignments(step.registers);
    for (const Lut& lut : step.logic) visit_all(lut.pins);
    for (const CellBlock& cell : step.cells) {
      for (const Lut& lut : cell.columns) visit_all(lut.pins);
      for (const CarryBlock& block : cell.carry_blocks) {
        visit(block.carry_in);
        visit_all(block.propagate);
        visit_all(block.generate);
      }
      if (!cell.adder) continue;
      visit_assignments(cell.adder->operands);
      if (cell.adder->select) visit_all(cell.adder->select->value);
      for (const Multiplexer& multiplexer : cell.adder->multiplexers) {
        for (int bit = 0; bit < 32; ++bit) visit(Wire::of(multiplexer.select, bit));
        for (const Choice& choice : multiplexer.choices) visit_all(choice.value);
      }
      for (const Addend& addend : cell.adder->addends) visit_all(addend.choice.value);
      visit(cell.adder->carry);
    }
  }
  visit_assignments(netlist.outputs);
}

// Bits that a circuit has but no coefficient depends on; linters want to be told.
std::vector<Vector> unread_bits(const Netlist& netlist) {
  std::vector<std::set<int>> unread(netlist.signals.size());
  for (SignalId id = 0; id < netlist.signals.size(); ++id) {
    const Signal& signal = netlist.signals[id];
    if (signal.kind == SignalKind::kOutput || signal.name.ends_with("_unused")) continue;
    if (signal.name == "clk" && netlist.registers > 0) continue;
    for (const BitRange& run : signal.runs) {
      for (int bit = run.low; bit <= run.high; ++bit) unread[id].insert(bit);
    }
  }
  for_each_read(netlist, [&](const Wire& wire) {
    if (!wire.is_constant) unread[wire.signal].erase(wire.bit);
  });
  std::vector<Vector> result;
  for (SignalId id = 0; id < netlist.signals.size(); ++id) {
    for (const BitRange& run : to_runs(unread[id])) {
      Vector bits;
      for (int bit = run.low; bit <= run.high; ++bit) bits.push_back(Wire::of(id, bit));
      result.push_back(std::move(bits));
    }
  }
  return result;
}

}  // namespace

int carry_width(Style style) {
  return style == Style::kXcup ? 8 : 4;
}

SignalId add_signal(Netlist& netlist, Signal signal) {
  netlist.signals.push_back(std::move(signal));
  return netlist.signals.size() - 1;
}

Netlist make_netlist(const Circuit& circuit, const ModuleOptions& options) {
  validate(circuit);
  if (!is_legal_name(options.module_name)) {
    throw usage_error("module name \"" + options.module_name +
                      "\" is not legal in Verilog and VHDL: use lower-case letters, digits and single underscores, "
                      "beginning with a letter, and no reserved word");
  }
  const Mapping mapping = map_circuit(circuit);
  Netlist netlist;
  netlist.options = options;
  netlist.circuit = circuit;
  netlist.coefficients = coefficient_table(circuit);
  netlist.product_bits = mapping.cells.back().width();
  netlist.product_signed = mapping.cells.back().is_signed;

  const Schedule schedule = make_schedule(options, depth(circuit));
  netlist.latency = schedule.latency;
  Words words(netlist, schedule, levels(circuit));
  const bool is_portable = options.style == Style::kPortable;
  Steps steps = is_portable ? portable_body(netlist, words, mapping) : mapped_body(netlist, words, mapping);
  for (const ConsumerOutput& output : consumer_outputs(circuit)) {
    const auto port = std::ranges::find_if(
        netlist.ports, [&](const Port& entry) { return netlist.signals[entry.signal].name == output.name; });
    netlist.outputs.push_back({port->signal, {0, 0}, {words.at(Bit::code(output.bit), schedule.latency)}});
  }
  for (auto& [time, registers] : words.make_registers()) {
    steps[time].time = time;
    steps[time].registers = std::move(registers);
  }
  for (auto& [time, step] : steps) netlist.steps.push_back(std::move(step));

  if (!is_portable) netlist.luts = lut_count(mapping);
  for (const Step& step : netlist.steps) {
    for (const CellBlock& cell : step.cells) netlist.carry_blocks += static_cast<int>(cell.carry_blocks.size());
  }
  netlist.unused = unread_bits(netlist);
  return netlist;
}

}  // namespace rccm::hdl
