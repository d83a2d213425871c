#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm {

/// Objects keep the order in which keys were added, so that files read from general to particular.
using Json = nlohmann::ordered_json;

/// Figures of a circuit against given weights, as a search stored them.
struct Metrics {
  double divergence = 0;
  double sqnr_db = 0;
  double scale = 0;
  bool operator==(const Metrics&) const = default;
};

/// A circuit file: the circuit and, if it came from a search, its metrics.
struct CircuitFile {
  Circuit circuit;
  std::optional<Metrics> metrics;
};

/// The "rccm.circuit/1" form, with everything that is derived from the circuit written out as well.
[[nodiscard]] Json to_json(const Circuit& circuit, const std::optional<Metrics>& metrics = std::nullopt);

/// Reads "rccm.circuit/1". `where` names the file in messages. Throws Error (kInput) for unknown schemas, unknown or
/// missing keys, wrong types, broken rules, and derived values that disagree with the cells.
[[nodiscard]] CircuitFile circuit_from_json(const Json& json, const std::string& where);

/// Reads the text of a file that holds one circuit or, as "rccm.circuits/1", a list of them.
[[nodiscard]] std::vector<CircuitFile> read_circuits(std::string_view text, const std::string& where);

/// The text of a JSON document as files hold it: indented, short arrays on one line, newline at the end.
[[nodiscard]] std::string to_text(const Json& json);

}  // namespace rccm
