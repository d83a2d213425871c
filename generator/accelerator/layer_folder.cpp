#include "accelerator/layer_folder.hpp"

#include <array>
#include <set>

#include "accelerator/cycles.hpp"
#include "accelerator/element.hpp"
#include "accelerator/estimate.hpp"
#include "accelerator/layer_file.hpp"
#include "accelerator/module_text.hpp"
#include "accelerator/project_text.hpp"
#include "hdl/embedded.hpp"
#include "hdl/manifest.hpp"
#include "hdl/sha256.hpp"
#include "hdl/template.hpp"

namespace rccm::accelerator {
namespace {

using hdl::FolderFile;
using hdl::Language;

// Each after those that it instantiates.
constexpr std::array kBinaryAdders{"add_sub", "accumulator"};
constexpr std::array kTernaryAdders{"pair_adder", "ternary_adder", "ternary_accumulator"};
constexpr std::array kUnits{"loop_counter",     "skid_buffer",   "two_port_memory",   "stream_fifo",
                            "read_pointer",     "result_credit", "code_loader",       "code_memory",
                            "parameter_memory", "window_buffer", "window_sequencer",  "booth_row",
                            "scaler_array",     "scaler_dsp",    "scaler_serial",     "clamp",
                            "requantiser",      "readout",       "control_registers", "layer_shell"};

bool is_verilog(Language language) {
  return language == Language::kVerilog;
}

std::set<std::string> primitives_of(const Design& design, Language language) {
  // VHDL analyses the branches that a style does not take, too.
  if (!is_verilog(language)) return {"CARRY4", "CARRY8", "LUT1", "LUT2", "LUT3", "LUT4", "LUT5", "LUT6", "LUT6_2"};
  if (design.style == hdl::Style::kPortable) return {};
  std::set<std::string> names{"LUT6", "LUT6_2", hdl::carry_primitive(design.style)};
  if (std::holds_alternative<Circuit>(design.layer.product)) {
    const hdl::Netlist netlist = multiplier_netlist(design);
    for (const hdl::Step& step : netlist.steps) {
      for (const hdl::Lut& lut : step.logic) names.insert(hdl::primitive_of(lut));
      for (const hdl::CellBlock& cell : step.cells) {
        for (const hdl::Lut& lut : cell.columns) names.insert(hdl::primitive_of(lut));
      }
    }
  }
  return names;
}

std::string bench_text(const ModuleContext& context, const BenchImages& images) {
  const Design& design = context.design;
  const auto bytes = [](int bits) { return (bits + 7) / 8 * 8; };
  const int in_bits = bytes(design.lanes * context.plan.input_bits);
  const int out_bits = bytes(design.read_width * context.plan.output_bits);
  Json data =
      header_data(context, "testbench", "carries out images/commands.hex on " + design.name,
                  {"Prints rccm-checked and the number of output beats that were right, or rccm-failed and why."});
  data["top"] = design.name;
  data["limit"] = images.limit;
  data["in_high"] = in_bits - 1;
  data["input_last"] = in_bits;
  data["input_high"] = in_bits + 3;
  data["out_high"] = out_bits - 1;
  data["output_last"] = out_bits;
  data["output_high"] = out_bits + 3;
  if (is_verilog(context.language)) {
    data["inputs"] = images.input_beats;
    data["codes"] = images.code_beats;
    data["outputs"] = images.output_beats;
    data["commands"] = images.command_count;
  } else {
    data["inputs_high"] = images.input_beats - 1;
    data["codes_high"] = images.code_beats - 1;
    data["outputs_high"] = images.output_beats - 1;
  }
  return hdl::render(is_verilog(context.language) ? "templates/layer/testbench.v" : "templates/layer/testbench.vhd",
                     data);
}

void add_sources(const ModuleContext& context, const BenchImages& images, std::vector<FolderFile>& files) {
  const Language language = context.language;
  const std::string name = hdl::to_text(language);
  const std::set<std::string> primitives = primitives_of(context.design, language);
  for (const std::string& path : hdl::model_paths({primitives.begin(), primitives.end()}, language)) {
    files.push_back({path, std::string(hdl::embedded_file("rtl/" + path)), "simulation", name,
                     is_verilog(language) ? "work" : "unisim"});
  }
  for (const std::string& path : unit_paths(context.design, language)) {
    files.push_back({path, std::string(hdl::embedded_file("rtl/" + path)), "source", name, "work"});
  }
  const auto add = [&](const std::string& part, std::string text) {
    files.push_back(
        {hdl::source_path(module_name(context.design, part), language), std::move(text), "source", name, "work"});
  };
  add("multiplier", multiplier_text(context));
  add("element", element_text(context));
  add("elements", elements_text(context));
  add("", top_text(context));
  const std::string bench = module_name(context.design, "testbench") + (is_verilog(language) ? ".v" : ".vhd");
  files.push_back({"sim/" + bench, bench_text(context, images), "testbench", name, "work"});
}

Json manifest(const LayerRequest& request, const Plan& plan, const BenchImages& images, const Estimate& estimate,
              const std::vector<FolderFile>& files) {
  const Design& design = request.design;
  Json json;
  json["schema"] = "rccm.manifest/1";
  json["kind"] = "layer";
  json["name"] = design.name;
  json["generator"] = "rccm";
  json["version"] = request.version;
  json["command"] = request.command;
  json["layer"] = "layer.json";
  json["tops"] = Json::array();
  for (const Language language : request.languages) {
    const std::string name = hdl::to_text(language);
    Json compile = Json::array();
    std::string bench;
    for (const FolderFile& file : files) {
      if (file.language != name) continue;
      if (file.role == "testbench") {
        bench = file.path;
      } else if (file.role == "source" || file.role == "simulation") {
        compile.push_back(file.path);
      }
    }
    json["tops"].push_back({{"language", name},
                            {"module", design.name},
                            {"testbench", module_name(design, "testbench")},
                            {"testbench_file", bench},
                            {"compile", compile}});
  }
  json["bench"] = {{"random", request.bench.images.empty()},
                   {"seed", request.bench.seed},
                   {"images", images.image_count},
                   {"output_beats", images.checked}};
  json["plan"] = to_json(design, plan);
  json["estimate"] = to_json(estimate);
  json["files"] = Json::array();
  for (const FolderFile& file : files) {
    json["files"].push_back({{"path", file.path},
                             {"role", file.role},
                             {"language", file.language},
                             {"library", file.library.empty() ? Json(nullptr) : Json(file.library)},
                             {"sha256", hdl::sha256(file.content)}});
  }
  return json;
}

}  // namespace

std::vector<std::string> unit_paths(const Design& design, Language language) {
  std::vector<std::string> paths;
  const auto add = [&](const char* unit) { paths.push_back(hdl::source_path(unit, language)); };
  if (!is_verilog(language)) add("layer_math");
  add("delay_line");
  add("carry_chain");
  if (has_ternary_adders(design)) {
    for (const char* unit : kTernaryAdders) add(unit);
  } else {
    for (const char* unit : kBinaryAdders) add(unit);
  }
  for (const char* unit : kUnits) add(unit);
  return paths;
}

std::vector<FolderFile> layer_files(const LayerRequest& request) {
  const Design& design = request.design;
  const Plan plan = make_plan(design);
  const ElementPlan element = element_plan(design, plan);
  const BenchImages images = bench_images(design, plan, request.bench);
  const Estimate estimate = make_estimate(design, plan);
  const std::string layer = rccm::to_text(to_json(design));
  const hdl::Origin origin{request.version, request.command, hdl::sha256(layer)};

  std::vector<FolderFile> files;
  for (const Language language : request.languages) {
    add_sources({design, plan, element, language, origin}, images, files);
  }
  files.push_back({"layer.json", layer, "layer", "json", ""});
  files.push_back({"images/inputs.hex", images.inputs, "image", "hex", ""});
  files.push_back({"images/codes.hex", images.codes, "image", "hex", ""});
  files.push_back({"images/outputs.hex", images.outputs, "image", "hex", ""});
  files.push_back({"images/commands.hex", images.commands, "image", "hex", ""});
  for (FolderFile& file : project_files(request, plan, estimate, files)) files.push_back(std::move(file));
  files.push_back(
      {"manifest.json", rccm::to_text(manifest(request, plan, images, estimate, files)), "manifest", "json", ""});
  return files;
}

}  // namespace rccm::accelerator
