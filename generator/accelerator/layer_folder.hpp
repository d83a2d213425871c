#pragma once

#include <string>
#include <vector>

#include "accelerator/bench_images.hpp"
#include "accelerator/design.hpp"
#include "hdl/folder_files.hpp"

namespace rccm::accelerator {

/// What a folder with a generated layer is to hold.
struct LayerRequest {
  Design design;
  std::vector<hdl::Language> languages;  ///< not empty, in the order of the enumeration
  BenchParams bench;
  std::string version;  ///< of the generator
  std::string command;  ///< that writes the same folder again from layer.json
};

/// All files, HDL in compile order, the manifest last. The same request gives the same bytes. Throws Error as
/// make_plan().
[[nodiscard]] std::vector<hdl::FolderFile> layer_files(const LayerRequest& request);

/// The hand-written units of a layer, in compile order: paths in the folder.
[[nodiscard]] std::vector<std::string> unit_paths(const Design& design, hdl::Language language);

}  // namespace rccm::accelerator
