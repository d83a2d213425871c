#include "circuit/json.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "circuit/mapping.hpp"
#include "circuit/object_reader.hpp"
#include "support/error.hpp"

namespace rccm {
namespace {

constexpr std::array<std::pair<Mode, const char*>, 3> kModes{
    {{Mode::kGated, "gated"}, {Mode::kDual, "dual"}, {Mode::kPaired, "paired"}}};
constexpr std::array<std::pair<Space, const char*>, 3> kSpaces{
    {{Space::kAddnet, "addnet"}, {Space::kNative, "native"}, {Space::kBaseline, "baseline"}}};

template <typename Value, std::size_t N>
std::string name_of(const std::array<std::pair<Value, const char*>, N>& names, Value value) {
  return std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == value; })->second;
}

Json to_json(const std::optional<Term>& term) {
  if (!term) return nullptr;
  return {{"input", term->input}, {"negate", term->negate}};
}

Json to_json(const Cell& cell) {
  Json json;
  json["mode"] = name_of(kModes, cell.mode);
  json["inputs"] = Json::array();
  for (const Input& input : cell.inputs) {
    const std::string source = input.source == kSourceX ? "x" : "cell" + std::to_string(input.source);
    json["inputs"].push_back({{"source", source}, {"shift", input.shift}});
  }
  json["select_bits"] = cell.select_bits;
  if (!cell.code_bits.empty()) json["code_bits"] = cell.code_bits;
  json["functions"] = Json::array();
  for (const Function& function : cell.functions) {
    json["functions"].push_back({{"f", to_json(function.f)}, {"g", to_json(function.g)}});
  }
  return json;
}

int source_from(const std::string& text, const std::string& where) {
  if (text == "x") return kSourceX;
  if (text.starts_with("cell") && text.size() > 4 && text.size() <= 6 &&
      std::all_of(text.begin() + 4, text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::stoi(text.substr(4));
  }
  throw input_error(where + ": source \"" + text + "\" must be x or cell0, cell1, ...");
}

std::optional<Term> term_from(const Json& json, const std::string& where) {
  if (json.is_null()) return std::nullopt;
  const ObjectReader reader(json, where);
  reader.allow_only({"input", "negate"});
  return Term{reader.integer("input"), reader.boolean("negate")};
}

Cell cell_from(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  reader.allow_only({"mode", "inputs", "select_bits", "code_bits", "functions"});
  Cell cell;
  cell.mode = reader.choice("mode", kModes);
  cell.select_bits = reader.integer("select_bits");
  const Json& inputs = reader.array("inputs");
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string place = element_place(where, "inputs", i);
    const ObjectReader input(inputs[i], place);
    input.allow_only({"source", "shift"});
    cell.inputs.push_back({source_from(input.string("source"), place), input.integer("shift")});
  }
  const Json& functions = reader.array("functions");
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const std::string place = element_place(where, "functions", i);
    const ObjectReader function(functions[i], place);
    function.allow_only({"f", "g"});
    cell.functions.push_back({term_from(function.at("f"), place + ": f"), term_from(function.at("g"), place + ": g")});
  }
  if (reader.has("code_bits")) {
    for (const Json& bit : reader.array("code_bits")) {
      const std::optional<int> value = small_integer(bit);
      if (!value || *value < 0 || *value >= kMaxSelectBits) {
        throw input_error(where + ": code_bits must be integers 0..19");
      }
      cell.code_bits.push_back(*value);
    }
  }
  return cell;
}

// A file may be edited by hand; derived values that no longer fit the cells would mislead whoever reads them.
void check_derived(const ObjectReader& reader, const Circuit& circuit, const std::string& where) {
  const Json expected = to_json(circuit);
  for (const char* key : {"select_bits", "stored_bits", "table", "luts", "depth", "product_bits"}) {
    if (reader.has(key) && reader.at(key) != expected[key]) {
      throw input_error(where + ": " + key + " is " + reader.at(key).dump() + ", but the cells give " +
                        expected[key].dump() + ": correct the cells or remove the key");
    }
  }
}

}  // namespace

Json to_json(const Circuit& circuit, const std::optional<Metrics>& metrics) {
  Json json;
  json["schema"] = "rccm.circuit/1";
  json["name"] = circuit.name;
  json["space"] = name_of(kSpaces, circuit.space);
  json["input_bits"] = circuit.input_bits;
  json["input_signed"] = circuit.input_signed;
  json["select_bits"] = select_bits(circuit);
  json["stored_bits"] = stored_bits(circuit);
  json["signless"] = circuit.signless;
  if (circuit.consumer_shift > 0) json["consumer_shift"] = circuit.consumer_shift;
  json["cells"] = Json::array();
  for (const Cell& cell : circuit.cells) json["cells"].push_back(to_json(cell));
  json["table"] = coefficient_table(circuit);
  const Mapping mapping = map_circuit(circuit);
  json["luts"] = {{"xc7", lut_count(mapping)}, {"xcup", lut_count(mapping)}};
  json["depth"] = depth(circuit);
  json["product_bits"] = mapping.cells.back().width();
  if (metrics) {
    json["metrics"] = {{"divergence", metrics->divergence}, {"sqnr_db", metrics->sqnr_db}, {"scale", metrics->scale}};
  }
  return json;
}

CircuitFile circuit_from_json(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  const std::string schema = reader.string("schema");
  if (schema != "rccm.circuit/1") {
    throw input_error(where + ": schema \"" + schema + "\" is not rccm.circuit/1: this version of rccm cannot read it");
  }
  reader.allow_only({"schema", "name", "space", "input_bits", "input_signed", "select_bits", "stored_bits", "signless",
                     "consumer_shift", "cells", "table", "luts", "depth", "product_bits", "metrics"});
  CircuitFile file;
  file.circuit.name = reader.string("name");
  file.circuit.space = reader.choice("space", kSpaces);
  file.circuit.input_bits = reader.integer("input_bits");
  file.circuit.input_signed = reader.boolean("input_signed");
  file.circuit.signless = reader.boolean("signless");
  if (reader.has("consumer_shift")) file.circuit.consumer_shift = reader.integer("consumer_shift");
  const Json& cells = reader.array("cells");
  if (cells.size() > static_cast<std::size_t>(kMaxCells)) {
    throw input_error(where + ": has " + std::to_string(cells.size()) + " cells, at most " + std::to_string(kMaxCells));
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    file.circuit.cells.push_back(cell_from(cells[i], element_place(where, "cells", i)));
  }
  try {
    validate(file.circuit);
  } catch (const Error& error) {
    throw input_error(where + ": " + error.what());
  }
  check_derived(reader, file.circuit, where);
  if (reader.has("metrics")) {
    const ObjectReader metrics(reader.at("metrics"), where + ": metrics");
    metrics.allow_only({"divergence", "sqnr_db", "scale"});
    file.metrics = {metrics.number("divergence"), metrics.number("sqnr_db"), metrics.number("scale")};
  }
  return file;
}

std::vector<CircuitFile> read_circuits(std::string_view text, const std::string& where) {
  const Json json = parse_json(text, where);
  const ObjectReader reader(json, where);
  if (reader.string("schema") != "rccm.circuits/1") return {circuit_from_json(json, where)};
  reader.allow_only({"schema", "query", "stats", "circuits"});
  std::vector<CircuitFile> files;
  const Json& circuits = reader.array("circuits");
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    files.push_back(circuit_from_json(circuits[i], element_place(where, "circuits", i)));
  }
  return files;
}

namespace {

void append_text(const Json& json, std::size_t indent, std::string& text) {
  constexpr std::size_t kLine = 100;
  const std::string compact = json.dump();
  if (!json.is_structured() || json.empty() || compact.size() + indent <= kLine) {
    // One space after separators, as people write it, but not within strings.
    bool in_string = false;
    bool is_escaped = false;
    for (const char c : compact) {
      if (c == '"' && !is_escaped) in_string = !in_string;
      is_escaped = c == '\\' && !is_escaped;
      text += c;
      if (!in_string && (c == ',' || c == ':')) text += ' ';
    }
    return;
  }
  const bool is_object = json.is_object();
  text += is_object ? "{\n" : "[\n";
  std::size_t remaining = json.size();
  const auto item = [&](const std::string& key, const Json& value) {
    text.append(indent + 2, ' ');
    if (is_object) text += Json(key).dump() + ": ";
    append_text(value, indent + 2, text);
    text += --remaining == 0 ? "\n" : ",\n";
  };
  if (is_object) {
    for (const auto& [key, value] : json.items()) item(key, value);
  } else {
    for (const Json& value : json) item("", value);
  }
  text.append(indent, ' ');
  text += is_object ? '}' : ']';
}

}  // namespace

std::string to_text(const Json& json) {
  std::string text;
  append_text(json, 0, text);
  return text + "\n";
}

}  // namespace rccm
