#include "hdl/manifest.hpp"

#include "hdl/print.hpp"
#include "hdl/sha256.hpp"

namespace rccm::hdl {
namespace {

Json port_json(const Netlist& netlist, const Port& port) {
  const Signal& signal = netlist.signals[port.signal];
  return {{"name", signal.name},
          {"direction", signal.kind == SignalKind::kInput ? "in" : "out"},
          {"bits", signal.runs.front().width()},
          {"vector", !signal.is_scalar},
          {"signed", signal.is_signed},
          {"meaning", port.meaning}};
}

// What a style costs and what its synthesis is asked for. LUTs are a promise only where they are instantiated.
Json style_json(const StyledNetlist& module) {
  const Netlist& netlist = module.netlist;
  const bool is_portable = netlist.options.style == Style::kPortable;
  Json json;
  json["style"] = to_text(netlist.options.style);
  json["module"] = netlist.options.module_name;
  json["luts"] = is_portable ? Json(nullptr) : Json(netlist.luts);
  json["carry_primitive"] = is_portable ? Json(nullptr) : Json(carry_primitive(netlist.options.style));
  json["carry_blocks"] = is_portable ? Json(nullptr) : Json(netlist.carry_blocks);
  json["registers"] = netlist.registers;
  json["primitives"] = module.primitives;
  return json;
}

Json top_json(const StyledNetlist& module, Language language) {
  const std::string& name = module.netlist.options.module_name;
  Json compile = model_paths(module.primitives, language);
  compile.push_back(source_path(name, language));
  return {{"style", to_text(module.netlist.options.style)},
          {"language", to_text(language)},
          {"module", name},
          {"library", "work"},
          {"file", source_path(name, language)},
          {"compile", compile}};
}

}  // namespace

std::string source_path(const std::string& module, Language language) {
  return to_text(language) + "/" + module + (language == Language::kVerilog ? ".v" : ".vhd");
}

std::vector<std::string> model_paths(const std::vector<std::string>& primitives, Language language) {
  std::vector<std::string> paths;
  if (primitives.empty()) return paths;
  const bool is_verilog = language == Language::kVerilog;
  if (!is_verilog) paths = {"sim/vhdl/lookup.vhd", "sim/vhdl/vcomponents.vhd"};
  for (const std::string& primitive : primitives) {
    paths.push_back((is_verilog ? "sim/verilog/" : "sim/vhdl/") + primitive + (is_verilog ? ".v" : ".vhd"));
  }
  return paths;
}

Json manifest(const FolderRequest& request, const std::vector<StyledNetlist>& modules,
              const std::vector<FolderFile>& files) {
  const Netlist& any = modules.front().netlist;
  const Circuit& circuit = request.circuit;
  Json json;
  json["schema"] = "rccm.manifest/1";
  json["name"] = request.name;
  json["generator"] = "rccm";
  json["version"] = request.version;
  json["command"] = request.command;
  json["circuit"] = {{"file", "circuit.json"}, {"name", circuit.name}};
  json["input_bits"] = circuit.input_bits;
  json["input_signed"] = circuit.input_signed;
  json["select_bits"] = select_bits(circuit);
  json["stored_bits"] = stored_bits(circuit);
  json["signless"] = circuit.signless;
  if (circuit.consumer_shift > 0) json["consumer_shift"] = circuit.consumer_shift;
  json["product_bits"] = any.product_bits;
  json["product_signed"] = any.product_signed;
  json["pipeline"] = to_text(request.pipeline);
  json["input_register"] = request.input_register;
  json["output_register"] = request.output_register;
  json["latency"] = any.latency;
  json["parameters"] = Json::array();
  json["ports"] = Json::array();
  for (const Port& port : any.ports) json["ports"].push_back(port_json(any, port));
  json["coefficients"] = any.coefficients;
  json["styles"] = Json::array();
  for (const StyledNetlist& module : modules) json["styles"].push_back(style_json(module));
  json["tops"] = Json::array();
  for (const Language language : request.languages) {
    for (const StyledNetlist& module : modules) json["tops"].push_back(top_json(module, language));
  }
  json["files"] = Json::array();
  for (const FolderFile& file : files) {
    json["files"].push_back({{"path", file.path},
                             {"role", file.role},
                             {"language", file.language},
                             {"library", file.library.empty() ? Json(nullptr) : Json(file.library)},
                             {"sha256", sha256(file.content)}});
  }
  return json;
}

}  // namespace rccm::hdl
