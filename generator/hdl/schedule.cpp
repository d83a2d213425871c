#include "hdl/schedule.hpp"

#include <algorithm>

#include "hdl/consumer_outputs.hpp"

namespace rccm::hdl {
namespace {

constexpr int kWordX = -2;
constexpr int kWordCode = -1;

SignalId add_port(Netlist& netlist, const std::string& name, SignalKind kind, int width, bool is_signed,
                  const std::string& meaning) {
  Signal signal{name, kind, {{std::max(width, 1) - 1, 0}}, width == 0, is_signed, "", -1};
  const SignalId id = add_signal(netlist, std::move(signal));
  netlist.ports.push_back({id, meaning});
  return id;
}

}  // namespace

Schedule make_schedule(const ModuleOptions& options, int depth) {
  Schedule schedule;
  schedule.input_time = options.input_register ? 1 : 0;
  schedule.pipelined = options.pipeline == Pipeline::kCells;
  schedule.depth = depth;
  schedule.latency = schedule.time_of_level(depth) + (schedule.pipelined || options.output_register ? 1 : 0);
  return schedule;
}

Words::Words(Netlist& netlist, Schedule schedule, std::vector<int> cell_levels)
    : netlist_(&netlist), schedule_(schedule), levels_(std::move(cell_levels)) {
  const Circuit& circuit = netlist.circuit;
  const std::vector<ConsumerOutput> outputs = consumer_outputs(circuit);
  if (schedule_.latency > 0) add_port(netlist, "clk", SignalKind::kInput, 0, false, "registers act on its rising edge");
  x_ = add_port(netlist, "x", SignalKind::kInput, circuit.input_bits, circuit.input_signed, "multiplicand");
  const int stored = stored_bits(circuit);
  if (stored > 0) {
    std::string above;
    for (const ConsumerOutput& output : outputs) above.insert(0, "the " + output.choice + " above ");
    const std::string meaning = above.empty() ? "stored word" : "stored word: " + above + "the code";
    code_ = add_port(netlist, "code", SignalKind::kInput, stored, false, meaning);
  }
  add_port(netlist, "product", SignalKind::kOutput, netlist.product_bits, netlist.product_signed,
           circuit.signless ? "magnitude * x" : "coefficient * x");
  for (const ConsumerOutput& output : outputs) {
    add_port(netlist, output.name, SignalKind::kOutput, 0, false, "1: " + output.meaning);
  }
  for (int i = 0; i < static_cast<int>(circuit.cells.size()); ++i) {
    results_.push_back(add_signal(netlist, {"sum" + std::to_string(i), SignalKind::kWire, {}, false, false, "", i}));
  }
}

int Words::word_of(const Bit& bit) {
  if (bit.kind == Bit::Kind::kCell) return bit.cell;
  return bit.kind == Bit::Kind::kInput ? kWordX : kWordCode;
}

int Words::birth(int word) const {
  return word < 0 ? 0 : schedule_.time_of_level(levels_[static_cast<std::size_t>(word)]);
}

SignalId Words::signal(int word, int time) {
  if (time == birth(word)) {
    if (word == kWordX) return x_;
    return word == kWordCode ? code_ : results_[static_cast<std::size_t>(word)];
  }
  const auto found = delayed_.find({word, time});
  if (found != delayed_.end()) return found->second;
  const std::string name = netlist_->signals[signal(word, birth(word))].name + "_q" + std::to_string(time);
  const SignalId id = add_signal(*netlist_, {name, SignalKind::kRegister, {}, false, false, "", -1});
  delayed_.emplace(Key{word, time}, id);
  return id;
}

Wire Words::at(const Bit& bit, int time) {
  if (bit.is_constant()) return Wire::constant(bit.index != 0);
  const int word = word_of(bit);
  for (int t = birth(word) + 1; t <= time; ++t) read_[signal(word, t)].insert(bit.index);
  return Wire::of(signal(word, time), bit.index);
}

std::string Words::name(const Bit& bit, int time) const {
  const int word = word_of(bit);
  const std::string base = word == kWordX ? "x" : word == kWordCode ? "code" : "sum" + std::to_string(word);
  return time == birth(word) ? base : base + "_q" + std::to_string(time);
}

std::map<int, std::vector<Assignment>> Words::make_registers() {
  std::map<int, std::vector<Assignment>> result;
  for (const auto& [key, id] : delayed_) {
    const auto& [word, time] = key;
    Signal& target = netlist_->signals[id];
    target.runs = to_runs(read_.at(id));
    const SignalId source = signal(word, time - 1);
    for (const BitRange& run : target.runs) {
      Vector value;
      for (int bit = run.low; bit <= run.high; ++bit) value.push_back(Wire::of(source, bit));
      result[time].push_back({id, run, std::move(value)});
      netlist_->registers += run.width();
    }
  }
  return result;
}

std::vector<BitRange> to_runs(const std::set<int>& bits) {
  std::vector<BitRange> runs;
  for (const int bit : bits) {
    if (!runs.empty() && runs.front().high == bit - 1) {
      runs.front().high = bit;
    } else {
      runs.insert(runs.begin(), {bit, bit});
    }
  }
  return runs;
}

}  // namespace rccm::hdl
