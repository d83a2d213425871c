#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verify/check.hpp"

namespace rccm::verify {

/// The GHDL to use: the LLVM back end runs three times as fast but takes longer to build, so it pays for long
/// simulations. Throws Error (kMissingTool) if there is none.
[[nodiscard]] std::string ghdl_program(bool for_long_simulation);

/// Every warning that GHDL 2.0.0 knows by name, as it has no -Wall, except --warn-port: unconnected outputs are meant.
[[nodiscard]] std::vector<std::string> ghdl_warnings();

/// Analyses the models of the primitives into library unisim in `work`; does nothing where there are none.
bool analyse_models(const std::string& ghdl, const Folder& folder, const Settings& settings,
                    const std::filesystem::path& work, CheckResult& result);

}  // namespace rccm::verify
