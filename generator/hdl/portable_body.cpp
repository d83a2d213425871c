#include <algorithm>
#include <tuple>

#include "hdl/bodies.hpp"
#include "hdl/cell_text.hpp"

namespace rccm::hdl {
namespace {

bool is_negated(const std::optional<Term>& term) {
  return term && term->negate;
}

// How an addend enters the sum for all select values: added, subtracted, or now this and now that. Then -v is ~v + 1.
enum class Sign { kPlus, kMinus, kMixed };

struct Negation {
  Sign f = Sign::kPlus;
  Sign g = Sign::kPlus;
};

Negation negation_of(const Cell& cell) {
  const auto any = [&](auto&& predicate) {
    return std::any_of(cell.functions.begin(), cell.functions.end(), predicate);
  };
  const bool minus_f = any([](const Function& function) { return is_negated(function.f); });
  const bool minus_g = any([](const Function& function) { return is_negated(function.g); });
  if (!minus_f && !minus_g) return {};
  const bool plus_f = any([](const Function& function) { return function.f && !function.f->negate; });
  const bool plus_g = any([](const Function& function) { return function.g && !function.g->negate; });
  if (!plus_f && !minus_g) return {Sign::kMinus, Sign::kPlus};
  if (!plus_g && !minus_f) return {Sign::kPlus, Sign::kMinus};
  return {Sign::kMixed, Sign::kMixed};
}

class PortableBody {
 public:
  PortableBody(Netlist& netlist, Words& words, const Mapping& mapping)
      : netlist_(netlist), words_(words), mapping_(mapping), selects_(code_bits(netlist.circuit)) {}

  Steps build() {
    find_operand_widths();
    for (std::size_t cell = 0; cell < mapping_.cells.size(); ++cell) add_cell(cell);
    const int last = static_cast<int>(mapping_.cells.size()) - 1;
    Vector product;
    for (int bit = 0; bit < mapping_.cells.back().width(); ++bit) {
      product.push_back(words_.at(Bit::of_cell(last, bit), words_.schedule().latency));
    }
    for (const Port& port : netlist_.ports) {
      if (netlist_.signals[port.signal].name != "product") continue;
      netlist_.outputs.push_back({port.signal, {mapping_.cells.back().width() - 1, 0}, std::move(product)});
      break;
    }
    return std::move(steps_);
  }

 private:
  // A shifted word at a time. Cells that add it at different widths share it at the largest.
  using OperandKey = std::tuple<int, int, int>;  // source, time, shift

  [[nodiscard]] int time_of(std::size_t cell) const {
    return words_.schedule().time_of_level(mapping_.cells[cell].level);
  }

  void find_operand_widths() {
    for (std::size_t i = 0; i < mapping_.cells.size(); ++i) {
      for (const Input& input : netlist_.circuit.cells[i].inputs) {
        int& width = operand_widths_[{input.source, time_of(i), input.shift}];
        width = std::max(width, mapping_.cells[i].width());
      }
    }
  }

  // The source shifted, extended by its sign or by zeros, cut to the width.
  Vector shifted(const Input& input, int time, int width) {
    const bool is_x = input.source == kSourceX;
    const MappedCell* cell = is_x ? nullptr : &mapping_.cells[static_cast<std::size_t>(input.source)];
    const int source_width = is_x ? mapping_.input_bits : cell->width();
    const bool is_signed = is_x ? mapping_.input_signed : cell->is_signed;
    Vector value;
    for (int position = 0; position < width; ++position) {
      int bit = position - input.shift;
      if (bit >= source_width && is_signed) bit = source_width - 1;
      if (bit < 0 || bit >= source_width) {
        value.push_back(Wire::constant(false));
      } else {
        value.push_back(words_.at(is_x ? Bit::input(bit) : Bit::of_cell(input.source, bit), time));
      }
    }
    return value;
  }

  // The operand as an addend reads it. Defines its signal where it is more than a part of the source.
  Vector operand(const Input& input, int cell, int width, Adder& adder) {
    const int time = time_of(static_cast<std::size_t>(cell));
    const OperandKey key{input.source, time, input.shift};
    const int full_width = operand_widths_.at(key);
    const Vector value = shifted(input, time, full_width);
    Vector cut(value.begin(), value.begin() + width);
    const bool is_constant = std::all_of(cut.begin(), cut.end(), [](const Wire& wire) { return wire.is_constant; });
    const bool is_extended = value.size() > 1 && value.back() == value[value.size() - 2];
    if (is_constant || (input.shift == 0 && !is_extended && !value.back().is_constant)) return cut;
    auto found = operands_.find(key);
    if (found == operands_.end()) {
      const Bit some = input.source == kSourceX ? Bit::input(0) : Bit::of_cell(input.source, 0);
      const std::string name = words_.name(some, time) + "_shl" + std::to_string(input.shift);
      const BitRange bits{full_width - 1, 0};
      const SignalId id = add_signal(netlist_, {name, SignalKind::kWire, {bits}, false, false, "", cell});
      found = operands_.emplace(key, id).first;
      adder.operands.push_back({id, bits, value});
    }
    Vector read;
    for (int bit = 0; bit < width; ++bit) read.push_back(Wire::of(found->second, bit));
    return read;
  }

  // What one of the two addends is for each select value.
  std::vector<Choice> choices(std::size_t cell, bool is_f, bool complement, Adder& adder) {
    const Cell& source = netlist_.circuit.cells[cell];
    const int width = mapping_.cells[cell].width();
    std::vector<Choice> result;
    for (const Function& function : source.functions) {
      const std::optional<Term>& term = is_f ? function.f : function.g;
      if (!term) {
        result.push_back({Vector(static_cast<std::size_t>(width), Wire::constant(false)), false});
      } else {
        const Input& input = source.inputs[static_cast<std::size_t>(term->input)];
        result.push_back({operand(input, static_cast<int>(cell), width, adder), complement && term->negate});
      }
    }
    return result;
  }

  // The choice itself where all are equal, otherwise a multiplexer's output.
  Choice choose(std::size_t cell, const std::string& suffix, std::vector<Choice> choices, bool is_scalar,
                Adder& adder) {
    if (std::all_of(choices.begin(), choices.end(), [&](const Choice& c) { return c == choices.front(); })) {
      return choices.front();
    }
    if (!adder.select) add_select(cell, adder);
    const std::string name = netlist_.signals[words_.result(static_cast<int>(cell))].name + "_" + suffix;
    const int width = static_cast<int>(choices.front().value.size());
    const SignalId id = add_signal(
        netlist_, {name, SignalKind::kMultiplexer, {{width - 1, 0}}, is_scalar, false, "", static_cast<int>(cell)});
    adder.multiplexers.push_back({id, adder.select->target, std::move(choices)});
    Choice output;
    for (int bit = 0; bit < width; ++bit) output.value.push_back(Wire::of(id, bit));
    return output;
  }

  void add_select(std::size_t cell, Adder& adder) {
    Vector value;
    for (const int bit : selects_[cell]) value.push_back(words_.at(Bit::code(bit), time_of(cell)));
    const BitRange bits{static_cast<int>(value.size()) - 1, 0};
    const std::string name = "select" + std::to_string(cell);
    const SignalId id =
        add_signal(netlist_, {name, SignalKind::kWire, {bits}, bits.high == 0, false, "", static_cast<int>(cell)});
    adder.select = Assignment{id, bits, std::move(value)};
  }

  void add_addend(std::size_t cell, bool is_f, Sign sign, Adder& adder) {
    const Choice choice =
        choose(cell, is_f ? "f" : "g", choices(cell, is_f, sign == Sign::kMixed, adder), false, adder);
    const bool is_zero =
        !choice.complement && std::all_of(choice.value.begin(), choice.value.end(),
                                          [](const Wire& wire) { return wire == Wire::constant(false); });
    if (!is_zero) adder.addends.push_back({choice, sign == Sign::kMinus});
  }

  void add_cell(std::size_t cell) {
    const MappedCell& mapped = mapping_.cells[cell];
    CellBlock block;
    block.result = words_.result(static_cast<int>(cell));
    block.width = mapped.width();
    block.alternatives = alternatives_text(netlist_.circuit.cells[cell]);
    block.code_bits = selects_[cell];
    block.range = mapped.range;
    block.is_truncated = mapped.is_truncated;
    netlist_.signals[block.result].runs = {{mapped.width() - 1, 0}};

    Adder adder;
    const Negation negation = negation_of(netlist_.circuit.cells[cell]);
    add_addend(cell, true, negation.f, adder);
    add_addend(cell, false, negation.g, adder);
    if (negation.f == Sign::kMixed) {
      std::vector<Choice> carries;
      for (const Function& function : netlist_.circuit.cells[cell].functions) {
        carries.push_back({{Wire::constant(is_negated(function.f) || is_negated(function.g))}, false});
      }
      adder.carry = choose(cell, "carry_in", std::move(carries), true, adder).value.front();
    }
    block.adder = std::move(adder);
    Step& step = steps_[time_of(cell)];
    step.time = time_of(cell);
    step.cells.push_back(std::move(block));
  }

  Netlist& netlist_;
  Words& words_;
  const Mapping& mapping_;
  std::vector<std::vector<int>> selects_;  // code bits of each cell
  Steps steps_;
  std::map<OperandKey, int> operand_widths_;
  std::map<OperandKey, SignalId> operands_;
};

}  // namespace

Steps portable_body(Netlist& netlist, Words& words, const Mapping& mapping) {
  return PortableBody(netlist, words, mapping).build();
}

}  // namespace rccm::hdl
