#pragma once

#include <string_view>
#include <vector>

namespace rccm::hdl {

/// A file of the sources that the build put into the library.
struct EmbeddedFile {
  std::string_view path;  ///< from the root of the sources
  std::string_view content;
};

/// All of them, sorted by path: the templates and the simulation models.
[[nodiscard]] const std::vector<EmbeddedFile>& embedded_files();

/// The text of a file that was built into the library, by its path in the sources ("templates/verilog/module.v").
/// Asking for a file that is not there is our own fault: std::logic_error.
[[nodiscard]] std::string_view embedded_file(std::string_view path);

}  // namespace rccm::hdl
