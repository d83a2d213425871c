#pragma once

#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "verify/verify.hpp"

namespace rccm::verify {

/// For a person: one folder with all its checks, and what to do about a failure.
[[nodiscard]] std::string report_text(const FolderResult& result);

/// For a person: a line per folder, a column per check.
[[nodiscard]] std::string pass_table(const std::vector<FolderResult>& results);

/// "rccm.verify/1". Holds no times, so that the same results give the same bytes.
[[nodiscard]] Json to_json(const std::vector<FolderResult>& results);

/// For continuous integration: one test suite per folder, one test case per check.
[[nodiscard]] std::string junit_text(const std::vector<FolderResult>& results);

/// The command that repeats a failed check.
[[nodiscard]] std::string replay_command(const FolderResult& result, const CheckResult& check);

}  // namespace rccm::verify
