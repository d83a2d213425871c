#include "hdl/print.hpp"

#include <algorithm>

#include "circuit/json.hpp"
#include "hdl/cell_title.hpp"
#include "hdl/dialect.hpp"
#include "hdl/header.hpp"
#include "hdl/template.hpp"

namespace rccm::hdl {
namespace {

std::string padding(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ');
}

// Gives every item but the last the separator.
void separate(Json& items, const std::string& between, const std::string& after_last = "") {
  for (std::size_t i = 0; i < items.size(); ++i) items[i]["separator"] = i + 1 < items.size() ? between : after_last;
}

// Names with commas between them, in lines of moderate length.
Json wrapped_list(const std::vector<std::string>& names) {
  constexpr std::size_t kLine = 100;
  Json lines = Json::array();
  std::string line;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string item = names[i] + (i + 1 < names.size() ? "," : "");
    if (!line.empty() && line.size() + 1 + item.size() > kLine) {
      lines.push_back(line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + item;
  }
  lines.push_back(line);
  return lines;
}

class Printer {
 public:
  Printer(const Netlist& netlist, Language language) : netlist_(netlist), dialect_(netlist, language) {}

  Json data(const Origin& origin) {
    Json data = header_data(netlist_, dialect_.is_verilog() ? "//" : "--", origin);
    data["ports"] = ports();
    data["groups"] = declaration_groups();
    data["is_mapped"] = netlist_.luts > 0;
    data["steps"] = Json::array();
    for (const Step& step : netlist_.steps) data["steps"].push_back(step_data(step));
    data["outputs"] = Json::array();
    for (const Assignment& output : netlist_.outputs) data["outputs"].push_back(assignment(output));
    if (dialect_.is_verilog()) {
      data["unused"] = unused();
    } else {
      const bool is_portable = netlist_.options.style == Style::kPortable;
      data["architecture"] = is_portable ? "behaviour" : "mapped";
      data["is_portable"] = is_portable;
      data["attributes"] = attributes();
    }
    return data;
  }

 private:
  [[nodiscard]] std::string type(const Signal& signal, const BitRange& run) const {
    if (dialect_.is_verilog()) {
      return std::string(signal.is_signed ? "signed " : "") + (signal.is_scalar ? "" : dialect_.range(run));
    }
    return signal.is_scalar ? "std_logic" : "std_logic_vector" + dialect_.range(run);
  }

  Json ports() {
    std::size_t type_width = 0;
    std::size_t name_width = 0;
    Json ports = Json::array();
    for (const Port& port : netlist_.ports) {
      const Signal& signal = netlist_.signals[port.signal];
      type_width = std::max(type_width, type(signal, signal.runs.front()).size());
      name_width = std::max(name_width, signal.name.size());
    }
    for (const Port& port : netlist_.ports) {
      const Signal& signal = netlist_.signals[port.signal];
      const bool is_input = signal.kind == SignalKind::kInput;
      Json entry;
      entry["meaning"] = port.meaning;
      if (dialect_.is_verilog()) {
        // "signed" on the left, the range on the right of a column.
        std::string middle = signal.is_signed ? "signed" : "";
        const std::string range = signal.is_scalar ? "" : dialect_.range(signal.runs.front());
        if (middle.size() + range.size() < type_width) middle.resize(type_width - range.size(), ' ');
        middle += range + (type_width > 0 ? " " : "");
        entry["direction"] = is_input ? "input " : "output";
        entry["declaration"] = middle + signal.name;
        entry["padding"] = padding(signal.name, name_width);
      } else {
        const std::string text = type(signal, signal.runs.front());
        entry["direction"] = is_input ? "in " : "out";
        entry["name"] = signal.name + padding(signal.name, name_width);
        entry["type"] = text;
        entry["padding"] = padding(text, type_width);
      }
      ports.push_back(std::move(entry));
    }
    separate(ports, dialect_.is_verilog() ? "," : ";", " ");
    return ports;
  }

  Json declaration_groups() {
    std::size_t name_width = 0;
    std::vector<std::pair<const Signal*, BitRange>> runs;
    for (const Signal& signal : netlist_.signals) {
      if (signal.kind == SignalKind::kInput || signal.kind == SignalKind::kOutput) continue;
      for (const BitRange& run : signal.runs) {
        runs.emplace_back(&signal, run);
        name_width = std::max(name_width, dialect_.run_name(signal, run).size());
      }
    }
    std::stable_sort(runs.begin(), runs.end(),
                     [](const auto& a, const auto& b) { return a.first->cell < b.first->cell; });
    // One group for the registers, one for each cell.
    Json groups = Json::array();
    const Signal* previous = nullptr;
    for (const auto& [signal, run] : runs) {
      if (previous == nullptr || previous->cell != signal->cell) groups.push_back({{"declarations", Json::array()}});
      previous = signal;
      const std::string name = dialect_.run_name(*signal, run);
      Json entry;
      entry["comment"] = signal->comment.empty() ? "" : "  " + comment_mark() + " " + signal->comment;
      if (dialect_.is_verilog()) {
        const bool is_register = signal->kind == SignalKind::kRegister;
        const bool is_variable = is_register || signal->kind == SignalKind::kMultiplexer;
        const std::string range = type(*signal, run);
        entry["declaration"] = std::string(is_register ? "(* keep = \"true\", shreg_extract = \"no\" *) " : "") +
                               (is_variable ? "reg  " : "wire ") + range + (range.empty() ? "" : " ") + name;
      } else {
        entry["name"] = name + padding(name, name_width);
        entry["type"] = type(*signal, run);
      }
      groups.back()["declarations"].push_back(std::move(entry));
    }
    return groups;
  }

  [[nodiscard]] std::string comment_mark() const { return dialect_.is_verilog() ? "//" : "--"; }

  // Verilog linters report bits that nothing reads, unless something does.
  [[nodiscard]] Json unused() const {
    if (netlist_.unused.empty()) return false;
    std::string text;
    for (const Vector& bits : netlist_.unused) text += (text.empty() ? "" : ", ") + dialect_.vector(bits);
    return text;
  }

  // VHDL gives attributes apart from what they belong to.
  [[nodiscard]] Json attributes() const {
    std::vector<std::string> registers;
    for (const Signal& signal : netlist_.signals) {
      if (signal.kind != SignalKind::kRegister) continue;
      for (const BitRange& run : signal.runs) registers.push_back(dialect_.run_name(signal, run));
    }
    std::vector<std::string> primitives;
    for (const Step& step : netlist_.steps) {
      for (const Lut& lut : step.logic) primitives.push_back(lut.name);
      for (const CellBlock& cell : step.cells) {
        for (const Lut& lut : cell.columns) primitives.push_back(lut.name);
        for (const CarryBlock& block : cell.carry_blocks) primitives.push_back(block.name);
      }
    }
    Json attributes = Json::array();
    const auto add = [&](const char* name, const std::vector<std::string>& names, const char* kind, const char* value) {
      if (names.empty()) return;
      attributes.push_back({{"attribute", name}, {"names", wrapped_list(names)}, {"class", kind}, {"value", value}});
    };
    add("keep", registers, "signal", "true");
    add("shreg_extract", registers, "signal", "no");
    add("dont_touch", primitives, "label", "yes");
    return attributes;
  }

  Json step_data(const Step& step) {
    Json data;
    if (!dialect_.is_verilog()) data["time"] = step.time;
    data["registers"] = Json::array();
    for (const Assignment& entry : step.registers) data["registers"].push_back(assignment(entry));
    data["has_registers"] = !step.registers.empty();
    data["logic"] = Json::array();
    for (const Lut& lut : step.logic) data["logic"].push_back(lut_data(lut));
    data["has_logic"] = !step.logic.empty();
    data["cells"] = Json::array();
    for (const CellBlock& cell : step.cells) data["cells"].push_back(cell_data(cell));
    return data;
  }

  Json assignment(const Assignment& entry) const {
    return {{"target", dialect_.target(entry.target, entry.bits)}, {"value", dialect_.value(entry)}};
  }

  Json cell_data(const CellBlock& cell) {
    Json data;
    data["title"] = Json::array();
    for (const std::string& line : cell_title(cell, netlist_.signals[cell.result].name)) data["title"].push_back(line);
    data["assignments"] = Json::array();
    data["multiplexers"] = Json::array();
    data["sum"] = false;
    if (cell.adder) {
      for (const Assignment& entry : cell.adder->operands) data["assignments"].push_back(assignment(entry));
      if (cell.adder->select) data["assignments"].push_back(assignment(*cell.adder->select));
      for (const Multiplexer& entry : cell.adder->multiplexers) data["multiplexers"].push_back(multiplexer(entry));
      data["sum"] = sum(cell);
    }
    data["columns"] = Json::array();
    for (const Lut& lut : cell.columns) data["columns"].push_back(lut_data(lut));
    data["carry_blocks"] = Json::array();
    for (const CarryBlock& block : cell.carry_blocks) data["carry_blocks"].push_back(carry_data(block));
    return data;
  }

  [[nodiscard]] std::string choice(const Choice& choice, bool is_scalar) const {
    if (is_scalar) return dialect_.wire(choice.value.front());
    if (!choice.complement) return dialect_.vector(choice.value);
    return (dialect_.is_verilog() ? "~" : "not ") + dialect_.operand(choice.value);
  }

  Json multiplexer(const Multiplexer& entry) const {
    const Signal& output = dialect_.signal(entry.output);
    const Signal& select = dialect_.signal(entry.select);
    Json alternatives = Json::array();
    const std::string target = dialect_.target(entry.output, output.runs.front());
    for (std::size_t s = 0; s < entry.choices.size(); ++s) {
      if (std::find(entry.choices.begin(), entry.choices.begin() + static_cast<std::ptrdiff_t>(s), entry.choices[s]) !=
          entry.choices.begin() + static_cast<std::ptrdiff_t>(s)) {
        continue;  // listed with the first of its equals
      }
      if (entry.choices[s] == entry.choices.back()) continue;
      std::string when;
      for (std::size_t equal = s; equal < entry.choices.size(); ++equal) {
        if (entry.choices[equal] != entry.choices[s]) continue;
        if (!when.empty()) when += dialect_.is_verilog() ? ", " : " | ";
        when += dialect_.select_value(equal, select.runs.front().width());
      }
      alternatives.push_back({{"when", when}, {"value", choice(entry.choices[s], output.is_scalar)}});
    }
    alternatives.push_back({{"when", dialect_.is_verilog() ? "default" : "others"},
                            {"value", choice(entry.choices.back(), output.is_scalar)}});
    if (!dialect_.is_verilog()) separate(alternatives, ",", ";");
    return {{"select", select.name}, {"output", target}, {"alternatives", alternatives}};
  }

  Json sum(const CellBlock& cell) const {
    const Adder& adder = *cell.adder;
    std::string text;
    for (const Choice& addend : adder.addends) {
      text += text.empty() ? "" : " + ";
      text += addend.complement ? choice(addend, false) : dialect_.operand(addend.value);
    }
    const bool has_carry = !(adder.carry == Wire::constant(false));
    if (has_carry) {
      // Verilog's linters want operands of equal width.
      Vector carry(static_cast<std::size_t>(cell.width), Wire::constant(false));
      carry.front() = adder.carry;
      text +=
          (text.empty() ? "" : " + ") + (dialect_.is_verilog() ? dialect_.vector(carry) : dialect_.wire(adder.carry));
    }
    if (text.empty()) text = dialect_.vector(Vector(static_cast<std::size_t>(cell.width), Wire::constant(false)));
    return {{"target", dialect_.signal(cell.result).name}, {"value", text}};
  }

  Json lut_data(const Lut& lut) const {
    Json data;
    data["primitive"] = primitive_of(lut);
    data["name"] = lut.name;
    data["init"] = dialect_.init(lut.init, lut.pins.size());
    Json outputs = Json::array();
    outputs.push_back({{"formal", lut.o5 ? "O6" : "O"}, {"actual", dialect_.wire(lut.o6)}});
    if (lut.o5) outputs.push_back({{"formal", "O5"}, {"actual", dialect_.wire(*lut.o5)}});
    Json inputs = Json::array();
    for (std::size_t i = 0; i < lut.pins.size(); ++i) {
      inputs.push_back({{"formal", "I" + std::to_string(i)}, {"actual", dialect_.wire(lut.pins[i])}});
    }
    separate(outputs, ", ", ",");
    separate(inputs, ", ");
    data["outputs_of_lut"] = std::move(outputs);
    data["inputs_of_lut"] = std::move(inputs);
    return data;
  }

  Json carry_data(const CarryBlock& block) const {
    const bool is_carry8 = netlist_.options.style == Style::kXcup;
    Json data;
    data["primitive"] = carry_primitive(netlist_.options.style);
    data["name"] = block.name;
    if (dialect_.is_verilog()) {
      data["parameters"] = is_carry8 ? " #(.CARRY_TYPE(\"SINGLE_CY8\"))" : "";
    } else {
      data["parameters"] = is_carry8 ? Json("CARRY_TYPE => \"SINGLE_CY8\"") : Json(false);
    }
    Json pins = Json::array();
    const Wire zero = Wire::constant(false);
    const auto add_scalar = [&](const char* formal, const Wire& wire) {
      pins.push_back({{"formal", formal}, {"actual", dialect_.wire(wire)}});
    };
    if (is_carry8) {
      add_scalar("CI", block.carry_in);
      add_scalar("CI_TOP", zero);
    } else {
      // Of a CARRY4, only CYINIT is reached from the fabric and only CI from the block below.
      add_scalar("CI", block.is_first ? zero : block.carry_in);
      add_scalar("CYINIT", block.is_first ? block.carry_in : zero);
    }
    add_vector("DI", block.generate, pins);
    add_vector("S", block.propagate, pins);
    add_vector("O", block.sum, pins);
    add_vector("CO", block.carry_out, pins);
    separate(pins, ",");
    data["pins"] = std::move(pins);
    return data;
  }

  // VHDL associates the parts of a vector port one by one, as outputs cannot be concatenated.
  void add_vector(const std::string& formal, const Vector& value, Json& pins) const {
    const std::vector<Dialect::Piece> pieces = dialect_.pieces(value);
    if (dialect_.is_verilog() || pieces.size() == 1) {
      pins.push_back({{"formal", formal}, {"actual", dialect_.vector(value)}});
      return;
    }
    int high = static_cast<int>(value.size()) - 1;
    for (const Dialect::Piece& piece : pieces) {
      const int low = high - static_cast<int>(piece.wires.size()) + 1;
      const std::string part = low == high ? "(" + std::to_string(low) + ")" : dialect_.range({high, low});
      pins.push_back({{"formal", formal + part}, {"actual", dialect_.piece(piece)}});
      high = low - 1;
    }
  }

  const Netlist& netlist_;
  Dialect dialect_;
};

}  // namespace

std::string primitive_of(const Lut& lut) {
  return lut.o5 ? "LUT6_2" : "LUT" + std::to_string(lut.pins.size());
}

std::string carry_primitive(Style style) {
  return style == Style::kXcup ? "CARRY8" : "CARRY4";
}

std::string print(const Netlist& netlist, Language language, const Origin& origin) {
  const char* path = language == Language::kVerilog ? "templates/verilog/module.v" : "templates/vhdl/module.vhd";
  return render(path, Printer(netlist, language).data(origin));
}

}  // namespace rccm::hdl
