#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "verify/check.hpp"
#include "verify/folder.hpp"
#include "verify/layer_folder.hpp"

namespace rccm::verify {

/// Everything found about one folder.
struct FolderResult {
  std::string name;
  std::string given;  ///< the folder as the user wrote it
  std::vector<CheckResult> checks;
  std::string manifest_sha256 = {};  ///< says which files the result is about
};

/// What the checks of a folder come to; the worst of these decides.
enum class Conclusion {
  kPassed,      ///< all that can be checked was
  kPartial,     ///< passed, with checks left out because the user asked for that
  kIncomplete,  ///< passed as far as it went: a tool is missing
  kUnchecked,   ///< no check was made
  kFailed,
};
[[nodiscard]] Conclusion conclusion(const FolderResult& result);
[[nodiscard]] std::string to_text(Conclusion conclusion);

/// A folder of rccm emit or of rccm layer.
using AnyFolder = std::variant<Folder, LayerFolder>;

/// Reads a folder of either kind. Throws Error as read_folder() and read_layer_folder().
[[nodiscard]] AnyFolder read_any_folder(const std::string& path);

/// Checks folders, several checks side by side. Once a check of a folder fails, its later ones are not begun; `tell` is
/// called after each check, from one thread at a time.
[[nodiscard]] std::vector<FolderResult> verify_folders(
    const std::vector<AnyFolder>& folders, const Settings& settings,
    const std::function<void(const FolderResult&, const CheckResult&)>& tell = {});

}  // namespace rccm::verify
