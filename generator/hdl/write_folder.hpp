#pragma once

#include <filesystem>
#include <vector>

#include "hdl/folder_files.hpp"

namespace rccm::hdl {

/// Writes the files to a temporary folder beside the target, which then takes the target's place. A folder that is
/// already there is replaced only if it is one of ours, unchanged: its manifest lists exactly the files in it, with
/// their hashes. Otherwise throws Error (kUsage) that names what is in the way, unless `force` is set: then the files
/// are written into the folder, and files that are not ours stay.
void write_folder(const std::filesystem::path& target, const std::vector<FolderFile>& files, bool force = false);

/// Why the folder may not be replaced, empty if it may.
[[nodiscard]] std::string reason_to_keep(const std::filesystem::path& folder);

}  // namespace rccm::hdl
