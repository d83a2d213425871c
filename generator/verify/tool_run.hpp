#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "verify/check.hpp"

namespace rccm::verify {

/// Runs a tool in `work` with the settings' time limit, its output in work/<name>.log. Returns whether it succeeded;
/// where not, `result` says how it ended, with the first lines it printed.
bool run_tool(const std::vector<std::string>& arguments, const std::string& name, const Settings& settings,
              const std::filesystem::path& work, CheckResult& result);

/// What run_tool() left in the log.
[[nodiscard]] std::string log_text(const CheckResult& result);

/// The first lines of a tool's output that are worth a person's time, errors and warnings first.
[[nodiscard]] std::string excerpt(const std::string& log);

}  // namespace rccm::verify
