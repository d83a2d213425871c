#include "hdl/print.hpp"

#include <algorithm>

#include "circuit/json.hpp"
#include "hdl/dialect.hpp"
#include "hdl/header.hpp"
#include "hdl/print_steps.hpp"
#include "hdl/template.hpp"

namespace rccm::hdl {
namespace {

std::string padding(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ');
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
    data["has_chains"] = netlist_.carry_blocks > 0;
    data["steps"] = Json::array();
    for (const Step& step : netlist_.steps) data["steps"].push_back(step_data(netlist_, dialect_, step));
    data["outputs"] = Json::array();
    for (const Assignment& output : netlist_.outputs) data["outputs"].push_back(assignment_data(dialect_, output));
    if (dialect_.is_verilog()) {
      data["unused"] = unused();
    } else {
      const bool is_portable = netlist_.options.style == Style::kPortable;
      data["architecture"] = is_portable ? "behaviour" : "mapped";
      data["is_portable"] = is_portable;
      data["has_primitives"] = !primitives().empty();  // none where every result bit is a wire
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
    // Registers first, by name; then cell by cell, the result first.
    std::stable_sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) {
      const auto key = [](const Signal* signal) {
        return std::pair(signal->cell, signal->cell < 0 ? signal->name : "");
      };
      return key(a.first) < key(b.first);
    });
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

  // The labels of all LUTs and carry blocks.
  [[nodiscard]] std::vector<std::string> primitives() const {
    std::vector<std::string> names;
    for (const Step& step : netlist_.steps) {
      for (const Lut& lut : step.logic) names.push_back(lut.name);
      for (const CellBlock& cell : step.cells) {
        for (const Lut& lut : cell.columns) names.push_back(lut.name);
        for (const CarryBlock& block : cell.carry_blocks) names.push_back(block.name);
      }
    }
    return names;
  }

  // VHDL gives attributes apart from what they belong to.
  [[nodiscard]] Json attributes() const {
    std::vector<std::string> registers;
    for (const Signal& signal : netlist_.signals) {
      if (signal.kind != SignalKind::kRegister) continue;
      for (const BitRange& run : signal.runs) registers.push_back(dialect_.run_name(signal, run));
    }
    Json attributes = Json::array();
    const auto add = [&](const char* name, const std::vector<std::string>& names, const char* kind, const char* value) {
      if (names.empty()) return;
      attributes.push_back({{"attribute", name}, {"names", wrapped_list(names)}, {"class", kind}, {"value", value}});
    };
    add("keep", registers, "signal", "true");
    add("shreg_extract", registers, "signal", "no");
    add("dont_touch", primitives(), "label", "yes");
    return attributes;
  }

  const Netlist& netlist_;
  Dialect dialect_;
};

}  // namespace

std::string print(const Netlist& netlist, Language language, const Origin& origin) {
  const char* path = language == Language::kVerilog ? "templates/verilog/module.v" : "templates/vhdl/module.vhd";
  return render(path, Printer(netlist, language).data(origin));
}

}  // namespace rccm::hdl
