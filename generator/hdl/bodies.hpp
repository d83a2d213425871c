#pragma once

#include <map>

#include "circuit/mapping.hpp"
#include "hdl/netlist.hpp"
#include "hdl/schedule.hpp"

namespace rccm::hdl {

/// The cells, by the time at which they work, without registers yet.
using Steps = std::map<int, Step>;

/// The cells as behavioural multiplexers and adders.
[[nodiscard]] Steps portable_body(Netlist& netlist, Words& words, const Mapping& mapping);

/// The cells as LUTs and carry blocks, exactly those of the mapping.
[[nodiscard]] Steps mapped_body(Netlist& netlist, Words& words, const Mapping& mapping);

}  // namespace rccm::hdl
