#pragma once

#include <CLI/CLI.hpp>
#include <exception>
#include <iosfwd>
#include <string>
#include <string_view>

namespace rccm::cli {

/// Adds all verbs and the options they share to `app`. A verb does its work in its callback, during app.parse().
void build_app(CLI::App& app);

/// Whether --quiet was given, before or after the verb. Meant for a verb's callback: `is_quiet(*verb)`.
[[nodiscard]] bool is_quiet(const CLI::App& verb);

/// Writes a verb's result: to the file `path`, or to stdout where it is "-".
void write_result(const std::string& path, std::string_view content);

/// Prints what went wrong as `rccm: <message>` and gives the exit status for it. Also handles the requests for help
/// and version, which CLI11 reports as exceptions: they go to `out`.
[[nodiscard]] int report_exception(const std::exception_ptr& exception, const CLI::App& app,
                                   std::string_view command_line, std::ostream& out, std::ostream& err);

}  // namespace rccm::cli
