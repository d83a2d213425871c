#pragma once

#include "circuit/json.hpp"
#include "hdl/dialect.hpp"
#include "hdl/netlist.hpp"

namespace rccm::hdl {

/// The template data of a step: its registers, LUTs beside the chains, and cells.
[[nodiscard]] Json step_data(const Netlist& netlist, const Dialect& dialect, const Step& step);

/// The template data of an assignment.
[[nodiscard]] Json assignment_data(const Dialect& dialect, const Assignment& assignment);

/// Gives every item of a list but the last one the separator, the last one another.
void separate(Json& items, const std::string& between, const std::string& after_last = "");

}  // namespace rccm::hdl
