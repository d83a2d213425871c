#include "hdl/print_steps.hpp"

#include <algorithm>

#include "hdl/cell_title.hpp"
#include "hdl/print.hpp"

namespace rccm::hdl {
namespace {

std::string choice_text(const Dialect& dialect, const Choice& choice, bool is_scalar) {
  if (is_scalar) return dialect.wire(choice.value.front());
  if (!choice.complement) return dialect.vector(choice.value);
  return (dialect.is_verilog() ? "~" : "not ") + dialect.operand(choice.value);
}

// The choice that most select values share, the last of several: it stands where all others are excluded.
const Choice& usual_choice(const std::vector<Choice>& choices) {
  const auto uses = [&](const Choice& choice) { return std::count(choices.begin(), choices.end(), choice); };
  const Choice* usual = &choices.front();
  for (const Choice& choice : choices) {
    if (uses(choice) >= uses(*usual)) usual = &choice;
  }
  return *usual;
}

Json multiplexer_data(const Dialect& dialect, const Multiplexer& entry) {
  const Signal& output = dialect.signal(entry.output);
  const Signal& select = dialect.signal(entry.select);
  const std::vector<Choice>& choices = entry.choices;
  const Choice& usual = usual_choice(choices);
  Json alternatives = Json::array();
  for (auto first = choices.begin(); first != choices.end(); ++first) {
    if (*first == usual || std::find(choices.begin(), first, *first) != first) continue;
    std::string when;
    for (std::size_t s = 0; s < choices.size(); ++s) {
      if (choices[s] != *first) continue;
      if (!when.empty()) when += dialect.is_verilog() ? ", " : " | ";
      when += dialect.select_value(s, select.runs.front().width());
    }
    alternatives.push_back({{"when", when}, {"value", choice_text(dialect, *first, output.is_scalar)}});
  }
  alternatives.push_back({{"when", dialect.is_verilog() ? "default" : "others"},
                          {"value", choice_text(dialect, usual, output.is_scalar)}});
  if (!dialect.is_verilog()) separate(alternatives, ",", ";");
  return {{"select", select.name},
          {"output", dialect.target(entry.output, output.runs.front())},
          {"alternatives", alternatives}};
}

Json sum_data(const Dialect& dialect, const CellBlock& cell) {
  const Adder& adder = *cell.adder;
  const Vector zero(static_cast<std::size_t>(cell.width), Wire::constant(false));
  std::string text;
  for (const bool subtracted : {false, true}) {
    for (const Addend& addend : adder.addends) {
      if (addend.subtract != subtracted) continue;
      if (subtracted && text.empty()) text = dialect.vector(zero);
      if (!text.empty()) text += subtracted ? " - " : " + ";
      text +=
          addend.choice.complement ? choice_text(dialect, addend.choice, false) : dialect.operand(addend.choice.value);
    }
  }
  if (adder.carry != Wire::constant(false)) {
    // Verilog's linters want operands of equal width.
    Vector carry = zero;
    carry.front() = adder.carry;
    text += " + " + (dialect.is_verilog() ? dialect.vector(carry) : dialect.wire(adder.carry));
  }
  if (text.empty()) text = dialect.vector(zero);
  return {{"target", dialect.signal(cell.result).name}, {"value", text}};
}

Json lut_data(const Dialect& dialect, const Lut& lut) {
  Json data;
  data["primitive"] = primitive_of(lut);
  data["name"] = lut.name;
  data["init"] = dialect.init(lut.init, lut.pins.size());
  Json outputs = Json::array();
  outputs.push_back({{"formal", lut.o5 ? "O6" : "O"}, {"actual", dialect.wire(lut.o6)}});
  if (lut.o5) outputs.push_back({{"formal", "O5"}, {"actual", dialect.wire(*lut.o5)}});
  Json inputs = Json::array();
  for (std::size_t i = 0; i < lut.pins.size(); ++i) {
    inputs.push_back({{"formal", "I" + std::to_string(i)}, {"actual", dialect.wire(lut.pins[i])}});
  }
  separate(outputs, ", ", ",");
  separate(inputs, ", ");
  data["outputs_of_lut"] = std::move(outputs);
  data["inputs_of_lut"] = std::move(inputs);
  return data;
}

// VHDL associates the parts of a vector port one by one, as outputs cannot be concatenated.
void add_vector(const Dialect& dialect, const std::string& formal, const Vector& value, Json& pins) {
  const std::vector<Dialect::Piece> pieces = dialect.pieces(value);
  if (dialect.is_verilog() || pieces.size() == 1) {
    pins.push_back({{"formal", formal}, {"actual", dialect.vector(value)}});
    return;
  }
  int high = static_cast<int>(value.size()) - 1;
  for (const Dialect::Piece& piece : pieces) {
    const int low = high - static_cast<int>(piece.wires.size()) + 1;
    const std::string part = low == high ? "(" + std::to_string(low) + ")" : dialect.range({high, low});
    pins.push_back({{"formal", formal + part}, {"actual", dialect.piece(piece)}});
    high = low - 1;
  }
}

Json carry_data(const Dialect& dialect, Style style, const CarryBlock& block) {
  const bool is_carry8 = style == Style::kXcup;
  Json data;
  data["primitive"] = carry_primitive(style);
  data["name"] = block.name;
  if (dialect.is_verilog()) {
    data["parameters"] = is_carry8 ? " #(.CARRY_TYPE(\"SINGLE_CY8\"))" : "";
  } else {
    data["parameters"] = is_carry8 ? Json("CARRY_TYPE => \"SINGLE_CY8\"") : Json(false);
  }
  Json pins = Json::array();
  const Wire zero = Wire::constant(false);
  const auto add_scalar = [&](const char* formal, const Wire& wire) {
    pins.push_back({{"formal", formal}, {"actual", dialect.wire(wire)}});
  };
  if (is_carry8) {
    add_scalar("CI", block.carry_in);
    add_scalar("CI_TOP", zero);
  } else {
    // Of a CARRY4, only CYINIT is reached from the fabric and only CI from the block below.
    add_scalar("CI", block.is_first ? zero : block.carry_in);
    add_scalar("CYINIT", block.is_first ? block.carry_in : zero);
  }
  add_vector(dialect, "DI", block.generate, pins);
  add_vector(dialect, "S", block.propagate, pins);
  add_vector(dialect, "O", block.sum, pins);
  add_vector(dialect, "CO", block.carry_out, pins);
  separate(pins, ",");
  data["pins"] = std::move(pins);
  return data;
}

Json cell_data(const Netlist& netlist, const Dialect& dialect, const CellBlock& cell) {
  Json data;
  data["title"] = Json::array();
  for (const std::string& line : cell_title(cell, netlist.signals[cell.result].name)) data["title"].push_back(line);
  data["assignments"] = Json::array();
  data["multiplexers"] = Json::array();
  data["sum"] = false;
  if (cell.adder) {
    for (const Assignment& entry : cell.adder->operands) data["assignments"].push_back(assignment_data(dialect, entry));
    if (cell.adder->select) data["assignments"].push_back(assignment_data(dialect, *cell.adder->select));
    for (const Multiplexer& entry : cell.adder->multiplexers)
      data["multiplexers"].push_back(multiplexer_data(dialect, entry));
    data["sum"] = sum_data(dialect, cell);
  }
  data["columns"] = Json::array();
  for (const Lut& lut : cell.columns) data["columns"].push_back(lut_data(dialect, lut));
  data["carry_blocks"] = Json::array();
  for (const CarryBlock& block : cell.carry_blocks)
    data["carry_blocks"].push_back(carry_data(dialect, netlist.options.style, block));
  return data;
}

}  // namespace

std::string primitive_of(const Lut& lut) {
  return lut.o5 ? "LUT6_2" : "LUT" + std::to_string(lut.pins.size());
}

std::string carry_primitive(Style style) {
  return style == Style::kXcup ? "CARRY8" : "CARRY4";
}

void separate(Json& items, const std::string& between, const std::string& after_last) {
  for (std::size_t i = 0; i < items.size(); ++i) items[i]["separator"] = i + 1 < items.size() ? between : after_last;
}

Json assignment_data(const Dialect& dialect, const Assignment& assignment) {
  return {{"target", dialect.target(assignment.target, assignment.bits)}, {"value", dialect.value(assignment)}};
}

Json step_data(const Netlist& netlist, const Dialect& dialect, const Step& step) {
  Json data;
  if (!dialect.is_verilog()) data["time"] = step.time;
  data["registers"] = Json::array();
  for (const Assignment& entry : step.registers) data["registers"].push_back(assignment_data(dialect, entry));
  data["has_registers"] = !step.registers.empty();
  data["logic"] = Json::array();
  for (const Lut& lut : step.logic) data["logic"].push_back(lut_data(dialect, lut));
  data["has_logic"] = !step.logic.empty();
  data["cells"] = Json::array();
  for (const CellBlock& cell : step.cells) data["cells"].push_back(cell_data(netlist, dialect, cell));
  return data;
}

}  // namespace rccm::hdl
