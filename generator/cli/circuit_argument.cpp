#include "cli/circuit_argument.hpp"

#include <filesystem>
#include <utility>

#include "circuit/pagsuite.hpp"
#include "circuit/plain_multiplier.hpp"
#include "circuit/presets.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::cli {

std::string built_in_names(const std::string& separator) {
  std::string names;
  for (const Preset& preset : presets()) names += (names.empty() ? "" : separator) + preset.name;
  return names;
}

bool looks_built_in(const std::string& name) {
  return name.find('/') == std::string::npos && name.find('.') == std::string::npos && !std::filesystem::exists(name);
}

CircuitsOfFile read_circuit_file(const std::string& path) {
  const std::string text = read_file(path);
  if (!is_pagsuite(text)) return {read_circuits(text, path), true};
  PagsuiteCircuit graph = circuit_from_pagsuite(text, path);
  graph.circuit.name = std::filesystem::path(path).stem().string();
  return {{{std::move(graph.circuit), std::nullopt}}, graph.says_input};
}

void add_circuit_argument(CLI::App& verb, CircuitArgument& argument) {
  verb.add_option("CIRCUIT", argument.circuit, "a circuit file or a built-in circuit")
      ->required()
      ->type_name("FILE|{" + built_in_names(",") + "}");
  verb.add_option("--index", argument.index, "which circuit of a file that lists several, counted from 1")
      ->type_name("N")
      ->capture_default_str();
  verb.add_option("--input-bits", argument.input_bits, "width of x, of a circuit that does not say it")
      ->type_name("N")
      ->check(CLI::Range(kMinInputBits, kMaxInputBits))
      ->capture_default_str();
  // Not a literal: CLI11 2.1 would take an array for the flag's target in C++20.
  const std::string unsigned_help = "x is unsigned, of a circuit that does not say it";
  verb.add_flag("--unsigned", argument.is_unsigned, unsigned_help);
}

NamedCircuit load_circuit(const CLI::App& verb, const CircuitArgument& argument) {
  const std::string& name = argument.circuit;
  if (const auto preset = preset_circuit(name, argument.input_bits, !argument.is_unsigned)) {
    if (verb.count("--index") > 0) throw usage_error("--index is for files that list several circuits: leave it out");
    if (verb.count("--input-bits") > 0 && preset->input_bits != argument.input_bits) {
      throw usage_error(name + ": says the width of its input itself: leave out --input-bits");
    }
    return {{*preset, std::nullopt}, true};
  }
  if (parse_plain(name)) {
    throw usage_error(name + ": is no circuit of cells, so that only rccm compare takes it");
  }
  if (looks_built_in(name)) {
    throw usage_error(name + ": neither a file nor a built-in circuit: name a file or one of " + built_in_names(", "));
  }
  CircuitsOfFile file = read_circuit_file(name);
  std::vector<CircuitFile>& circuits = file.circuits;
  if (verb.count("--input-bits") + verb.count("--unsigned") > 0) {
    if (file.says_input) {
      throw usage_error("--input-bits and --unsigned are for built-in circuits: a circuit file says its own input");
    }
    circuits.front().circuit.input_bits = argument.input_bits;
    circuits.front().circuit.input_signed = !argument.is_unsigned;
  }
  if (circuits.empty()) throw input_error(name + ": lists no circuits: search with fewer restrictions");
  if (argument.index < 1 || argument.index > circuits.size()) {
    throw usage_error(name + ": has no circuit " + std::to_string(argument.index) + ": pass --index 1.." +
                      std::to_string(circuits.size()));
  }
  return {circuits[argument.index - 1], false};
}

}  // namespace rccm::cli
