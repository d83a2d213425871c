#include "hdl/project_files.hpp"

#include <set>

#include "hdl/header.hpp"
#include "hdl/print.hpp"
#include "hdl/template.hpp"

namespace rccm::hdl {
namespace {

// Devices that Vivado supports without a licence; any of the family does.
const char* example_part(Style style) {
  return style == Style::kXcup ? "xczu3eg-sbva484-1-e" : "xc7a35tcpg236-1";
}

// What scripts take and the README shows where nothing else is said.
const StyledNetlist& usual_module(const std::vector<StyledNetlist>& modules) {
  for (const StyledNetlist& module : modules) {
    if (module.netlist.options.style == Style::kXc7) return module;
  }
  return modules.front();
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

const char* device_of(Style style) {
  switch (style) {
    case Style::kPortable:
      return "any device";
    case Style::kXc7:
      return "Xilinx 7-series";
    case Style::kXcup:
      break;
  }
  return "UltraScale, UltraScale+";
}

// How a module is instantiated, and what simulators are told.
Json examples(const FolderRequest& request, const StyledNetlist& module) {
  const Netlist& netlist = module.netlist;
  const std::string& name = netlist.options.module_name;
  Json lines = Json::array();
  for (const Language language : request.languages) {
    const bool is_verilog = language == Language::kVerilog;
    std::string pins;
    for (const Port& port : netlist.ports) {
      const std::string& pin = netlist.signals[port.signal].name;
      if (!pins.empty()) pins += ", ";
      pins += is_verilog ? "." + pin + "(" + pin + ")" : pin + " => " + pin;
    }
    lines.push_back(is_verilog ? name + " multiplier (" + pins + ");"
                               : "multiplier : entity work." + name + " port map (" + pins + ");");
    std::string models;
    for (const std::string& path : model_paths(module.primitives, language)) models += " " + path;
    if (is_verilog) {
      lines.push_back("verilator --lint-only -Wall --top-module " + name + models + " " + source_path(name, language));
    } else {
      if (!models.empty()) lines.push_back("ghdl -a --std=08 --work=unisim" + models);
      lines.push_back("ghdl -a --std=08 " + source_path(name, language));
    }
  }
  return lines;
}

std::string readme(const FolderRequest& request, const std::vector<StyledNetlist>& modules) {
  const Netlist& any = modules.front().netlist;
  const Circuit& circuit = request.circuit;
  Json data;
  data["name"] = request.name;
  data["set"] = set_text(circuit);
  data["input_bits"] = circuit.input_bits;
  data["input_format"] = circuit.input_signed ? "signed" : "unsigned";
  data["product_bits"] = any.product_bits;
  data["product_format"] = any.product_signed ? "signed" : "unsigned";
  data["stored_bits"] = stored_bits(circuit);
  data["latency"] = any.latency == 0 ? "none" : plural(any.latency, "cycle");
  data["signless"] = circuit.signless;
  data["consumer_shift"] = circuit.consumer_shift > 0 ? Json(circuit.consumer_shift) : Json(false);
  data["modules"] = Json::array();
  for (const StyledNetlist& module : modules) {
    const Netlist& netlist = module.netlist;
    data["modules"].push_back({{"module", netlist.options.module_name},
                               {"device", device_of(netlist.options.style)},
                               {"cost", cost_text(netlist)}});
  }
  data["examples"] = examples(request, usual_module(modules));
  data["command"] = request.command;
  return render("templates/project/README.md", data);
}

}  // namespace

std::vector<FolderFile> project_files(const FolderRequest& request, const std::vector<StyledNetlist>& modules) {
  const bool is_clocked = modules.front().netlist.latency > 0;
  const Json all = tops(request, modules);
  const Json project{{"tops", all},
                     {"default_style", to_text(usual_module(modules).netlist.options.style)},
                     {"default_language", to_text(request.languages.front())}};
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
