#pragma once

#include <map>
#include <string>

namespace rccm::verify {

/// How many cells of each kind a synthesised module has.
using Cells = std::map<std::string, int>;

/// The cells in what Yosys's `stat` prints.
[[nodiscard]] Cells read_cells(const std::string& listing);

/// Whether a cell is a LUT1..LUT6 or a LUT6_2: each counts as one LUT.
[[nodiscard]] bool is_lut(const std::string& cell);

/// The LUTs among the cells.
[[nodiscard]] int lut_cells(const Cells& cells);

/// What makes Yosys synthesise a module as every LUT count of this project was taken, for the family xc7 or xcup.
[[nodiscard]] std::string synthesis_command(const std::string& family, const std::string& module);

}  // namespace rccm::verify
