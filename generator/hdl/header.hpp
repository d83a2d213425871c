#pragma once

#include "circuit/json.hpp"
#include "hdl/print.hpp"

namespace rccm::hdl {

/// The data of templates/common/header.
[[nodiscard]] Json header_data(const Netlist& netlist, const std::string& comment, const Origin& origin);

}  // namespace rccm::hdl
