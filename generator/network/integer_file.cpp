#include "network/integer_file.hpp"

#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

#include "network/builders.hpp"
#include "network/file.hpp"
#include "network/json.hpp"
#include "network/onnx.hpp"
#include "network/state.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::network {
namespace {

namespace fs = std::filesystem;

Json to_json(const Multiplier& multiplier) {
  Json json;
  json["name"] = multiplier.name;
  json["stored_bits"] = stored_bits(multiplier);
  json["signless"] = multiplier.signless;
  if (multiplier.consumer_shift > 0) json["consumer_shift"] = multiplier.consumer_shift;
  json["table"] = multiplier.table;
  if (multiplier.circuit) json["circuit"] = rccm::to_json(*multiplier.circuit);
  return json;
}

Multiplier multiplier_from(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  reader.allow_only({"name", "stored_bits", "signless", "consumer_shift", "table", "circuit"});
  Multiplier multiplier{reader.string("name"), {}, reader.boolean("signless"), std::nullopt, 0};
  if (reader.has("consumer_shift")) multiplier.consumer_shift = reader.integer("consumer_shift");
  for (const double value : numbers_from(reader, "table")) {
    if (std::abs(value) > static_cast<double>(kMaxCoefficient) || value != std::floor(value)) {
      throw input_error(reader.place("table") + ": holds what is no coefficient");
    }
    multiplier.table.push_back(static_cast<std::int64_t>(value));
  }
  check_multiplier(multiplier, where);
  if (reader.integer("stored_bits") != stored_bits(multiplier)) {
    throw input_error(reader.place("stored_bits") + ": must be " + std::to_string(stored_bits(multiplier)) +
                      " for this table");
  }
  if (reader.has("circuit")) {
    multiplier.circuit = circuit_from_json(reader.at("circuit"), reader.place("circuit")).circuit;
    if (coefficient_table(*multiplier.circuit) != multiplier.table ||
        multiplier.circuit->signless != multiplier.signless ||
        multiplier.circuit->consumer_shift != multiplier.consumer_shift) {
      throw input_error(reader.place("circuit") + ": multiplies by other coefficients than the table");
    }
  }
  return multiplier;
}

void add_rescaling(Json& json, const Rescaling& rescaling) {
  json["shift"] = rescaling.shift;
  json["range"] = {rescaling.range.low, rescaling.range.high};
}

Rescaling rescaling_from(const ObjectReader& reader) {
  const std::vector<int> range = integers_from(reader, "range", 2);
  return {reader.integer("shift"), {range[0], range[1]}};
}

Json to_json(const IntegerNetwork& network, const IntegerLayer& layer, const Range& accumulator) {
  Json json;
  json["name"] = layer.name;
  const auto* multiply = std::get_if<MultiplyLayer>(&layer.operation);
  json["op"] = std::holds_alternative<IntegerAverage>(layer.operation) ? "average_pool"
                                                                       : operation_name(shape_of(layer.operation));
  json["inputs"] = Json::array();
  for (const int source : layer.inputs) {
    json["inputs"].push_back(source == kImage ? "input" : network.layers[static_cast<std::size_t>(source)].name);
  }
  if (!layer.fuses.empty()) json["fuses"] = layer.fuses;
  json["scale"] = layer.scale;
  if (multiply != nullptr) {
    json[multiply->is_linear ? "features" : "channels"] = {multiply->in_channels, multiply->out_channels};
    if (!multiply->is_linear) {
      add_window(json, multiply->window, true);
      json["groups"] = multiply->groups;
    }
    json["multiplier"] = multiply->multiplier;
    json["accumulator_bits"] = bits_for(accumulator);
    json["relu"] = multiply->relu;
    add_rescaling(json, multiply->rescaling);
  } else if (const auto* add = std::get_if<IntegerAdd>(&layer.operation)) {
    json["factors"] = add->factors;
    add_rescaling(json, add->rescaling);
  } else if (const auto* average = std::get_if<IntegerAverage>(&layer.operation)) {
    add_window(json, average->window, false);
    json["factor"] = average->factor;
    add_rescaling(json, average->rescaling);
  } else if (const auto* relu = std::get_if<IntegerRelu>(&layer.operation)) {
    json["limit"] = relu->limit;
  } else {
    add_shared_operation(json, shape_of(layer.operation));
  }
  return json;
}

std::uint16_t factor_from(const ObjectReader& reader, const char* key, int value) {
  if (value < 0 || value > UINT16_MAX) {
    throw input_error(reader.place(key) + ": " + std::to_string(value) + " is no unsigned number of 16 bits");
  }
  return static_cast<std::uint16_t>(value);
}

/// Takes the tensor of a layer out of the state.
std::vector<double> take(State& state, const std::string& layer, const char* tensor,
                         const std::vector<std::uint64_t>& shape, const std::string& where) {
  const std::string name = layer + "." + tensor;
  const auto found = state.tensors.find(name);
  if (found == state.tensors.end()) {
    throw input_error(where + ": tensor '" + name + "' of layer '" + layer + "' is missing: write the network again");
  }
  if (found->second.shape != shape) {
    throw input_error(state.places[name] + ": has another shape than layer '" + layer +
                      "' takes: the tensors are those of another network");
  }
  std::vector<double> values = std::move(found->second.values);
  state.tensors.erase(found);
  return values;
}

template <typename Integer>
std::vector<Integer> integers(const std::vector<double>& values, double least, double most, const std::string& where) {
  std::vector<Integer> result;
  for (const double value : values) {
    if (value < least || value > most || value != std::floor(value)) {
      throw input_error(where + ": " + std::to_string(value) + " is no integer of this tensor's range");
    }
    result.push_back(static_cast<Integer>(value));
  }
  return result;
}

std::vector<std::uint64_t> word_shape(const MultiplyLayer& layer) {
  const auto extent = [](int value) { return static_cast<std::uint64_t>(value); };
  if (layer.is_linear) return {extent(layer.out_channels), extent(layer.in_channels)};
  return {extent(layer.out_channels), extent(layer.in_channels / layer.groups), extent(layer.window.kernel[0]),
          extent(layer.window.kernel[1])};
}

void read_tensors(MultiplyLayer& layer, const std::string& name, State& state, const std::string& where) {
  const std::vector<std::uint64_t> channels{static_cast<std::uint64_t>(layer.out_channels)};
  const std::string place = where + ": " + name;
  constexpr double kMostBias = 0x1p46;
  layer.words =
      integers<std::uint32_t>(take(state, name, "words", word_shape(layer), where), 0, 0x1p31, place + ".words");
  layer.bias =
      integers<std::int64_t>(take(state, name, "bias", channels, where), -kMostBias, kMostBias, place + ".bias");
  layer.factors =
      integers<std::uint16_t>(take(state, name, "factors", channels, where), 0, UINT16_MAX, place + ".factors");
  layer.scales = take(state, name, "scales", channels, where);
}

IntegerOperation operation_from(const ObjectReader& reader) {
  const std::string op = reader.string("op");
  if (op == "conv2d" || op == "linear") {
    MultiplyLayer layer;
    layer.is_linear = op == "linear";
    std::vector<int> channels;
    if (layer.is_linear) {
      reader.allow_only({"name", "op", "inputs", "fuses", "scale", "features", "multiplier", "accumulator_bits", "relu",
                         "shift", "range"});
      channels = integers_from(reader, "features", 2);
    } else {
      reader.allow_only({"name", "op", "inputs", "fuses", "scale", "channels", "kernel", "stride", "padding", "groups",
                         "multiplier", "accumulator_bits", "relu", "shift", "range"});
      channels = integers_from(reader, "channels", 2);
      layer.window = window_from(reader, true);
      layer.groups = reader.integer("groups");
    }
    layer.in_channels = channels[0];
    layer.out_channels = channels[1];
    layer.multiplier = reader.integer("multiplier");
    layer.relu = reader.boolean("relu");
    layer.rescaling = rescaling_from(reader);
    return layer;
  }
  if (op == "add") {
    reader.allow_only({"name", "op", "inputs", "fuses", "scale", "factors", "shift", "range"});
    const std::vector<int> factors = integers_from(reader, "factors", 2);
    return IntegerAdd{{factor_from(reader, "factors", factors[0]), factor_from(reader, "factors", factors[1])},
                      rescaling_from(reader)};
  }
  if (op == "average_pool") {
    reader.allow_only({"name", "op", "inputs", "scale", "kernel", "stride", "factor", "shift", "range"});
    return IntegerAverage{window_from(reader, false), factor_from(reader, "factor", reader.integer("factor")),
                          rescaling_from(reader)};
  }
  if (op == "relu") {
    reader.allow_only({"name", "op", "inputs", "scale", "limit"});
    return IntegerRelu{reader.integer("limit")};
  }
  if (const auto shared = shared_operation_from(reader, op, true)) {
    if (const auto* pool = std::get_if<MaxPool>(&*shared)) return *pool;
    if (const auto* flatten = std::get_if<Flatten>(&*shared)) return *flatten;
    return std::get<Subsample>(*shared);
  }
  throw input_error(reader.place("op") + ": \"" + op +
                    "\" is not one of conv2d, linear, add, average_pool, relu, max_pool, flatten, subsample");
}

IntegerLayer layer_from(const Json& json, const std::vector<std::string>& names, const std::string& where) {
  const ObjectReader reader(json, where);
  IntegerLayer layer{reader.string("name"), {}, operation_from(reader), reader.number("scale"), {}};
  layer.inputs = sources_from(reader, names);
  if (reader.has("fuses")) {
    for (const Json& name : reader.array("fuses")) {
      if (!name.is_string()) throw input_error(reader.place("fuses") + ": " + name.dump() + " is no name");
      layer.fuses.push_back(name.get<std::string>());
    }
  }
  return layer;
}

InputQuantiser quantiser_from(const ObjectReader& input) {
  InputQuantiser quantiser;
  constexpr double kMost = 0x1p40;
  quantiser.factors = integers<std::int64_t>(numbers_from(input, "factors"), -kMost, kMost, input.place("factors"));
  quantiser.terms = integers<std::int64_t>(numbers_from(input, "terms"), -kMost, kMost, input.place("terms"));
  quantiser.rescaling = rescaling_from(input);
  quantiser.scale = input.number("scale");
  return quantiser;
}

/// The accumulators' widths are derived; ones that were edited would mislead whoever builds hardware from them.
void check_accumulator_bits(const Json& layers, const IntegerBounds& bounds, const std::string& where) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!layers[i].contains("accumulator_bits")) continue;
    const ObjectReader reader(layers[i], element_place(where, "layers", i));
    if (reader.integer("accumulator_bits") != bits_for(bounds.accumulators[i])) {
      throw input_error(reader.place("accumulator_bits") + ": must be " +
                        std::to_string(bits_for(bounds.accumulators[i])) + " for this shape, table and bias");
    }
  }
}

IntegerNetwork integer_network_from(const Json& json, const fs::path& path) {
  const std::string where = path.string();
  const ObjectReader reader(json, where);
  reader.allow_only({"schema", "name", "arithmetic", "tensors", "input", "multipliers", "layers"});
  IntegerNetwork network;
  network.name = reader.string("name");
  const ObjectReader input(reader.at("input"), where + ": input");
  input.allow_only({"shape", "scale", "factors", "terms", "shift", "range"});
  network.input = shape_from(input, "shape");
  network.quantiser = quantiser_from(input);
  const Json& multipliers = reader.array("multipliers");
  for (std::size_t i = 0; i < multipliers.size(); ++i) {
    network.multipliers.push_back(multiplier_from(multipliers[i], element_place(where, "multipliers", i)));
  }
  const fs::path tensors = tensors_of(reader.string("tensors"), path);
  State state = read_state(tensors.string());
  const Json& layers = reader.array("layers");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string place = element_place(where, "layers", i);
    network.layers.push_back(layer_from(layers[i], names, place));
    names.push_back(network.layers.back().name);
    if (auto* multiply = std::get_if<MultiplyLayer>(&network.layers.back().operation)) {
      if (multiply->groups < 1) throw input_error(place + ": groups must be at least 1");
      read_tensors(*multiply, names.back(), state, tensors.string());
    }
  }
  if (!state.tensors.empty()) {
    throw input_error(state.places[state.tensors.begin()->first] + ": belongs to no layer of network '" + network.name +
                      "'");
  }
  check_accumulator_bits(layers, check_network(network, where), where);
  return network;
}

NpzArray words_array(const std::string& name, const MultiplyLayer& layer, int bits) {
  if (bits <= 8) {
    return npz_array(name, word_shape(layer), std::vector<std::uint8_t>(layer.words.begin(), layer.words.end()));
  }
  if (bits <= 16) {
    return npz_array(name, word_shape(layer), std::vector<std::uint16_t>(layer.words.begin(), layer.words.end()));
  }
  return npz_array(name, word_shape(layer), std::span<const std::uint32_t>(layer.words));
}

std::vector<NpzArray> arrays_of(const IntegerNetwork& network) {
  std::vector<NpzArray> arrays;
  for (const IntegerLayer& layer : network.layers) {
    const auto* multiply = std::get_if<MultiplyLayer>(&layer.operation);
    if (multiply == nullptr) continue;
    const std::vector<std::uint64_t> channels{static_cast<std::uint64_t>(multiply->out_channels)};
    const int bits = stored_bits(network.multipliers[static_cast<std::size_t>(multiply->multiplier)]);
    arrays.push_back(words_array(layer.name + ".words", *multiply, bits));
    arrays.push_back(npz_array(layer.name + ".bias", channels, std::span<const std::int64_t>(multiply->bias)));
    arrays.push_back(npz_array(layer.name + ".factors", channels, std::span<const std::uint16_t>(multiply->factors)));
    arrays.push_back(npz_array(layer.name + ".scales", channels, std::span<const double>(multiply->scales)));
  }
  return arrays;
}

}  // namespace

Json to_json(const IntegerNetwork& network, const std::string& tensors) {
  const IntegerBounds bounds = check_network(network, network.name);
  Json json;
  json["schema"] = kSchema;
  json["name"] = network.name;
  json["arithmetic"] = "integer";
  json["tensors"] = tensors;
  json["input"] = {{"shape", to_json(network.input)},
                   {"scale", network.quantiser.scale},
                   {"factors", network.quantiser.factors},
                   {"terms", network.quantiser.terms}};
  add_rescaling(json["input"], network.quantiser.rescaling);
  json["multipliers"] = Json::array();
  for (const Multiplier& multiplier : network.multipliers) json["multipliers"].push_back(to_json(multiplier));
  json["layers"] = Json::array();
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    json["layers"].push_back(to_json(network, network.layers[i], bounds.accumulators[i]));
  }
  return json;
}

void save_network(const IntegerNetwork& network, const fs::path& path) {
  const fs::path tensors = tensors_beside(path);
  const std::string text = to_text(to_json(network, tensors.filename().string()));
  write_file(tensors, write_npz(arrays_of(network)));
  write_file(path, text);
}

AnyNetwork load_any_network(const std::string& name, const std::string& state) {
  if (!build(name) && state.empty() && !is_onnx_name(name) && fs::exists(name)) {
    const Json json = parse_json(read_file(name), name);
    if (json.is_object() && json.contains("schema") && is_integer_network(json, name)) {
      return integer_network_from(json, name);
    }
  }
  return load_network(name, state);
}

}  // namespace rccm::network
