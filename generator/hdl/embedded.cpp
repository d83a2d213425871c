#include "hdl/embedded.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace rccm::hdl {

std::string_view embedded_file(std::string_view path) {
  const std::vector<EmbeddedFile>& files = embedded_files();
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.path == path; });
  if (found == files.end()) throw std::logic_error(std::string(path) + ": was not built into the library");
  return found->content;
}

}  // namespace rccm::hdl
