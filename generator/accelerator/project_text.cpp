#include "accelerator/project_text.hpp"

#include "accelerator/element.hpp"
#include "accelerator/module_text.hpp"
#include "hdl/header.hpp"
#include "hdl/template.hpp"

namespace rccm::accelerator {
namespace {

using hdl::FolderFile;
using hdl::Language;

// Devices that Vivado supports without a licence; any of the family does.
const char* example_part(hdl::Style style) {
  return style == hdl::Style::kXcup ? "xczu3eg-sbva484-1-e" : "xc7a35tcpg236-1";
}

Json paths(const std::vector<FolderFile>& files, Language language, const std::string& role) {
  Json list = Json::array();
  for (const FolderFile& file : files) {
    if (file.role == role && file.language == hdl::to_text(language)) list.push_back(file.path);
  }
  return list;
}

std::string core_file(const LayerRequest& request, const std::vector<FolderFile>& sources) {
  Json languages = Json::array();
  for (const Language language : request.languages) {
    const bool is_verilog = language == Language::kVerilog;
    const Json models = paths(sources, language, "simulation");
    languages.push_back({{"language", hdl::to_text(language)},
                         {"type", is_verilog ? "verilogSource" : "vhdlSource-2008"},
                         {"is_verilog", is_verilog},
                         {"has_models", !models.empty()},
                         {"models", models},
                         {"sources", paths(sources, language, "source")},
                         {"benches", paths(sources, language, "testbench")}});
  }
  return hdl::render("templates/layer/fusesoc.core", {{"name", request.design.name},
                                                      {"version", request.version},
                                                      {"default", hdl::to_text(request.languages.front())},
                                                      {"languages", languages}});
}

std::string tcl(const std::string& file, const LayerRequest& request, const std::vector<FolderFile>& sources) {
  Json languages = Json::array();
  for (const Language language : request.languages) {
    languages.push_back({{"language", hdl::to_text(language)}, {"sources", paths(sources, language, "source")}});
  }
  return hdl::render("templates/layer/" + file, {{"top", request.design.name},
                                                 {"part", example_part(request.design.style)},
                                                 {"default", hdl::to_text(request.languages.front())},
                                                 {"languages", languages}});
}

std::string readme(const LayerRequest& request, const Plan& plan, const Estimate& estimate) {
  const Design& design = request.design;
  constexpr double kExampleClock = 200;
  return hdl::render("templates/layer/README.md", {{"name", design.name},
                                                   {"estimate", estimate_text(design, plan, estimate, kExampleClock)},
                                                   {"lanes", design.lanes},
                                                   {"input_bits", plan.input_bits},
                                                   {"in_folds", hdl::plural(plan.in_folds, "beat")},
                                                   {"input_beats", plan.input_beats},
                                                   {"set_beats", plan.set_beats},
                                                   {"slices", plan.codes.slices},
                                                   {"depth", plan.codes.depth},
                                                   {"slice_bits", plan.codes.slice_bits},
                                                   {"read_width", hdl::plural(design.read_width, "channel")},
                                                   {"output_bits", plan.output_bits},
                                                   {"output_beats", plan.output_beats},
                                                   {"command", request.command}});
}

}  // namespace

std::vector<FolderFile> project_files(const LayerRequest& request, const Plan& plan, const Estimate& estimate,
                                      const std::vector<FolderFile>& sources) {
  std::vector<FolderFile> files;
  files.push_back(
      {"vivado/clock.xdc", hdl::render("templates/layer/clock.xdc", Json::object()), "constraints", "xdc", ""});
  files.push_back({"vivado/project.tcl", tcl("project.tcl", request, sources), "project", "tcl", ""});
  files.push_back({"vivado/package_ip.tcl", tcl("package_ip.tcl", request, sources), "project", "tcl", ""});
  files.push_back({request.design.name + ".core", core_file(request, sources), "project", "yaml", ""});
  files.push_back({"README.md", readme(request, plan, estimate), "document", "markdown", ""});
  return files;
}

}  // namespace rccm::accelerator
