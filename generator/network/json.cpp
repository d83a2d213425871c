#include "network/json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rccm::network {
namespace {

constexpr std::array<std::pair<Flatten::Order, const char*>, 2> kOrders{
    {{Flatten::Order::kChw, "chw"}, {Flatten::Order::kHwc, "hwc"}}};

Json to_json(const Network& network, const Layer& layer) {
  Json json;
  json["name"] = layer.name;
  json["op"] = operation_name(layer.operation);
  json["inputs"] = Json::array();
  for (const int source : layer.inputs) json["inputs"].push_back(source_name(network, source));
  if (const auto* conv = std::get_if<Conv2d>(&layer.operation)) {
    json["channels"] = {conv->in_channels, conv->out_channels};
    add_window(json, conv->window, true);
    json["groups"] = conv->groups;
    json["bias"] = conv->has_bias;
  } else if (const auto* linear = std::get_if<Linear>(&layer.operation)) {
    json["features"] = {linear->in_features, linear->out_features};
    json["bias"] = linear->has_bias;
  } else if (const auto* norm = std::get_if<BatchNorm>(&layer.operation)) {
    json["channels"] = norm->channels;
    json["epsilon"] = norm->epsilon;
  } else if (const auto* relu = std::get_if<Relu>(&layer.operation)) {
    if (relu->limit) json["limit"] = *relu->limit;
  } else if (const auto* pool = std::get_if<AveragePool>(&layer.operation)) {
    add_window(json, pool->window, false);
  } else {
    add_shared_operation(json, layer.operation);
  }
  return json;
}

Operation operation_from(const ObjectReader& reader) {
  const std::string name = reader.string("op");
  if (name == "conv2d") {
    reader.allow_only({"name", "op", "inputs", "channels", "kernel", "stride", "padding", "groups", "bias"});
    const std::vector<int> channels = integers_from(reader, "channels", 2);
    return Conv2d{channels[0], channels[1], reader.integer("groups"), window_from(reader, true), reader.boolean("bias"),
                  {},          {}};
  }
  if (name == "linear") {
    reader.allow_only({"name", "op", "inputs", "features", "bias"});
    const std::vector<int> features = integers_from(reader, "features", 2);
    return Linear{features[0], features[1], reader.boolean("bias"), {}, {}};
  }
  if (name == "batch_norm") {
    reader.allow_only({"name", "op", "inputs", "channels", "epsilon"});
    return BatchNorm{reader.integer("channels"), reader.number("epsilon"), {}, {}, {}, {}};
  }
  if (name == "relu") {
    reader.allow_only({"name", "op", "inputs", "limit"});
    Relu relu;
    if (reader.has("limit")) relu.limit = static_cast<float>(reader.number("limit"));
    return relu;
  }
  if (name == "average_pool") {
    reader.allow_only({"name", "op", "inputs", "kernel", "stride"});
    return AveragePool{window_from(reader, false)};
  }
  if (name == "global_average_pool" || name == "add") {
    reader.allow_only({"name", "op", "inputs"});
    if (name == "add") return Add{};
    return GlobalAveragePool{};
  }
  if (auto shared = shared_operation_from(reader, name, false)) return *std::move(shared);
  throw input_error(reader.where() + ": op \"" + name +
                    "\" is not one of conv2d, linear, batch_norm, relu, max_pool, average_pool, global_average_pool, "
                    "add, flatten, subsample");
}

Layer layer_from(const Json& json, const std::vector<std::string>& names, const std::string& where) {
  const ObjectReader reader(json, where);
  Layer layer{reader.string("name"), {}, operation_from(reader)};
  layer.inputs = sources_from(reader, names);
  return layer;
}

}  // namespace

bool is_integer_network(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  const std::string schema = reader.string("schema");
  if (schema != kSchema) {
    throw input_error(where + ": schema \"" + schema + "\" is not " + kSchema +
                      ": this version of rccm cannot read it");
  }
  constexpr std::array<std::pair<bool, const char*>, 2> kArithmetic{{{false, "float"}, {true, "integer"}}};
  return reader.choice("arithmetic", kArithmetic);
}

Json to_json(const Shape& shape) {
  return {shape.channels, shape.height, shape.width};
}

Shape shape_from(const ObjectReader& reader, const char* key) {
  const std::vector<int> extents = integers_from(reader, key, 3);
  return {extents[0], extents[1], extents[2]};
}

void add_window(Json& json, const Window& window, bool has_padding) {
  json["kernel"] = window.kernel;
  json["stride"] = window.stride;
  if (has_padding) json["padding"] = window.padding;
}

Window window_from(const ObjectReader& reader, bool has_padding) {
  const std::vector<int> kernel = integers_from(reader, "kernel", 2);
  const std::vector<int> stride = integers_from(reader, "stride", 2);
  Window window{{kernel[0], kernel[1]}, {stride[0], stride[1]}, {0, 0, 0, 0}};
  if (has_padding) {
    const std::vector<int> padding = integers_from(reader, "padding", 4);
    std::copy(padding.begin(), padding.end(), window.padding.begin());
  }
  return window;
}

std::vector<int> integers_from(const ObjectReader& reader, const char* key, std::size_t count) {
  const Json& list = reader.array(key);
  std::vector<int> result;
  for (const Json& element : list) {
    const std::optional<int> value = small_integer(element);
    if (!value) throw input_error(reader.place(key) + ": " + element.dump() + " is no integer, or out of range");
    result.push_back(*value);
  }
  if (result.size() != count) {
    throw input_error(reader.place(key) + ": holds " + std::to_string(result.size()) + " integers, must hold " +
                      std::to_string(count));
  }
  return result;
}

std::vector<double> numbers_from(const ObjectReader& reader, const char* key) {
  std::vector<double> result;
  for (const Json& element : reader.array(key)) {
    if (!element.is_number()) throw input_error(reader.place(key) + ": " + element.dump() + " is no number");
    result.push_back(element.get<double>());
  }
  return result;
}

std::vector<int> sources_from(const ObjectReader& reader, const std::vector<std::string>& names) {
  std::vector<int> sources;
  for (const Json& element : reader.array("inputs")) {
    if (!element.is_string()) throw input_error(reader.place("inputs") + ": " + element.dump() + " is no name");
    const auto& name = element.get_ref<const std::string&>();
    const auto found = std::find(names.begin(), names.end(), name);
    if (name != "input" && found == names.end()) {
      throw input_error(reader.place("inputs") + ": no layer before it is called \"" + name +
                        "\": layers stand in the order in which they are computed");
    }
    sources.push_back(name == "input" ? kImage : static_cast<int>(found - names.begin()));
  }
  return sources;
}

std::optional<Operation> shared_operation_from(const ObjectReader& reader, const std::string& name, bool has_scale) {
  const auto allow = [&](const char* first, const char* second, const char* third) {
    reader.allow_only({"name", "op", "inputs", first, second, third, has_scale ? "scale" : first});
  };
  if (name == "max_pool") {
    allow("kernel", "stride", "padding");
    return MaxPool{window_from(reader, true)};
  }
  if (name == "flatten") {
    allow("order", "order", "order");
    return Flatten{reader.choice("order", kOrders)};
  }
  if (name == "subsample") {
    allow("stride", "channels", "channels");
    const std::vector<int> channels = integers_from(reader, "channels", 2);
    return Subsample{reader.integer("stride"), channels[0], channels[1]};
  }
  return std::nullopt;
}

void add_shared_operation(Json& json, const Operation& operation) {
  if (const auto* pool = std::get_if<MaxPool>(&operation)) {
    add_window(json, pool->window, true);
  } else if (const auto* flatten = std::get_if<Flatten>(&operation)) {
    json["order"] = flatten->order == Flatten::Order::kChw ? "chw" : "hwc";
  } else if (const auto* subsample = std::get_if<Subsample>(&operation)) {
    json["stride"] = subsample->stride;
    json["channels"] = {subsample->channels_before, subsample->channels_after};
  }
}

Json to_json(const Network& network, const std::string& tensors) {
  Json json;
  json["schema"] = kSchema;
  json["name"] = network.name;
  json["arithmetic"] = "float";
  json["tensors"] = tensors;
  json["input"] = {{"shape", to_json(network.input)},
                   {"divisor", network.preprocessing.divisor},
                   {"mean", network.preprocessing.mean},
                   {"deviation", network.preprocessing.deviation}};
  json["layers"] = Json::array();
  for (const Layer& layer : network.layers) json["layers"].push_back(to_json(network, layer));
  return json;
}

Network network_from_json(const Json& json, const std::string& where) {
  if (is_integer_network(json, where)) {
    throw input_error(where + ": holds an integer network: name the float network that it was made from");
  }
  const ObjectReader reader(json, where);
  reader.allow_only({"schema", "name", "arithmetic", "tensors", "input", "layers"});
  Network network;
  network.name = reader.string("name");
  const ObjectReader input(reader.at("input"), where + ": input");
  input.allow_only({"shape", "divisor", "mean", "deviation"});
  network.input = shape_from(input, "shape");
  network.preprocessing = {input.number("divisor"), numbers_from(input, "mean"), numbers_from(input, "deviation")};
  const Json& layers = reader.array("layers");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    network.layers.push_back(layer_from(layers[i], names, element_place(where, "layers", i)));
    names.push_back(network.layers.back().name);
  }
  static_cast<void>(infer_shapes(network, where));
  return network;
}

}  // namespace rccm::network
