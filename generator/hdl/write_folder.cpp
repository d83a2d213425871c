#include "hdl/write_folder.hpp"

#include <unistd.h>

#include <set>
#include <system_error>

#include "circuit/json.hpp"
#include "hdl/sha256.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::hdl {
namespace {

namespace fs = std::filesystem;

void write_files(const fs::path& folder, const std::vector<FolderFile>& files) {
  for (const FolderFile& file : files) {
    const fs::path path = folder / file.path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) {
      throw input_error(path.parent_path().string() + ": cannot be created (" + error.message() +
                        "): check that the folder above it exists and is writable");
    }
    write_file(path, file.content);
  }
}

// "out/" names the same folder as "out".
fs::path without_slash(const fs::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

fs::path beside(const fs::path& path, const char* suffix) {
  return path.string() + suffix + std::to_string(::getpid());
}

}  // namespace

std::string reason_to_keep(const fs::path& folder) {
  const fs::path manifest_path = folder / "manifest.json";
  if (fs::is_empty(folder)) return "";
  if (!fs::is_regular_file(manifest_path)) return "it holds files but no manifest.json";
  std::set<fs::path> known{"manifest.json", "verify.json"};
  try {
    const Json manifest = Json::parse(read_file(manifest_path));
    if (manifest.at("schema") != "rccm.manifest/1") return "its manifest.json is not of rccm";
    for (const Json& file : manifest.at("files")) {
      const fs::path path = file.at("path").get<std::string>();
      known.insert(path.lexically_normal());
      if (!fs::is_regular_file(folder / path)) continue;
      if (sha256(read_file(folder / path)) != file.at("sha256")) return path.string() + " was changed by hand";
    }
  } catch (const Json::exception&) {
    return "its manifest.json is not of rccm";
  }
  std::set<std::string> foreign;  // sorted, so that the message does not depend on the file system
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path path = entry.path().lexically_relative(folder).lexically_normal();
    if (!entry.is_directory() && !known.contains(path)) foreign.insert(path.string());
  }
  return foreign.empty() ? "" : "it holds " + *foreign.begin() + ", which rccm did not write";
}

void write_folder(const fs::path& target, const std::vector<FolderFile>& files, bool force) {
  const fs::path folder = without_slash(target);
  try {
    if (fs::exists(folder) && !fs::is_directory(folder)) {
      throw usage_error(folder.string() + ": is a file: name a folder");
    }
    const std::string reason = fs::exists(folder) ? reason_to_keep(folder) : "";
    if (!reason.empty()) {
      if (!force) {
        throw usage_error(folder.string() + ": not overwritten, " + reason + ": name another folder or pass --force");
      }
      write_files(folder, files);
      return;
    }
    const fs::path fresh = beside(folder, ".tmp");
    const fs::path old = beside(folder, ".old");
    try {
      write_files(fresh, files);
      if (fs::exists(folder)) fs::rename(folder, old);
      fs::rename(fresh, folder);
    } catch (...) {
      std::error_code ignored;
      fs::remove_all(fresh, ignored);
      if (fs::exists(old) && !fs::exists(folder)) fs::rename(old, folder, ignored);
      throw;
    }
    fs::remove_all(old);
  } catch (const fs::filesystem_error& error) {
    throw input_error(folder.string() + ": cannot be written (" + error.code().message() +
                      "): check that the folder above it exists and is writable");
  }
}

}  // namespace rccm::hdl
