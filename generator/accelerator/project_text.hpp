#pragma once

#include <vector>

#include "accelerator/estimate.hpp"
#include "accelerator/layer_folder.hpp"

namespace rccm::accelerator {

/// What tools and people take a layer's folder up with: FuseSoC core, Vivado scripts, constraints, README. `sources`
/// are the folder's HDL files.
[[nodiscard]] std::vector<hdl::FolderFile> project_files(const LayerRequest& request, const Plan& plan,
                                                         const Estimate& estimate,
                                                         const std::vector<hdl::FolderFile>& sources);

}  // namespace rccm::accelerator
