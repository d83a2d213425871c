#include <cmath>
#include <iostream>
#include <memory>

#include "accelerator/choose.hpp"
#include "accelerator/estimate.hpp"
#include "accelerator/layer_file.hpp"
#include "accelerator/layer_folder.hpp"
#include "circuit/object_reader.hpp"
#include "cli/app.hpp"
#include "cli/circuit_argument.hpp"
#include "cli/network_options.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "hdl/names.hpp"
#include "hdl/write_folder.hpp"
#include "network/integer_engine.hpp"
#include "network/integer_file.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "support/parallel.hpp"
#include "support/shell_word.hpp"

namespace rccm::cli {

namespace {

struct LayerOptions {
  std::string file;
  std::string layer;
  std::string circuit;
  bool use_dsp = false;
  int lanes = 0;
  int elements = 0;
  int read_width = 0;
  std::string requantiser;
  std::string adders;
  std::string style;
  std::string pipeline;
  std::string language = "both";
  accelerator::Budget budget;
  double clock_mhz = 200;
  std::uint64_t seed = 1;
  DataOptions data;
  std::string name;
  std::string output;
  bool estimate_only = false;
  bool json = false;
  bool force = false;
};

accelerator::Product product_argument(const std::string& name, bool use_dsp) {
  if (const auto product = accelerator::named_product(name, use_dsp)) return *product;
  if (looks_built_in(name)) {
    throw usage_error(name + ": neither a file nor a built-in circuit: name a file or one of " + built_in_names(", "));
  }
  CircuitsOfFile file = read_circuit_file(name);
  if (file.circuits.empty()) throw input_error(name + ": lists no circuits: search with fewer restrictions");
  return file.circuits.front().circuit;
}

template <typename Value>
void take(const std::string& text, std::initializer_list<std::pair<const char*, Value>> names, Value& value) {
  for (const auto& [name, named] : names) {
    if (text == name) value = named;
  }
}

void apply_options(const LayerOptions& options, accelerator::Design& design) {
  using accelerator::Requantiser;
  if (options.lanes > 0) design.lanes = options.lanes;
  if (options.elements > 0) design.elements = options.elements;
  if (options.read_width > 0) design.read_width = options.read_width;
  take(options.requantiser,
       {{"dsp", Requantiser::kDsp}, {"array", Requantiser::kArray}, {"serial", Requantiser::kSerial}},
       design.requantiser);
  take(options.adders,
       {{"binary", accelerator::Adders::kBinary},
        {"ternary", accelerator::Adders::kTernary},
        {"chain", accelerator::Adders::kChain}},
       design.adders);
  take(options.style, {{"portable", hdl::Style::kPortable}, {"xc7", hdl::Style::kXc7}, {"xcup", hdl::Style::kXcup}},
       design.style);
  take(options.pipeline, {{"none", hdl::Pipeline::kNone}, {"cells", hdl::Pipeline::kCells}}, design.pipeline);
  if (!options.name.empty()) design.name = options.name;
  if (!hdl::is_legal_name(design.name)) {
    if (!options.name.empty()) {
      throw usage_error("--name " + options.name +
                        ": not legal in Verilog and VHDL: use lower-case letters, digits and single underscores, "
                        "beginning with a letter, and no reserved word");
    }
    design.name = hdl::legal_name("layer_" + design.name);
  }
}

// What a layer of a network takes in for some images, as the integer engine computes it.
std::vector<std::vector<std::int32_t>> activations(const network::IntegerNetwork& network, const std::string& layer,
                                                   const data::Dataset& dataset) {
  std::size_t index = 0;
  while (network.layers[index].name != layer) ++index;
  const int source = network.layers[index].inputs.front();
  if (dataset.channels != network.input.channels || dataset.height != network.input.height ||
      dataset.width != network.input.width) {
    throw usage_error("--data: its images have another size than the network's input");
  }
  const network::IntegerEngine engine(network);
  network::IntegerEngine::Workspace workspace;
  std::vector<std::vector<std::int32_t>> images;
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    engine.run(dataset.image(i), workspace);
    images.push_back(source == network::kImage ? workspace.image : workspace.outputs[static_cast<std::size_t>(source)]);
  }
  return images;
}

accelerator::LayerRequest make_request(const LayerOptions& options) {
  accelerator::LayerRequest request;
  request.version = kVersion;
  request.bench.seed = options.seed;
  const Json document = parse_json(read_file(options.file), options.file);
  if (accelerator::is_layer(document)) {
    if (!options.layer.empty()) throw usage_error("--layer is for networks: a layer description has one layer");
    if (!options.data.files.empty())
      throw usage_error("--data is for networks, whose images a layer description lacks");
    Json layer = document;
    if (!options.circuit.empty()) {
      const accelerator::Product product = product_argument(options.circuit, options.use_dsp);
      layer.erase("dsp");
      if (const auto* circuit = std::get_if<Circuit>(&product)) {
        layer["circuit"] = to_json(*circuit);
      } else {
        layer["circuit"] = std::get<accelerator::PlainProduct>(product).multiplier.name();
        layer["dsp"] = options.use_dsp;
      }
    }
    request.design = accelerator::design_from_json(layer, options.file);
  } else {
    if (options.layer.empty()) throw usage_error(options.file + ": is a network: name one of its layers with --layer");
    const network::AnyNetwork any = network::load_any_network(options.file);
    const auto* network = std::get_if<network::IntegerNetwork>(&any);
    if (network == nullptr) {
      throw input_error(options.file + ": is a network of real numbers: make its integers with rccm quantize");
    }
    std::optional<accelerator::Product> product;
    if (!options.circuit.empty()) product = product_argument(options.circuit, options.use_dsp);
    request.design.layer = accelerator::layer_of(*network, options.layer, product ? &*product : nullptr);
    request.design.name = hdl::legal_name(network->name + "_" + options.layer);
    const accelerator::Layer& layer = request.design.layer;
    request.design.adders = accelerator::usual_adders(layer.product);
    request.design.lanes = std::min(8, layer.input.channels);
    request.design.elements = std::min(8, layer.output.channels);
    if (!options.data.files.empty()) {
      request.bench.images =
          activations(*network, options.layer, load_data(options.data, network->input, hardware_threads()));
    }
  }
  apply_options(options, request.design);
  if (accelerator::is_given(options.budget)) {
    accelerator::Budget budget = options.budget;
    budget.clock_mhz = options.clock_mhz;
    const accelerator::Choice choice = accelerator::choose(request.design, budget);
    request.design.lanes = choice.lanes;
    request.design.elements = choice.elements;
  }
  for (const hdl::Language language : {hdl::Language::kVerilog, hdl::Language::kVhdl}) {
    if (options.language == "both" || options.language == hdl::to_text(language)) request.languages.push_back(language);
  }
  request.command = "rccm layer layer.json --name " + request.design.name;
  if (options.language != "both") request.command += " --language " + options.language;
  if (options.seed != 1) request.command += " --seed " + std::to_string(options.seed);
  return request;
}

// What prints an estimate again; lanes and elements that a budget chose are named.
std::string estimate_command(const LayerOptions& options, const accelerator::Design& design) {
  std::string command = "rccm layer " + shell_word(options.file);
  const std::initializer_list<std::pair<const char*, std::string>> given{
      {"--layer", options.layer},
      {"--circuit", options.circuit},
      {"--lanes", std::to_string(design.lanes)},
      {"--elements", std::to_string(design.elements)},
      {"--read-width", std::to_string(design.read_width)},
      {"--requantiser", options.requantiser},
      {"--adders", options.adders},
      {"--style", options.style},
      {"--pipeline", options.pipeline},
      {"--name", options.name}};
  for (const auto& [name, value] : given) {
    if (!value.empty()) command += std::string(" ") + name + " " + shell_word(value);
  }
  return command + (options.use_dsp ? " --dsp" : "") + " --estimate --json";
}

void run_layer(const LayerOptions& options, bool is_quiet) {
  const accelerator::LayerRequest request = make_request(options);
  const accelerator::Plan plan = accelerator::make_plan(request.design);
  const accelerator::Estimate estimate = accelerator::make_estimate(request.design, plan);
  if (options.json) {
    std::cout << rccm::to_text(Json{{"schema", "rccm.layer-estimate/1"},
                                    {"command", estimate_command(options, request.design)},
                                    {"name", request.design.name},
                                    {"plan", accelerator::to_json(request.design, plan)},
                                    {"estimate", accelerator::to_json(estimate)}});
  } else if (options.estimate_only) {
    std::cout << accelerator::estimate_text(request.design, plan, estimate, options.clock_mhz);
  }
  if (options.estimate_only) return;
  const std::string folder = options.output.empty() ? request.design.name : options.output;
  const std::vector<hdl::FolderFile> files = accelerator::layer_files(request);
  hdl::write_folder(folder, files, options.force);
  if (!is_quiet) {
    std::cerr << accelerator::estimate_text(request.design, plan, estimate, options.clock_mhz) << folder << ": "
              << files.size() << " files\n";
  }
}

}  // namespace

void add_layer(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("layer", "write a convolution layer as a streaming accelerator");
  const auto options = std::make_shared<LayerOptions>();
  verb->add_option("FILE", options->file,
                   "a layer description (rccm.layer/1) or a network of integers (rccm.network/1)")
      ->required()
      ->type_name("FILE");
  verb->add_option("--layer", options->layer, "the layer of a network")->type_name("NAME");
  verb->add_option("--circuit", options->circuit,
                   "another multiplier with the same coefficients: a circuit file, a built-in circuit or plain:AxW")
      ->type_name("FILE|{" + built_in_names(",") + "}");
  const std::string dsp_help = "let plain:AxW use DSP blocks";
  verb->add_flag("--dsp", options->use_dsp, dsp_help);
  verb->add_option("--lanes", options->lanes, "input channels of one beat (P)")
      ->type_name("N")
      ->check(CLI::Range(1, accelerator::kMaxLanes));
  verb->add_option("--elements", options->elements, "output channels computed side by side (N)")
      ->type_name("N")
      ->check(CLI::Range(1, accelerator::kMaxElements));
  verb->add_option("--read-width", options->read_width, "output channels of one beat (R)")
      ->type_name("N")
      ->check(CLI::Range(1, accelerator::kMaxElements));
  verb->add_option("--requantiser", options->requantiser, "how sums are scaled: in DSPs, rows of LUTs, or one row")
      ->check(CLI::IsMember({"dsp", "array", "serial"}));
  verb->add_option(
          "--adders", options->adders,
          "a tree of adders of two values, or of three: fewer LUTs, a LUT more in a path; or a chain, which can choose "
          "a product's shift")
      ->check(CLI::IsMember({"binary", "ternary", "chain"}));
  verb->add_option("--style", options->style, "behavioural, LUTs and CARRY4, or LUTs and CARRY8")
      ->check(CLI::IsMember({"portable", "xc7", "xcup"}));
  verb->add_option("--pipeline", options->pipeline, "where registers stand in multipliers: behind or after every cell")
      ->check(CLI::IsMember({"none", "cells"}));
  verb->add_option("--language", options->language, "what to write")
      ->check(CLI::IsMember({"verilog", "vhdl", "both"}))
      ->capture_default_str();
  verb->add_option("--budget-luts", options->budget.luts, "choose lanes and elements: at most so many LUTs")
      ->type_name("N");
  verb->add_option("--budget-brams", options->budget.block_rams,
                   "choose lanes and elements: at most so many block RAMs of 18 kbit")
      ->type_name("N");
  verb->add_option("--fps", options->budget.images_per_second, "choose lanes and elements: so many images a second")
      ->type_name("N");
  verb->add_option("--clock", options->clock_mhz, "that images a second are counted at")
      ->type_name("MHZ")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb->add_option("--seed", options->seed, "of the test bench's images, second set of codes and pauses")
      ->type_name("N")
      ->capture_default_str();
  add_data_options(*verb, options->data, "images of a network's data to simulate instead of random ones");
  verb->add_option("--name", options->name, "of the folder and its modules")->type_name("NAME");
  verb->add_option("-o,--output", options->output, "the folder to write, by default the name in this folder")
      ->type_name("FOLDER");
  const std::string estimate_help = "only print what the layer costs and how fast it is";
  verb->add_flag("--estimate", options->estimate_only, estimate_help);
  const std::string json_help = "print plan and estimate as JSON, for a report";
  verb->add_flag("--json", options->json, json_help);
  const std::string force_help = "write into a folder that holds other or changed files";
  verb->add_flag("--force", options->force, force_help);
  verb->footer(
      "Examples:\n"
      "  rccm layer layer.json -o accelerator\n"
      "  rccm layer quantized.json --layer conv1 --lanes 3 --elements 8 -o conv1\n"
      "  rccm layer quantized.json --layer conv1 --budget-luts 5000 --estimate");
  verb->callback([verb, options] { run_layer(*options, is_quiet(*verb)); });
}

}  // namespace rccm::cli
