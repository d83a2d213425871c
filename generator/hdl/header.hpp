#pragma once

#include "circuit/json.hpp"
#include "hdl/print.hpp"

namespace rccm::hdl {

/// "1 cycle", "2 cycles".
[[nodiscard]] std::string plural(int count, const std::string& noun);

/// "+/-{0 1 2 8}", or how many coefficients there are and between which, where they are many. ASCII.
[[nodiscard]] std::string set_text(const Circuit& circuit);

/// "25 LUTs, 7 CARRY4, 36 flip-flops".
[[nodiscard]] std::string cost_text(const Netlist& netlist);

/// The data of templates/common/header.
[[nodiscard]] Json header_data(const Netlist& netlist, const std::string& comment, const Origin& origin);

}  // namespace rccm::hdl
