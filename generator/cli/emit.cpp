#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/app.hpp"
#include "cli/circuit_argument.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "hdl/folder_files.hpp"
#include "hdl/names.hpp"
#include "hdl/write_folder.hpp"
#include "support/error.hpp"

namespace rccm::cli {

namespace {

struct EmitOptions {
  CircuitArgument circuit;
  std::string style = "all";
  std::string language = "both";
  std::string pipeline = "none";
  bool input_register = false;
  bool output_register = false;
  std::string name;
  std::string output;
  bool force = false;
};

// How a command names the circuit so that it is found beside the files that are written.
std::string written_argument(const CircuitArgument& argument, bool is_preset) {
  if (!is_preset) return "circuit.json";
  std::string text = argument.circuit;
  if (argument.input_bits != 8) text += " --input-bits " + std::to_string(argument.input_bits);
  if (argument.is_unsigned) text += " --unsigned";
  return text;
}

hdl::FolderRequest make_request(const CLI::App& verb, const EmitOptions& options) {
  const NamedCircuit circuit = load_circuit(verb, options.circuit);
  hdl::FolderRequest request;
  request.circuit = circuit.file.circuit;
  request.metrics = circuit.file.metrics;
  request.version = kVersion;
  request.command = "rccm emit " + written_argument(options.circuit, circuit.is_preset);

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
  if (options.output_register && options.pipeline == "none") request.command += " --output-register";

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
  add_circuit_argument(*verb, options->circuit);
  verb->add_option("-o,--output", options->output, "the folder to write, by default the name in this folder")
      ->type_name("FOLDER");
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
  verb->callback([verb, options] {
    const hdl::FolderRequest request = make_request(*verb, *options);
    const std::string folder = options->output.empty() ? request.name : options->output;
    const std::vector<hdl::FolderFile> files = hdl::folder_files(request);
    hdl::write_folder(folder, files, options->force);
    if (!is_quiet(*verb)) std::cerr << folder << ": " << files.size() << " files\n";
  });
}

}  // namespace rccm::cli
