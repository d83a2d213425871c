#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "verify/check.hpp"

namespace rccm::verify {

/// Runs a tool in `work` with the settings' time limit, its output in work/<name>.log, its stdout in `output` if given.
/// Returns whether it succeeded; where not, `result` says how it ended, with the first lines it printed.
bool run_tool(const std::vector<std::string>& arguments, const std::string& name, const Settings& settings,
              const std::filesystem::path& work, CheckResult& result, const std::filesystem::path& output = {});

/// " in 2.00 s, 1.98 s of processor time": what the tools took since `before`. On a machine with other work only the
/// second figure tells.
[[nodiscard]] std::string time_since(const CheckResult& before, const CheckResult& result);

/// What run_tool() left in the log.
[[nodiscard]] std::string log_text(const CheckResult& result);

/// The first lines of a tool's output that are worth a person's time, errors and warnings first.
[[nodiscard]] std::string excerpt(const std::string& log);

}  // namespace rccm::verify
