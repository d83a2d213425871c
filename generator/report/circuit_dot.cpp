#include "report/circuit_dot.hpp"

#include <sstream>

#include "circuit/coefficient_set.hpp"
#include "circuit/mapping.hpp"
#include "report/addends.hpp"
#include "report/algebra.hpp"
#include "report/svg.hpp"
#include "report/text_layout.hpp"

namespace rccm::report {
namespace {

std::string port_text(const Port& port) {
  if (!port.input) return "0";
  std::string text = port.negate ? "−" : "";
  if (port.input->shift > 0) text += "≪" + std::to_string(port.input->shift);
  return text.empty() ? " " : text;
}

std::string sign_cell(const Addend& addend) {
  const std::string sign = sign_text(addend);
  return addend.sign_control ? sign + " by s" + std::to_string(addend.sign_control->code_bit) : sign;
}

// The rows of an addend's ports; `port` counts those of the cell.
std::string addend_rows(const Addend& addend, const std::string& adder, std::size_t& port) {
  std::string text;
  const bool has_multiplexer = addend.ports.size() > 1;
  const std::string rows = std::to_string(addend.ports.size());
  for (std::size_t i = 0; i < addend.ports.size(); ++i) {
    const Port& drawn = addend.ports[i];
    text += "      <tr><td port=\"p" + std::to_string(port++) + "\">" + port_text(drawn) + "</td><td>" +
            (has_multiplexer ? drawn.label : " ") + "</td>";
    if (i == 0) {
      text += "<td rowspan=\"" + rows + "\">" + (has_multiplexer ? select_names(addend.selects) : " ") +
              "</td><td rowspan=\"" + rows + "\">" + sign_cell(addend) + "</td>" + adder;
    }
    text += "</tr>\n";
  }
  return text;
}

std::string cell_node(const Circuit& circuit, std::size_t index, const std::vector<Addend>& addends) {
  const std::string name = node_name(circuit, static_cast<int>(index));
  std::size_t ports = 0;
  for (const Addend& addend : addends) ports += addend.ports.size();
  std::string text = "  cell" + std::to_string(index) +
                     " [label=<\n    <table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"5\">\n"
                     "      <tr><td colspan=\"5\" bgcolor=\"#f1f5fa\"><b>" +
                     name + "</b>, " + mode_name(circuit.cells[index].mode) + "</td></tr>\n";
  if (addends.empty()) text += "      <tr><td colspan=\"5\" port=\"out\">0</td></tr>\n";
  std::size_t port = 0;
  for (std::size_t i = 0; i < addends.size(); ++i) {
    const std::string adder = i == 0 ? "<td port=\"out\" rowspan=\"" + std::to_string(ports) + "\">" +
                                           (addends.size() > 1 ? "+" : " ") + "</td>"
                                     : "";
    text += addend_rows(addends[i], adder, port);
  }
  return text + "    </table>>];\n";
}

std::string edges(const Circuit& circuit, const Mapping& mapping, std::size_t index,
                  const std::vector<Addend>& addends) {
  std::string text;
  std::size_t port = 0;
  for (const Addend& addend : addends) {
    for (const Port& drawn : addend.ports) {
      const std::string target = "cell" + std::to_string(index) + ":p" + std::to_string(port++) + ":w";
      if (!drawn.input) continue;
      const int source = drawn.input->source;
      const bool is_x = source == kSourceX;
      const int bits = is_x ? circuit.input_bits : mapping.cells[static_cast<std::size_t>(source)].width();
      text += "  " + (is_x ? "x" : "cell" + std::to_string(source) + ":out:e") + " -> " + target + " [label=\"" +
              std::to_string(bits) + "\"];\n";
    }
  }
  return text;
}

std::string caption(const Circuit& circuit) {
  constexpr std::size_t kColumns = 90;
  constexpr std::size_t kMostCoefficients = 128;
  const std::string text =
      printable(circuit.name) + ": y = c·x, c ∈ " + set_text(coefficient_set(circuit), kMostCoefficients, ", ");
  std::istringstream lines(wrapped(text, kColumns, 0));
  std::string result;
  for (std::string line; std::getline(lines, line);) result += escape_markup(line) + "<br align=\"left\"/>";
  return result;
}

}  // namespace

std::string circuit_dot(const Circuit& circuit) {
  const Mapping mapping = map_circuit(circuit);
  const auto selects = code_bits(circuit);
  std::string nodes;
  std::string wires;
  for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
    const std::vector<Addend> addends = drawn_addends(circuit.cells[i], selects[i]);
    nodes += cell_node(circuit, i, addends);
    wires += edges(circuit, mapping, i, addends);
  }
  const std::string last = "cell" + std::to_string(circuit.cells.size() - 1);
  return "digraph circuit {\n"
         "  graph [rankdir=LR, ranksep=0.8, nodesep=0.4, fontname=\"Helvetica,Arial,sans-serif\", fontsize=12,\n"
         "    labelloc=b, labeljust=l, bgcolor=white, label=<" +
         caption(circuit) +
         ">];\n"
         "  node [shape=plain, fontname=\"Helvetica,Arial,sans-serif\", fontsize=12];\n"
         "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, arrowsize=0.6];\n"
         "  x [label=<<i>x</i>>, shape=plain, fontsize=16];\n"
         "  y [label=<<i>y</i>>, shape=plain, fontsize=16];\n" +
         nodes + wires + "  " + last + ":out:e -> y [label=\"" + std::to_string(mapping.cells.back().width()) +
         "\"];\n}\n";
}

}  // namespace rccm::report
