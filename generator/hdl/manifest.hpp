#pragma once

#include <vector>

#include "hdl/folder_files.hpp"
#include "hdl/netlist.hpp"

namespace rccm::hdl {

/// A module of the folder in one style, in all languages that were asked for.
struct StyledNetlist {
  Netlist netlist;
  std::vector<std::string> primitives;  ///< what it instantiates, sorted
};

/// "verilog/addnet_2_add_xc7.v": where a module is.
[[nodiscard]] std::string source_path(const std::string& module, Language language);

/// The simulation models that a module needs in a language, in compile order: paths in the folder.
[[nodiscard]] std::vector<std::string> model_paths(const std::vector<std::string>& primitives, Language language);

/// The "rccm.manifest/1" of a folder that holds these files.
[[nodiscard]] Json manifest(const FolderRequest& request, const std::vector<StyledNetlist>& modules,
                            const std::vector<FolderFile>& files);

}  // namespace rccm::hdl
