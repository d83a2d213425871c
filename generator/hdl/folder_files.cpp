#include "hdl/folder_files.hpp"

#include <algorithm>
#include <set>

#include "hdl/embedded.hpp"
#include "hdl/manifest.hpp"
#include "hdl/print.hpp"
#include "hdl/project_files.hpp"
#include "hdl/sha256.hpp"

namespace rccm::hdl {
namespace {

std::vector<std::string> primitives_of(const Netlist& netlist) {
  std::set<std::string> names;
  for (const Step& step : netlist.steps) {
    for (const Lut& lut : step.logic) names.insert(primitive_of(lut));
    for (const CellBlock& cell : step.cells) {
      for (const Lut& lut : cell.columns) names.insert(primitive_of(lut));
      if (!cell.carry_blocks.empty()) names.insert(carry_primitive(netlist.options.style));
    }
  }
  return {names.begin(), names.end()};
}

StyledNetlist styled_netlist(const FolderRequest& request, Style style) {
  ModuleOptions options;
  options.module_name = request.name + "_" + to_text(style);
  options.style = style;
  options.pipeline = request.pipeline;
  options.input_register = request.input_register;
  options.output_register = request.output_register;
  StyledNetlist result{make_netlist(request.circuit, options), {}};
  result.primitives = primitives_of(result.netlist);
  return result;
}

// The simulation models of all styles, each once, in compile order.
void add_models(const std::vector<StyledNetlist>& modules, Language language, std::vector<FolderFile>& files) {
  std::set<std::string> used;
  for (const StyledNetlist& module : modules) used.insert(module.primitives.begin(), module.primitives.end());
  for (const std::string& path : model_paths({used.begin(), used.end()}, language)) {
    const std::string library = language == Language::kVhdl ? "unisim" : "work";
    files.push_back({path, std::string(embedded_file("rtl/" + path)), "simulation", to_text(language), library});
  }
}

}  // namespace

std::string to_text(Style style) {
  switch (style) {
    case Style::kPortable:
      return "portable";
    case Style::kXc7:
      return "xc7";
    case Style::kXcup:
      break;
  }
  return "xcup";
}

std::string to_text(Language language) {
  return language == Language::kVerilog ? "verilog" : "vhdl";
}

std::string to_text(Pipeline pipeline) {
  return pipeline == Pipeline::kNone ? "none" : "cells";
}

std::vector<FolderFile> folder_files(const FolderRequest& request) {
  std::vector<StyledNetlist> modules;
  for (const Style style : request.styles) modules.push_back(styled_netlist(request, style));
  const std::string circuit = rccm::to_text(to_json(request.circuit, request.metrics));
  const Origin origin{request.version, request.command, sha256(circuit)};

  std::vector<FolderFile> files;
  for (const Language language : request.languages) {
    add_models(modules, language, files);
    for (const StyledNetlist& module : modules) {
      files.push_back({source_path(module.netlist.options.module_name, language),
                       print(module.netlist, language, origin), "source", to_text(language), "work"});
    }
  }
  files.push_back({"circuit.json", circuit, "circuit", "json", ""});
  for (FolderFile& file : project_files(request, modules)) files.push_back(std::move(file));
  files.push_back({"manifest.json", rccm::to_text(manifest(request, modules, files)), "manifest", "json", ""});
  return files;
}

}  // namespace rccm::hdl
