#pragma once

#include <string>

#include "cli/description.hpp"

namespace rccm::cli {

/// The manual page rccm(1) as roff source for the `man` macros. It carries no date: the same program gives the same
/// page.
[[nodiscard]] std::string man_page(const CommandDescription& program, const std::string& version);

}  // namespace rccm::cli
