#pragma once

#include <string>

#include "hdl/netlist.hpp"

namespace rccm::hdl {

/// Where a file came from, as its header tells.
struct Origin {
  std::string version;         ///< of the generator
  std::string command;         ///< that writes the same bytes again
  std::string circuit_sha256;  ///< of the circuit file's text
};

/// The module as a source file.
[[nodiscard]] std::string print(const Netlist& netlist, Language language, const Origin& origin);

/// "LUT6_2", "LUT3": the primitive that a LUT is an instance of.
[[nodiscard]] std::string primitive_of(const Lut& lut);

/// "CARRY4" or "CARRY8".
[[nodiscard]] std::string carry_primitive(Style style);

}  // namespace rccm::hdl
