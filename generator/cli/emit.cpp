#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "circuit/presets.hpp"
#include "cli/app.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "hdl/folder_files.hpp"
#include "hdl/names.hpp"
#include "hdl/write_folder.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::cli {

namespace {

struct EmitOptions {
  std::string circuit;
  std::size_t index = 1;
  int input_bits = 8;
  bool is_unsigned = false;
  std::string style = "all";
  std::string language = "both";
  std::string pipeline = "none";
  bool input_register = false;
  bool output_register = false;
  std::string name;
  std::string output;
  bool force = false;
};

// The circuit, and how a command names it so that it is found beside the files that are written.
struct NamedCircuit {
  CircuitFile file;
  std::string argument;
};

NamedCircuit find_circuit(const EmitOptions& options, bool has_width) {
  if (const auto preset = preset_circuit(options.circuit, options.input_bits, !options.is_unsigned)) {
    std::string argument = options.circuit;
    if (options.input_bits != 8) argument += " --input-bits " + std::to_string(options.input_bits);
    if (options.is_unsigned) argument += " --unsigned";
    return {{*preset, std::nullopt}, argument};
  }
  if (has_width) {
    throw usage_error("--input-bits and --unsigned are for built-in circuits: a circuit file says its own input");
  }
  const std::vector<CircuitFile> circuits = read_circuits(read_file(options.circuit), options.circuit);
  if (options.index < 1 || options.index > circuits.size()) {
    throw usage_error(options.circuit + ": has no circuit " + std::to_string(options.index) + ": pass --index 1.." +
                      std::to_string(circuits.size()));
  }
  return {circuits[options.index - 1], "circuit.json"};
}

hdl::FolderRequest make_request(const EmitOptions& options, bool has_width) {
  const NamedCircuit circuit = find_circuit(options, has_width);
  hdl::FolderRequest request;
  request.circuit = circuit.file.circuit;
  request.metrics = circuit.file.metrics;
  request.version = kVersion;
  request.command = "rccm emit " + circuit.argument;

  for (const hdl::Style style : {hdl::Style::kPortable, hdl::Style::kXc7, hdl::Style::kXcup}) {
    if (options.style == "all" || options.style == hdl::to_text(style)) request.styles.push_back(style);
  }
  for (const hdl::Language language : {hdl::Language::kVerilog, hdl::Language::kVhdl}) {
    if (options.language == "both" || options.language == hdl::to_text(language)) request.languages.push_back(language);
  }
  request.pipeline = options.pipeline == "cells" ? hdl::Pipeline::kCells : hdl::Pipeline::kNone;
  request.input_register = options.input_register;
  request.output_register = options.output_register || request.pipeline == hdl::Pipeline::kCells;
  if (options.style != "all") request.command += " --style " + options.style;
  if (options.language != "both") request.command += " --language " + options.language;
  if (options.pipeline != "none") request.command += " --pipeline " + options.pipeline;
  if (options.input_register) request.command += " --input-register";
  if (options.output_register) request.command += " --output-register";

  request.name = hdl::legal_name(request.circuit.name);
  if (!options.name.empty()) {
    if (!hdl::is_legal_name(options.name)) {
      throw usage_error("--name " + options.name +
                        ": not legal in Verilog and VHDL: use lower-case letters, digits and "
                        "single underscores, beginning with a letter, and no reserved word");
    }
    request.name = options.name;
    request.command += " --name " + options.name;
  }
  return request;
}

}  // namespace

void add_emit(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("emit", "write a circuit as Verilog and VHDL");
  const auto options = std::make_shared<EmitOptions>();
  std::vector<std::string> names;
  for (const Preset& preset : presets()) names.push_back(preset.name);
  verb->add_option("CIRCUIT", options->circuit, "a circuit file or a built-in circuit")
      ->required()
      ->type_name("FILE|{" + CLI::detail::join(names, ",") + "}");
  verb->add_option("-o,--output", options->output, "the folder to write, by default the name in this folder")
      ->type_name("FOLDER");
  verb->add_option("--index", options->index, "which circuit of a file that lists several, counted from 1")
      ->type_name("N")
      ->capture_default_str();
  CLI::Option* width = verb->add_option("--input-bits", options->input_bits, "width of x, of a built-in circuit")
                           ->type_name("N")
                           ->check(CLI::Range(kMinInputBits, kMaxInputBits))
                           ->capture_default_str();
  const std::string unsigned_help = "x is unsigned, of a built-in circuit";
  CLI::Option* is_unsigned = verb->add_flag("--unsigned", options->is_unsigned, unsigned_help);
  verb->add_option("--style", options->style, "behavioural, LUTs and CARRY4, LUTs and CARRY8, or all of them")
      ->check(CLI::IsMember({"portable", "xc7", "xcup", "all"}))
      ->capture_default_str();
  verb->add_option("--language", options->language, "what to write")
      ->check(CLI::IsMember({"verilog", "vhdl", "both"}))
      ->capture_default_str();
  verb->add_option("--pipeline", options->pipeline, "where registers stand: nowhere or after every cell")
      ->check(CLI::IsMember({"none", "cells"}))
      ->capture_default_str();
  const std::string input_help = "add a register before the first cell";
  verb->add_flag("--input-register", options->input_register, input_help);
  const std::string output_help = "add a register after the last cell, which --pipeline cells has anyway";
  verb->add_flag("--output-register", options->output_register, output_help);
  verb->add_option("--name", options->name, "of the folder and its modules, by default from the circuit's name")
      ->type_name("NAME");
  const std::string force_help = "write into a folder that holds other or changed files";
  verb->add_flag("--force", options->force, force_help);
  verb->footer(
      "Examples:\n"
      "  rccm emit addnet:2-add -o multiplier\n"
      "  rccm emit circuit.json --style xc7 --language vhdl --pipeline cells");
  verb->callback([verb, width, is_unsigned, options] {
    const hdl::FolderRequest request = make_request(*options, width->count() + is_unsigned->count() > 0);
    const std::string folder = options->output.empty() ? request.name : options->output;
    const std::vector<hdl::FolderFile> files = hdl::folder_files(request);
    hdl::write_folder(folder, files, options->force);
    if (!is_quiet(*verb)) std::cerr << folder << ": " << files.size() << " files\n";
  });
}

}  // namespace rccm::cli
