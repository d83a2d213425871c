#include "report/circuit_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "circuit/coefficient_set.hpp"
#include "circuit/mapping.hpp"
#include "report/algebra.hpp"
#include "report/coefficient_text.hpp"
#include "report/cost_text.hpp"
#include "report/text_layout.hpp"

namespace rccm::report {
namespace {

using Align = TextTable::Align;

constexpr std::size_t kMostPrintedCodes = 64;
constexpr std::size_t kMostPrintedCoefficients = 128;
constexpr std::size_t kMostPrintedNodeCoefficients = 12;

std::string space_text(Space space) {
  constexpr std::array<std::pair<Space, const char*>, 3> names{
      {{Space::kAddnet, "addnet"}, {Space::kNative, "native"}, {Space::kBaseline, "baseline"}}};
  return std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.first == space; })->second;
}

std::string width_text(int bits, bool is_signed) {
  return counted(static_cast<std::size_t>(bits), "bit") + (is_signed ? ", signed" : ", unsigned");
}

std::string code_text(const Circuit& circuit) {
  const int bits = select_bits(circuit);
  std::string text = counted(static_cast<std::size_t>(bits), "bit");
  if (bits > 1) text += ", s" + std::to_string(bits - 1) + " .. s0";
  if (bits == 1) text += ", s0";
  std::string more = circuit.signless ? "the sign" : "";
  if (circuit.consumer_shift > 0) more += std::string(more.empty() ? "" : " and ") + "the shift";
  if (!more.empty()) {
    text += "; stored with " + more + ": " + counted(static_cast<std::size_t>(stored_bits(circuit)), "bit");
  }
  return text;
}

std::string heading(const Circuit& circuit, const Mapping& mapping, const CircuitTextParams& params) {
  const CoefficientSet set = coefficient_set(circuit);
  const MappedCell& product = mapping.cells.back();
  const std::size_t most = params.whole_table ? set.size() : kMostPrintedCoefficients;
  std::string product_text = width_text(product.width(), product.is_signed);
  if (circuit.signless) product_text += "; y is a magnitude times x, the sign is applied where products are summed";
  const std::vector<std::pair<std::string, std::string>> facts{
      {"space", space_text(circuit.space)},
      {"input x", width_text(circuit.input_bits, circuit.input_signed)},
      {"code", code_text(circuit)},
      {"product y", product_text},
      {"cost", counted(static_cast<std::size_t>(lut_count(mapping)), "LUT") + ", " +
                   counted(static_cast<std::size_t>(depth(circuit)), "cell") + " deep"},
      {"coefficients", set_text(set, most) + ", " + counted(set.size(), "value")}};
  constexpr std::size_t kLabel = 16;
  std::string text = printable(circuit.name) + "\n\n";
  for (const auto& [label, value] : facts) {
    text += left_aligned("  " + label, kLabel) + wrapped(value, params.width - kLabel, kLabel) + "\n";
  }
  return text;
}

std::string structure(const Circuit& circuit, std::size_t width) {
  const auto selects = code_bits(circuit);
  std::string text = "Structure\n";
  for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
    const Cell& cell = circuit.cells[i];
    const std::vector<std::string> texts = alternatives(circuit, i);
    text += "  " + node_name(circuit, static_cast<int>(i)) + " = ";
    if (cell.select_bits == 0) {
      text += texts.front() + "  (" + mode_name(cell.mode) + " cell)\n";
      continue;
    }
    text += mode_name(cell.mode) + " cell, selected by " + select_names(selects[i]) + "\n";
    std::size_t entry_width = 0;
    for (const std::string& entry : texts) entry_width = std::max(entry_width, columns(entry));
    entry_width += static_cast<std::size_t>(cell.select_bits) + 5;  // "00: " and three blanks between entries
    // Rows of a power of two keep equal low select bits below each other.
    std::size_t per_row = 4;
    while (per_row > 1 && 4 + per_row * entry_width > width + 3) per_row /= 2;
    for (std::size_t value = 0; value < texts.size(); ++value) {
      const bool ends_row = value % per_row == per_row - 1 || value + 1 == texts.size();
      const std::string entry = binary(value, static_cast<std::size_t>(cell.select_bits)) + ": " + texts[value];
      if (value % per_row == 0) text += "    ";
      text += ends_row ? entry + "\n" : left_aligned(entry, entry_width);
    }
  }
  return text;
}

std::string node_coefficients(const std::vector<std::int64_t>& table) {
  const CoefficientSet set = distinct(table);
  if (set.size() <= kMostPrintedNodeCoefficients) return rccm::to_text(set);
  return counted(set.size(), "value") + ", " + std::to_string(set.front()) + " .. " + std::to_string(set.back());
}

std::string nodes(const Circuit& circuit, const Mapping& mapping) {
  const auto tables = coefficient_tables(circuit);
  TextTable table(
      {Align::kLeft, Align::kRight, Align::kLeft, Align::kRight, Align::kLeft, Align::kRight, Align::kLeft});
  const auto add = [&](const std::string& name, int bits, bool is_signed, const Range& range,
                       const std::string& coefficients) {
    table.add({name, counted(static_cast<std::size_t>(bits), "bit"), is_signed ? "signed" : "unsigned",
               std::to_string(range.low), "..", std::to_string(range.high), "x · " + coefficients});
  };
  add("x", circuit.input_bits, circuit.input_signed, input_range(circuit), "{1}");
  std::string truncated;
  for (std::size_t i = 0; i < mapping.cells.size(); ++i) {
    const MappedCell& cell = mapping.cells[i];
    const std::string name = node_name(circuit, static_cast<int>(i));
    // Of a truncated node the sign is in the bits that are not there.
    add(name, cell.width(), cell.range.low < 0, cell.range, node_coefficients(tables[i]));
    if (cell.is_truncated) truncated += (truncated.empty() ? "" : ", ") + name;
  }
  std::string text = "Nodes\n" + table.text();
  if (!truncated.empty()) text += "  Nothing needs the high bits of " + truncated + ": they are left out.\n";
  return text;
}

std::string coefficients(const Circuit& circuit, const CircuitTextParams& params) {
  const std::vector<std::int64_t> table = coefficient_table(circuit);
  std::string text = circuit.signless ? "Magnitudes by code\n" : "Coefficients by code\n";
  if (table.size() <= kMostPrintedCodes || params.whole_table) return text + coefficient_grid(table, params.width);
  return text + "  " + std::to_string(table.size()) + " codes: --table prints them\n";
}

}  // namespace

std::string circuit_text(const Circuit& circuit, const CircuitTextParams& params) {
  const Mapping mapping = map_circuit(circuit);
  return heading(circuit, mapping, params) + "\n" + structure(circuit, params.width) + "\n" + nodes(circuit, mapping) +
         "\n" + cost_text(circuit, mapping) + "\n" + coefficients(circuit, params);
}

}  // namespace rccm::report
