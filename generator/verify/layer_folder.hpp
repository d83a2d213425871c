#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "accelerator/design.hpp"
#include "circuit/json.hpp"
#include "verify/check.hpp"

namespace rccm::verify {

/// A layer in one language, with its test bench.
struct LayerTop {
  std::string language;
  std::string module;
  std::string testbench;
  std::string testbench_file;
  std::vector<std::string> sources;  ///< in compile order, without the simulation models
  std::vector<std::string> models;
};

/// A folder that rccm layer wrote, whose files are those that its manifest lists, byte for byte.
struct LayerFolder {
  std::filesystem::path path;  ///< absolute
  std::string given;           ///< as the user wrote it
  std::string name;
  std::string manifest_sha256;
  accelerator::Design design;  ///< from layer.json
  int checked_beats = 0;       ///< of output, which the test bench compares
  std::vector<LayerTop> tops;
  // What the estimate promises after synthesis.
  int luts = 0;
  int registers = 0;
  int block_rams = 0;

  [[nodiscard]] const LayerTop* top_in(const std::string& language) const;
};

/// Whether the folder's manifest says that it holds a layer.
[[nodiscard]] bool is_layer_folder(const std::string& path);

/// Reads and checks manifest.json, layer.json and the hash of every file. Where the test bench runs random images, its
/// expected outputs are computed anew by the integer reference and must be those in the folder. Throws Error (kInput)
/// that names the file and what is wrong with it.
[[nodiscard]] LayerFolder read_layer_folder(const std::string& path);

// Each writes its files to `work`, which must exist, and throws Error (kMissingTool) where its tool is not installed.

/// Carries out the test bench in Verilog.
[[nodiscard]] CheckResult check_layer_verilator(const LayerFolder& folder, const Settings& settings,
                                                const std::filesystem::path& work);
/// The same in VHDL.
[[nodiscard]] CheckResult check_layer_ghdl(const LayerFolder& folder, const Settings& settings,
                                           const std::filesystem::path& work);
/// No warning of Verilator with -Wall.
[[nodiscard]] CheckResult check_layer_lint_verilog(const LayerFolder& folder, const Settings& settings,
                                                   const std::filesystem::path& work);
/// No warning of GHDL with its warnings on.
[[nodiscard]] CheckResult check_layer_lint_vhdl(const LayerFolder& folder, const Settings& settings,
                                                const std::filesystem::path& work);
/// After synthesis of the Verilog, LUTs and registers within 5 % of the estimate, or 80 where a layer is small, and
/// exactly its block RAMs.
[[nodiscard]] CheckResult check_layer_yosys(const LayerFolder& folder, const Settings& settings,
                                            const std::filesystem::path& work);

}  // namespace rccm::verify
