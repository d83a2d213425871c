#include "hdl/header.hpp"

#include <algorithm>

#include "circuit/coefficient_set.hpp"
#include "hdl/consumer_outputs.hpp"

namespace rccm::hdl {
namespace {

// Beyond this many codes a table says more in manifest.json than in a comment.
constexpr std::size_t kLongestTable = 1024;
constexpr std::size_t kCodesPerRow = 16;

std::string number_format(bool is_signed) {
  return is_signed ? "two's complement" : "unsigned";
}

std::string padded(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string code_text(const Circuit& circuit) {
  const int select = select_bits(circuit);
  std::string above;
  for (const ConsumerOutput& output : consumer_outputs(circuit)) {
    above.insert(0, "the " + output.choice + (above.empty() ? "" : " above "));
  }
  const std::string chosen = circuit.signless ? "magnitude" : "coefficient";
  const std::string width = plural(stored_bits(circuit), "bit") + ", ";
  if (above.empty()) return width + "chooses the " + chosen;
  if (select == 0) return width + above;
  return width + above + " above " + plural(select, "bit") + " that choose the " + chosen;
}

std::string latency_text(int latency) {
  return latency == 0 ? "none: the circuit is combinational" : plural(latency, "cycle");
}

// Comments are ASCII, and one line each, whatever a circuit is called.
std::string comment_text(std::string text) {
  for (std::size_t at = text.find("±"); at != std::string::npos; at = text.find("±")) {
    text.replace(at, std::string("±").size(), "+/-");
  }
  for (char& c : text) {
    if (c < ' ' || c > '~') c = '?';
  }
  return text;
}

Json table_rows(const std::vector<std::int64_t>& coefficients) {
  Json rows = Json::array();
  if (coefficients.size() > kLongestTable) return rows;
  std::size_t width = 1;
  for (const std::int64_t c : coefficients) width = std::max(width, std::to_string(c).size());
  const std::size_t code_width = std::to_string(coefficients.size() - 1).size();
  for (std::size_t first = 0; first < coefficients.size(); first += kCodesPerRow) {
    std::string values;
    for (std::size_t code = first; code < std::min(first + kCodesPerRow, coefficients.size()); ++code) {
      values += (code == first ? "" : " ") + padded(std::to_string(coefficients[code]), width);
    }
    rows.push_back({{"first", padded(std::to_string(first), code_width)}, {"values", values}});
  }
  return rows;
}

}  // namespace

std::string plural(int count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string set_text(const Circuit& circuit) {
  constexpr std::size_t kLongest = 80;
  const CoefficientSet set = coefficient_set(circuit);
  std::string text = comment_text(rccm::to_text(set));
  if (text.size() <= kLongest) return text;
  return std::to_string(set.size()) + " coefficients, " + std::to_string(set.front()) + " .. " +
         std::to_string(set.back());
}

std::string cost_text(const Netlist& netlist) {
  const std::string registers = netlist.registers > 0 ? ", " + plural(netlist.registers, "flip-flop") : "";
  if (netlist.options.style == Style::kPortable) {
    const int adders = static_cast<int>(netlist.circuit.cells.size());
    return plural(adders, "adder") + " with multiplexers in front" + registers;
  }
  return plural(netlist.luts, "LUT") + ", " + std::to_string(netlist.carry_blocks) + " " +
         carry_primitive(netlist.options.style) + registers;
}

Json header_data(const Netlist& netlist, const std::string& comment, const Origin& origin) {
  const Circuit& circuit = netlist.circuit;
  const std::string kind = circuit.signless ? "magnitude" : "coefficient";
  Json data;
  data["c"] = comment;
  data["module"] = netlist.options.module_name;
  data["title"] = circuit.signless ? "product = magnitude * x, the magnitude chosen by code"
                                   : "product = coefficient * x, the coefficient chosen by code";
  data["circuit"] = comment_text(circuit.name);
  data["set"] = set_text(circuit);
  data["input_bits"] = circuit.input_bits;
  data["input_format"] = number_format(circuit.input_signed);
  data["code"] = stored_bits(circuit) == 0 ? Json(false) : Json(code_text(circuit));
  data["product_bits"] = netlist.product_bits;
  data["product_format"] = number_format(netlist.product_signed);
  data["consumer_outputs"] = Json::array();
  for (const ConsumerOutput& output : consumer_outputs(circuit)) {
    data["consumer_outputs"].push_back({{"title", output.name == "negate" ? "Sign      " : "Shift     "},
                                        {"name", output.name},
                                        {"bit", output.bit},
                                        {"meaning", output.meaning}});
  }
  data["latency"] = latency_text(netlist.latency);
  data["cost"] = cost_text(netlist);
  const bool is_long = netlist.coefficients.size() > kLongestTable;
  data["table_title"] = is_long ? "The " + kind + " of every code is in manifest.json."
                                : "The " + kind + " of every code, " + std::to_string(kCodesPerRow) + " codes a line:";
  data["rows"] = table_rows(netlist.coefficients);
  data["version"] = origin.version;
  data["command"] = comment_text(origin.command);
  data["circuit_sha256"] = origin.circuit_sha256;
  return data;
}

}  // namespace rccm::hdl
