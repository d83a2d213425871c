#include "verify/yosys_cells.hpp"

#include <regex>
#include <sstream>

namespace rccm::verify {

// Yosys 0.23 writes "name count", later versions "count name", some with an area between.
Cells read_cells(const std::string& listing) {
  static const std::regex name_first(R"(^\s+([A-Z]\w+)\s+(\d+)\s*$)");
  static const std::regex count_first(R"(^\s+(\d+)\s+(?:[\d.]+\s+|-\s+)?([A-Z]\w+)\s*$)");
  Cells cells;
  std::istringstream lines(listing);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, name_first)) cells[match[1]] = std::stoi(match[2]);
    if (std::regex_match(line, match, count_first)) cells[match[2]] = std::stoi(match[1]);
  }
  return cells;
}

bool is_lut(const std::string& cell) {
  return cell.starts_with("LUT");
}

int lut_cells(const Cells& cells) {
  int luts = 0;
  for (const auto& [cell, count] : cells) {
    if (is_lut(cell)) luts += count;
  }
  return luts;
}

std::string synthesis_command(const std::string& family, const std::string& module) {
  return "synth_xilinx -family " + family + " -top " + module + " -noiopad -nodsp -noclkbuf -nowidelut";
}

}  // namespace rccm::verify
