#pragma once

#include <string>
#include <vector>

#include "hdl/netlist.hpp"

namespace rccm::hdl {

/// The comment above a cell: the range of its result and what it adds for each select value. The lines begin with a
/// space, so that they can follow a comment mark.
[[nodiscard]] std::vector<std::string> cell_title(const CellBlock& cell, const std::string& result);

}  // namespace rccm::hdl
