#include "report/cost_text.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "report/algebra.hpp"
#include "report/text_layout.hpp"

namespace rccm::report {
namespace {

std::string bit_text(const Circuit& circuit, const Bit& bit) {
  std::string index = std::to_string(bit.index);
  switch (bit.kind) {
    case Bit::Kind::kConstant:
      return index;
    case Bit::Kind::kInput:
      return "x[" + index + "]";
    case Bit::Kind::kCode:
      return "s" + index;
    case Bit::Kind::kCell:
      break;
  }
  return node_name(circuit, bit.cell) + "[" + index + "]";
}

std::string range_text(int high, int low) {
  return high == low ? std::to_string(high) : std::to_string(high) + ":" + std::to_string(low);
}

// "u1[11], u1[1:0]", highest first, for the bits that `is_meant`.
std::string runs_text(const std::string& name, int width, const std::function<bool(int)>& is_meant) {
  std::string text;
  for (int high = width - 1; high >= 0; --high) {
    if (!is_meant(high)) continue;
    int low = high;
    while (low > 0 && is_meant(low - 1)) --low;
    text += (text.empty() ? "" : ", ") + name + "[" + range_text(high, low) + "]";
    high = low;
  }
  return text;
}

std::string carry_text(const Circuit& circuit, const Chain& chain) {
  if (chain.carry_in.logic) return "carry-in from beside the chain";
  return "carry-in " + bit_text(circuit, chain.carry_in.wire);
}

// What the LUTs beside the chains of a level compute.
std::string logic_text(const Circuit& circuit, const Mapping& mapping, int level) {
  std::string text;
  const auto is_of_level = [&](const Driver& driver) {
    return driver.logic && mapping.logic[static_cast<std::size_t>(driver.logic->lut)].level == level;
  };
  for (std::size_t i = 0; i < mapping.cells.size(); ++i) {
    const MappedCell& cell = mapping.cells[i];
    const std::string name = node_name(circuit, static_cast<int>(i));
    std::string part = runs_text(name, cell.width(), [&](int bit) {
      const ResultBit& result = cell.bits[static_cast<std::size_t>(bit)];
      return result.origin == BitOrigin::kLogic && is_of_level(result.driver);
    });
    if (!cell.chain.columns.empty() && is_of_level(cell.chain.carry_in)) {
      part += (part.empty() ? "" : ", ") + ("carry-in of " + name);
    }
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

// "u1[1:0] = x[1:0]": result bits that are other wires.
std::string wires_text(const Circuit& circuit, const Mapping& mapping) {
  std::string text;
  for (std::size_t i = 0; i < mapping.cells.size(); ++i) {
    const MappedCell& cell = mapping.cells[i];
    const std::string name = node_name(circuit, static_cast<int>(i));
    const auto wire = [&](int bit) { return cell.bits[static_cast<std::size_t>(bit)].driver.wire; };
    const auto is_wire = [&](int bit) { return cell.bits[static_cast<std::size_t>(bit)].origin == BitOrigin::kWire; };
    for (int high = cell.width() - 1; high >= 0; --high) {
      if (!is_wire(high)) continue;
      // A run goes on while the wires count down together, or stay the same (copies of one bit).
      int low = high;
      const auto follows = [&](int bit, int step) {
        Bit expected = wire(bit + 1);
        expected.index = static_cast<std::int16_t>(expected.index - step);
        return is_wire(bit) && wire(bit) == expected && !(step != 0 && expected.is_constant());
      };
      const int step = high > 0 && follows(high - 1, 1) ? 1 : 0;
      while (low > 0 && follows(low - 1, step)) --low;
      std::string source = bit_text(circuit, wire(high));
      if (step == 1) {
        source.erase(source.find('['));
        source += "[" + range_text(wire(high).index, wire(low).index) + "]";
      }
      text += (text.empty() ? "" : ", ") + name + "[" + range_text(high, low) + "] = " + source;
      high = low;
    }
  }
  return text;
}

}  // namespace

std::string cost_text(const Circuit& circuit, const Mapping& mapping) {
  using Align = TextTable::Align;
  TextTable table({Align::kRight, Align::kLeft, Align::kLeft});
  for (std::size_t i = 0; i < mapping.cells.size(); ++i) {
    const Chain& chain = mapping.cells[i].chain;
    if (chain.columns.empty()) continue;
    const std::string name = node_name(circuit, static_cast<int>(i));
    const int high = chain.first + static_cast<int>(chain.columns.size()) - 1;
    std::string bits = name + "[" + range_text(high, chain.first) + "], " + carry_text(circuit, chain);
    if (chain.has_carry_out) bits += ", carry-out is " + name + "[" + std::to_string(high + 1) + "]";
    table.add({std::to_string(chain.columns.size()), "carry chain", bits});
  }
  std::map<int, std::size_t> logic;
  for (const LogicLut& lut : mapping.logic) ++logic[lut.level];
  for (const auto& [level, count] : logic) {
    table.add({std::to_string(count), "beside the chain", logic_text(circuit, mapping, level)});
  }
  std::string text = "Cost, in LUTs\n";
  const std::string wires = wires_text(circuit, mapping);
  if (!wires.empty()) table.add({"0", "wires", wires});
  table.add({std::to_string(lut_count(mapping)), "together"});
  return text + table.text();
}

}  // namespace rccm::report
