#include <algorithm>
#include <set>

#include "hdl/bodies.hpp"
#include "hdl/cell_text.hpp"

namespace rccm::hdl {
namespace {

class MappedBody {
 public:
  MappedBody(Netlist& netlist, Words& words, const Mapping& mapping)
      : netlist_(netlist), words_(words), mapping_(mapping), selects_(code_bits(netlist.circuit)) {}

  Steps build() {
    find_logic_outputs();
    for (std::size_t lut = 0; lut < mapping_.logic.size(); ++lut) add_logic(lut);
    for (std::size_t cell = 0; cell < mapping_.cells.size(); ++cell) add_cell(static_cast<int>(cell));
    add_product();
    return std::move(steps_);
  }

 private:
  using OutputKey = std::pair<int, bool>;  // LUT and whether O5

  static OutputKey key_of(const Driver& driver) { return {driver.logic->lut, driver.logic->is_o5}; }

  [[nodiscard]] const MappedCell& mapped(int cell) const { return mapping_.cells[static_cast<std::size_t>(cell)]; }
  [[nodiscard]] int time_of(int level) const { return words_.schedule().time_of_level(level); }
  Step& step_of(int level) {
    Step& step = steps_[time_of(level)];
    step.time = time_of(level);
    return step;
  }

  // Two result bits can be the same LUT output; the first of them is the one that all readers use.
  [[nodiscard]] Bit origin(const Bit& bit) const {
    const auto found = same_as_.find(bit);
    return found == same_as_.end() ? bit : found->second;
  }

  Wire read(const Bit& bit, int time) { return words_.at(origin(bit), time); }

  // Names every LUT output beside the chains by the result bit or carry that it is.
  void find_logic_outputs() {
    for (int cell = 0; cell < static_cast<int>(mapping_.cells.size()); ++cell) {
      std::set<int> own;
      for (int bit = 0; bit < mapped(cell).width(); ++bit) {
        const ResultBit& result = mapped(cell).bits[static_cast<std::size_t>(bit)];
        if (result.origin == BitOrigin::kWire) continue;
        const Bit self = Bit::of_cell(cell, bit);
        if (result.origin == BitOrigin::kLogic) {
          const auto [found, is_new] = output_bits_.emplace(key_of(result.driver), self);
          if (!is_new) {
            same_as_[self] = found->second;
            continue;
          }
          outputs_[found->first] = Wire::of(words_.result(cell), bit);
        }
        own.insert(bit);
      }
      netlist_.signals[words_.result(cell)].runs = to_runs(own);
    }
    for (int cell = 0; cell < static_cast<int>(mapping_.cells.size()); ++cell) {
      const Driver& carry = mapped(cell).chain.carry_in;
      if (!carry.logic || outputs_.contains(key_of(carry))) continue;
      outputs_[key_of(carry)] = Wire::of(add_scalar(cell, "carry_in"));
    }
  }

  SignalId add_scalar(int cell, const std::string& suffix) {
    const std::string name = netlist_.signals[words_.result(cell)].name + "_" + suffix;
    return add_signal(netlist_, {name, SignalKind::kWire, {{0, 0}}, true, false, "", cell});
  }

  void add_logic(std::size_t index) {
    const LogicLut& source = mapping_.logic[index];
    Lut lut;
    lut.name = "logic" + std::to_string(index);
    for (const Bit& pin : source.pins()) lut.pins.push_back(read(pin, time_of(source.level)));
    if (source.o5) {
      lut.pins.resize(5, Wire::constant(false));
      lut.pins.push_back(Wire::constant(true));
      lut.o5 = outputs_.at({static_cast<int>(index), true});
    }
    lut.init = source.init();
    lut.o6 = outputs_.at({static_cast<int>(index), false});
    step_of(source.level).logic.push_back(std::move(lut));
  }

  void add_cell(int cell) {
    const MappedCell& source = mapped(cell);
    CellBlock block;
    block.result = words_.result(cell);
    block.width = source.width();
    block.alternatives = alternatives_text(netlist_.circuit.cells[static_cast<std::size_t>(cell)]);
    block.code_bits = selects_[static_cast<std::size_t>(cell)];
    block.range = source.range;
    block.is_truncated = source.is_truncated;
    block.copies = copies_text(source);
    if (!source.chain.columns.empty()) add_chain(cell, block);
    step_of(source.level).cells.push_back(std::move(block));
  }

  void add_chain(int cell, CellBlock& block) {
    const MappedCell& source = mapped(cell);
    const Chain& chain = source.chain;
    const int time = time_of(source.level);
    const int count = static_cast<int>(chain.columns.size());
    const std::string name = netlist_.signals[block.result].name;
    const BitRange bits{chain.first + count - 1, chain.first};
    const SignalId propagate =
        add_signal(netlist_, {name + "_propagate", SignalKind::kWire, {bits}, false, false, "", cell});
    const SignalId generate =
        add_signal(netlist_, {name + "_generate", SignalKind::kWire, {bits}, false, false, "", cell});
    for (int i = 0; i < count; ++i) {
      const ChainColumn& column = chain.columns[static_cast<std::size_t>(i)];
      const int bit = chain.first + i;
      Lut lut;
      lut.name = name + "_column" + std::to_string(bit);
      for (const Bit& pin : column.pins) lut.pins.push_back(read(pin, time));
      lut.init = column.init;
      lut.o6 = Wire::of(propagate, bit);
      lut.o5 = Wire::of(generate, bit);
      block.columns.push_back(std::move(lut));
    }

    Wire carry = chain.carry_in.logic ? outputs_.at(key_of(chain.carry_in)) : read(chain.carry_in.wire, time);
    const int width = carry_width(netlist_.options.style);
    const SignalId unused = add_signal(
        netlist_, {name + "_unused", SignalKind::kWire, {}, false, false, "chain outputs that nothing reads", cell});
    int unused_bits = 0;
    const auto result_or_unused = [&](int bit, BitOrigin wanted) {
      const bool exists = bit < source.width() && source.bits[static_cast<std::size_t>(bit)].origin == wanted;
      return exists ? Wire::of(block.result, bit) : Wire::of(unused, unused_bits++);
    };
    for (int begin = 0; begin < count; begin += width) {
      CarryBlock carries;
      carries.name = name + "_chain" + std::to_string(begin / width);
      carries.carry_in = carry;
      carries.is_first = begin == 0;
      for (int i = begin; i < begin + width; ++i) {
        const int bit = chain.first + i;
        const bool exists = i < count;
        carries.propagate.push_back(exists ? Wire::of(propagate, bit) : Wire::constant(false));
        carries.generate.push_back(exists ? Wire::of(generate, bit) : Wire::constant(false));
        carries.sum.push_back(exists ? result_or_unused(bit, BitOrigin::kSum) : Wire::of(unused, unused_bits++));
      }
      for (int i = begin; i < begin + width; ++i) {
        const int next = chain.first + i + 1;
        if (i == begin + width - 1 && i + 1 < count) {
          carry = Wire::of(add_scalar(cell, "carry_into_" + std::to_string(next)));
          carries.carry_out.push_back(carry);
        } else if (i == count - 1 && chain.has_carry_out) {
          carries.carry_out.push_back(result_or_unused(next, BitOrigin::kCarryOut));
        } else {
          carries.carry_out.push_back(Wire::of(unused, unused_bits++));
        }
      }
      block.carry_blocks.push_back(std::move(carries));
    }
    if (unused_bits > 0) netlist_.signals[unused].runs = {{unused_bits - 1, 0}};
  }

  void add_product() {
    const int latency = words_.schedule().latency;
    const int last = static_cast<int>(mapping_.cells.size()) - 1;
    Vector value;
    for (int bit = 0; bit < mapped(last).width(); ++bit) {
      const ResultBit& result = mapped(last).bits[static_cast<std::size_t>(bit)];
      value.push_back(read(result.origin == BitOrigin::kWire ? result.driver.wire : Bit::of_cell(last, bit), latency));
    }
    for (const Port& port : netlist_.ports) {
      if (netlist_.signals[port.signal].name != "product") continue;
      netlist_.outputs.push_back({port.signal, {mapped(last).width() - 1, 0}, std::move(value)});
      break;
    }
  }

  Netlist& netlist_;
  Words& words_;
  const Mapping& mapping_;
  std::vector<std::vector<int>> selects_;  // code bits of each cell
  Steps steps_;
  std::map<OutputKey, Bit> output_bits_;
  std::map<OutputKey, Wire> outputs_;
  std::map<Bit, Bit> same_as_;
};

}  // namespace

Steps mapped_body(Netlist& netlist, Words& words, const Mapping& mapping) {
  return MappedBody(netlist, words, mapping).build();
}

}  // namespace rccm::hdl
