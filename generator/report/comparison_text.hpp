#pragma once

#include <string>

#include "report/comparison.hpp"

namespace rccm::report {

/// A comparison for a person: one line a row, then what the marks in it mean and what is missing.
[[nodiscard]] std::string comparison_text(const Comparison& comparison);

}  // namespace rccm::report
