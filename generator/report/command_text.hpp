#pragma once

#include <string>

#include "circuit/json.hpp"

namespace rccm::report {

/// The `rccm search` that a result of that query and those stats came from, writing to `output`. Only what differs from
/// the program's defaults is written out. Empty where the query does not say what was searched. Throws Error (kInput)
/// naming `where` for a query that is wrong in form.
[[nodiscard]] std::string search_command(const Json& query, const Json& stats, const std::string& output,
                                         const std::string& where);

/// The `rccm compare` whose "rccm.comparison/1" holds that query.
[[nodiscard]] std::string compare_command(const Json& query, const std::string& output, const std::string& where);

}  // namespace rccm::report
