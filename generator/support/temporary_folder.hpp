#pragma once

#include <filesystem>

namespace rccm {

/// A folder of its own for the files that an external program reads and writes, removed with them.
class TemporaryFolder {
 public:
  /// Throws Error (kInput) where it cannot be created.
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace rccm
