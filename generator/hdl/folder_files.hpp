#pragma once

#include <optional>
#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "hdl/options.hpp"

namespace rccm::hdl {

/// What a folder of generated HDL is to hold.
struct FolderRequest {
  Circuit circuit;
  std::optional<Metrics> metrics;   ///< kept in circuit.json
  std::string name;                 ///< legal; modules are called <name>_<style>
  std::vector<Style> styles;        ///< not empty, in the order of the enumeration
  std::vector<Language> languages;  ///< not empty, in the order of the enumeration
  Pipeline pipeline = Pipeline::kNone;
  bool input_register = false;
  bool output_register = false;
  std::string version;  ///< of the generator
  std::string command;  ///< that writes the same folder again
};

/// A file of the folder and what it is for, as the manifest lists it.
struct FolderFile {
  std::string path;  ///< inside the folder
  std::string content;
  std::string role;      ///< source, simulation, circuit, constraints, project, document or manifest
  std::string language;  ///< verilog, vhdl, json, tcl, xdc, yaml or markdown
  std::string library;   ///< of HDL: work or unisim
};

/// All files, in compile order, the manifest last. The same request gives the same bytes.
[[nodiscard]] std::vector<FolderFile> folder_files(const FolderRequest& request);

// The names of enumerators on the command line, in paths and in the manifest.
[[nodiscard]] std::string to_text(Style style);
[[nodiscard]] std::string to_text(Language language);
[[nodiscard]] std::string to_text(Pipeline pipeline);

}  // namespace rccm::hdl
