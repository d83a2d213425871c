#pragma once

#include <string>

#include "circuit/json.hpp"

namespace rccm::report {

/// What a report's page shows of an "rccm.verify/1": per folder its checks with their results and what they counted,
/// those included that were not made, with the reason. Throws Error (kInput) for unknown or missing keys and wrong
/// types.
[[nodiscard]] Json page_verification(const Json& json, const std::string& where);

}  // namespace rccm::report
