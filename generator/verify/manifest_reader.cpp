#include "verify/manifest_reader.hpp"

#include <algorithm>

#include "hdl/sha256.hpp"
#include "support/files.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// A path that a manifest names must lie in its folder and be harmless in scripts of other tools.
std::string checked_path(const std::string& path, const std::string& where) {
  const bool is_plain = std::ranges::all_of(path, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_' || letter == '.' || letter == '/' || letter == '-';
  });
  if (path.empty() || !is_plain || path.front() == '/' || path.front() == '-' || path.find("..") != std::string::npos) {
    throw input_error(where + ": path \"" + path + "\" does not lie in the folder" + kEmitAgain);
  }
  return path;
}

}  // namespace

const Json& ManifestReader::raw(const std::string& key) {
  known_.insert(key);
  if (!json_.contains(key)) throw input_error(where_ + ": " + key + " is missing" + kEmitAgain);
  return json_.at(key);
}

int ManifestReader::natural(const std::string& key, int most) {
  const Json& value = raw(key);
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
    throw input_error(where_ + ": " + key + " is not an integer in 0.." + std::to_string(most) + kEmitAgain);
  }
  return value.get<int>();
}

void ManifestReader::ignore(std::initializer_list<const char*> keys) {
  for (const char* key : keys) static_cast<void>(raw(key));
}

void ManifestReader::finish() const {
  for (const auto& [key, value] : json_.items()) {
    if (!known_.contains(key)) throw input_error(where_ + ": unknown key " + key + kEmitAgain);
  }
}

std::string one_of(const std::string& value, const std::set<std::string>& legal, const std::string& where) {
  if (!legal.contains(value)) throw input_error(where + ": unknown value \"" + value + "\"" + kEmitAgain);
  return value;
}

Json read_manifest(const fs::path& folder, const std::string& where) {
  try {
    return Json::parse(read_file(folder / "manifest.json"));
  } catch (const Json::exception& error) {
    throw input_error(where + ": is not JSON (" + error.what() + ")" + kEmitAgain);
  }
}

std::vector<ListedFile> read_listed_files(const Json& files, const fs::path& folder, const std::string& given,
                                          const std::string& where) {
  std::vector<ListedFile> result;
  for (const Json& entry : files) {
    ManifestReader file(entry, where + ": files");
    const std::string path = checked_path(file.get<std::string>("path"), where);
    const auto role = file.get<std::string>("role");
    const auto language = file.get<std::string>("language");
    file.ignore({"library"});
    const auto expected = file.get<std::string>("sha256");
    file.finish();
    if (!fs::is_regular_file(folder / path)) {
      throw input_error(given + "/" + path + ": is listed in manifest.json but is not there" + kEmitAgain);
    }
    if (hdl::sha256(read_file(folder / path)) != expected) {
      throw input_error(given + "/" + path +
                        ": was changed after it was written, its hash differs from that in manifest.json" + kEmitAgain +
                        ", or pass on only what was verified");
    }
    result.push_back({path, role, language});
  }
  return result;
}

std::string folder_argument(const std::string& path) {
  if (!fs::is_directory(path)) throw input_error(path + ": is not a folder: name one that rccm emit wrote");
  return path.size() > 1 && path.back() == '/' ? path.substr(0, path.size() - 1) : path;
}

}  // namespace rccm::verify
