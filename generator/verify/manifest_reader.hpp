#pragma once

#include <filesystem>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "support/error.hpp"

namespace rccm::verify {

inline constexpr const char* kManifestSchema = "rccm.manifest/1";
inline constexpr const char* kEmitAgain = ": emit the folder again with rccm emit";

/// Reads the keys of one object and then insists that there was nothing else.
class ManifestReader {
 public:
  ManifestReader(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
    if (!json.is_object()) throw input_error(where_ + ": is not an object" + kEmitAgain);
  }

  template <typename T>
  T get(const std::string& key) {
    try {
      return raw(key).get<T>();
    } catch (const Json::exception&) {
      throw input_error(where_ + ": " + key + " has the wrong type" + kEmitAgain);
    }
  }
  const Json& raw(const std::string& key);
  int natural(const std::string& key, int most);
  void ignore(std::initializer_list<const char*> keys);
  void finish() const;

 private:
  const Json& json_;
  std::string where_;
  std::set<std::string> known_;
};

/// The value, if it is a legal one. Throws Error (kInput) otherwise.
std::string one_of(const std::string& value, const std::set<std::string>& legal, const std::string& where);

/// A file that a manifest lists; its hash was found right.
struct ListedFile {
  std::string path;  ///< inside the folder
  std::string role;
  std::string language;
};

/// The manifest of a folder, parsed. Throws Error (kInput) where there is none.
[[nodiscard]] Json read_manifest(const std::filesystem::path& folder, const std::string& where);

/// The files of a manifest, each checked to lie in the folder with the hash that the manifest says. Throws Error
/// (kInput).
[[nodiscard]] std::vector<ListedFile> read_listed_files(const Json& files, const std::filesystem::path& folder,
                                                        const std::string& given, const std::string& where);

/// "multiplier" for "multiplier/". Throws Error (kInput) where there is no such folder.
[[nodiscard]] std::string folder_argument(const std::string& path);

}  // namespace rccm::verify
