#pragma once

#include <filesystem>
#include <string>

#include "verify/check.hpp"
#include "verify/folder.hpp"

namespace rccm::verify {

/// Lets GHDL write a VHDL module as Verilog to work/<file>, for tools that read no VHDL. The vendor's primitives stay
/// black boxes. Returns whether it succeeded; where not, `result` says why. Throws Error (kMissingTool).
bool write_vhdl_as_verilog(const Folder& folder, const Top& top, const std::string& file, const Settings& settings,
                           const std::filesystem::path& work, CheckResult& result);

/// The Verilog of a netlist with the default of every multiplexer, which GHDL 2.0.0 forgets to write (see
/// verify/TOOLS.md); it is taken from the same netlist written as VHDL. Throws Error (kInput) where it is not there.
[[nodiscard]] std::string with_defaults(const std::string& verilog, const std::string& vhdl);

}  // namespace rccm::verify
