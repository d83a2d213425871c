#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/description.hpp"

namespace rccm::cli {

/// What --help prints: lines of at most 100 columns, defaults and requirements in words.
[[nodiscard]] std::string help_text(const CommandDescription& command);

/// Makes CLI11 print help_text().
[[nodiscard]] std::shared_ptr<CLI::FormatterBase> make_help_formatter();

/// `text` broken into lines of at most `width` columns where its words allow.
[[nodiscard]] std::string wrap(const std::string& text, std::size_t width);

}  // namespace rccm::cli
