#include "hdl/project_files.hpp"

#include <set>

#include "circuit/coefficient_set.hpp"
#include "hdl/print.hpp"
#include "hdl/template.hpp"

namespace rccm::hdl {
namespace {

// Devices that Vivado supports without a licence; any of the family does.
const char* example_part(Style style) {
  return style == Style::kXcup ? "xczu3eg-sbva484-1-e" : "xc7a35tcpg236-1";
}

Json tops(const FolderRequest& request, const std::vector<StyledNetlist>& modules) {
  Json tops = Json::array();
  for (const StyledNetlist& module : modules) {
    for (const Language language : request.languages) {
      const std::string& name = module.netlist.options.module_name;
      tops.push_back({{"style", to_text(module.netlist.options.style)},
                      {"language", to_text(language)},
                      {"top", name},
                      {"source", source_path(name, language)},
                      {"part", example_part(module.netlist.options.style)}});
    }
  }
  return tops;
}

std::string core_file(const FolderRequest& request, const std::vector<StyledNetlist>& modules) {
  Json sources = Json::array();
  for (const Json& top : tops(request, modules)) {
    const bool is_verilog = top["language"] == "verilog";
    const bool has_models = top["style"] != "portable";
    sources.push_back({{"fileset", top["style"].get<std::string>() + "_" + top["language"].get<std::string>()},
                       {"top", top["top"]},
                       {"source", top["source"]},
                       {"type", is_verilog ? "verilogSource" : "vhdlSource-2008"},
                       {"is_verilog", is_verilog},
                       {"models", has_models ? Json("models_" + top["language"].get<std::string>()) : Json(false)}});
  }
  Json models = Json::array();
  for (const Language language : request.languages) {
    std::set<std::string> used;
    for (const StyledNetlist& module : modules) used.insert(module.primitives.begin(), module.primitives.end());
    if (used.empty()) continue;
    const bool is_verilog = language == Language::kVerilog;
    models.push_back({{"models", "models_" + to_text(language)},
                      {"type", is_verilog ? "verilogSource" : "vhdlSource-2008"},
                      {"library", is_verilog ? Json(false) : Json("unisim")},
                      {"files", model_paths({used.begin(), used.end()}, language)}});
  }
  const Json data{{"name", request.name},
                  {"version", request.version},
                  {"default", sources.front()["fileset"]},
                  {"sources", sources},
                  {"model_sets", models}};
  return render("templates/project/fusesoc.core", data);
}

std::string readme(const FolderRequest& request, const std::vector<StyledNetlist>& modules) {
  const Netlist& any = modules.front().netlist;
  const Circuit& circuit = request.circuit;
  Json costs = Json::array();
  for (const StyledNetlist& module : modules) {
    const Netlist& netlist = module.netlist;
    if (netlist.options.style == Style::kPortable) continue;
    costs.push_back({{"style", to_text(netlist.options.style)},
                     {"luts", netlist.luts},
                     {"carry_blocks", netlist.carry_blocks},
                     {"carry_primitive", carry_primitive(netlist.options.style)}});
  }
  Json data;
  data["name"] = request.name;
  data["circuit"] = circuit.name;
  data["set"] = rccm::to_text(coefficient_set(circuit));
  data["input_bits"] = circuit.input_bits;
  data["input_format"] = circuit.input_signed ? "signed" : "unsigned";
  data["product_bits"] = any.product_bits;
  data["product_format"] = any.product_signed ? "signed" : "unsigned";
  data["stored_bits"] = stored_bits(circuit);
  data["latency"] = any.latency;
  data["signless"] = circuit.signless;
  data["costs"] = costs;
  data["command"] = request.command;
  return render("templates/project/README.md", data);
}

}  // namespace

std::vector<FolderFile> project_files(const FolderRequest& request, const std::vector<StyledNetlist>& modules) {
  const bool is_clocked = modules.front().netlist.latency > 0;
  const Json all = tops(request, modules);
  const Json project{
      {"tops", all}, {"default_style", all.back()["style"]}, {"default_language", all.back()["language"]}};
  std::vector<FolderFile> files;
  files.push_back({"vivado/clock.xdc", render("templates/project/clock.xdc", {{"is_clocked", is_clocked}}),
                   "constraints", "xdc", ""});
  files.push_back({"vivado/project.tcl", render("templates/project/project.tcl", project), "project", "tcl", ""});
  files.push_back({"vivado/package_ip.tcl", render("templates/project/package_ip.tcl", project), "project", "tcl", ""});
  files.push_back({request.name + ".core", core_file(request, modules), "project", "yaml", ""});
  files.push_back({"README.md", readme(request, modules), "document", "markdown", ""});
  return files;
}

}  // namespace rccm::hdl
