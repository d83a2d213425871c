#pragma once

#include <vector>

#include "hdl/folder_files.hpp"
#include "hdl/manifest.hpp"

namespace rccm::hdl {

/// What tools and people take a folder up with: FuseSoC core, Vivado scripts, constraints, README.
[[nodiscard]] std::vector<FolderFile> project_files(const FolderRequest& request,
                                                    const std::vector<StyledNetlist>& modules);

}  // namespace rccm::hdl
