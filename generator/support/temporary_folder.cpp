#include "support/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include "support/error.hpp"

namespace rccm {

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) throw input_error("no folder for temporary files (" + error.message() + "): set TMPDIR");
  std::string name = (parent / "rccm-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw input_error(name + ": cannot be created (" + std::strerror(errno) + "): set TMPDIR");
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace rccm
