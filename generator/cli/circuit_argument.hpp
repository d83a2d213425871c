#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "circuit/json.hpp"

namespace rccm::cli {

/// The argument CIRCUIT and the options that go with it.
struct CircuitArgument {
  std::string circuit;    ///< the name of a built-in circuit, or a file
  std::size_t index = 1;  ///< which one of a file that lists several
  int input_bits = 8;     ///< of a circuit that does not say it, as is_unsigned
  bool is_unsigned = false;
};

/// What a CircuitArgument names.
struct NamedCircuit {
  CircuitFile file;
  bool is_preset = false;
};

/// The names of the built-in circuits.
[[nodiscard]] std::string built_in_names(const std::string& separator);

/// Whether a name that is no file was meant for a built-in circuit: "addnet:5-add", "2-add", but not "result.json".
[[nodiscard]] bool looks_built_in(const std::string& name);

/// The circuits of a file: rccm.circuit/1, a list of them, or an adder graph in PAGSuite's form, which the file's name
/// names. Whether the file says what the circuits' input is.
struct CircuitsOfFile {
  std::vector<CircuitFile> circuits;
  bool says_input = true;
};
[[nodiscard]] CircuitsOfFile read_circuit_file(const std::string& path);

/// Adds CIRCUIT, --index, --input-bits and --unsigned.
void add_circuit_argument(CLI::App& verb, CircuitArgument& argument);

/// Makes the built-in circuit or reads the file. To be called from the verb's callback, as it looks which options were
/// given. Throws Error: kUsage where there is no built-in circuit of the name, no circuit of the index, or an option
/// does not go with a file; kInput as read_circuits().
[[nodiscard]] NamedCircuit load_circuit(const CLI::App& verb, const CircuitArgument& argument);

}  // namespace rccm::cli
