#include "network/manifest.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "circuit/object_reader.hpp"
#include "network/json.hpp"
#include "network/state.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "weights/npy.hpp"

namespace rccm::network {
namespace {

namespace fs = std::filesystem;

Preprocessing preprocessing_from(const ObjectReader& input, int channels) {
  const auto count = static_cast<std::size_t>(std::max(channels, 0));
  const std::vector<double> zeros(count, 0);
  const std::vector<double> ones(count, 1);
  const std::string rule = input.string("preprocess");
  if (rule == "(u8/255-mean)/std") return {255, numbers_from(input, "mean"), numbers_from(input, "std")};
  if (rule == "u8/255") return {255, zeros, ones};
  if (rule == "u8*0.00390625 (1/256)") return {256, zeros, ones};
  if (rule == "u8 as float, RGB, no scaling") return {1, zeros, ones};
  throw input_error(input.place("preprocess") + ": \"" + rule +
                    "\" is not one of (u8/255-mean)/std, u8/255, u8*0.00390625 (1/256), u8 as float, RGB, no scaling");
}

Window pool_window(const ObjectReader& layer) {
  if (layer.has("ceil_mode") && layer.boolean("ceil_mode")) {
    throw input_error(layer.place("ceil_mode") + ": pools that reach over the edge are not supported");
  }
  return window_from(layer, layer.has("padding"));
}

/// An extent of the layer's weight, which its "shape" repeats.
int weight_extent(const ObjectReader& layer, std::size_t axis, std::size_t dimensions) {
  return integers_from(layer, "shape", dimensions)[axis];
}

Conv2d conv_from(const ObjectReader& layer) {
  Conv2d conv;
  conv.out_channels = weight_extent(layer, 0, 4);
  conv.groups = layer.integer("groups");
  const int per_group = weight_extent(layer, 1, 4);
  constexpr int kMost = 1 << 15;  // their product must fit an int; the graph's own check follows
  if (conv.groups < 1 || conv.groups > kMost || per_group < 1 || per_group > kMost) {
    throw input_error(layer.where() + ": its groups and shape make no convolution: correct them");
  }
  conv.in_channels = per_group * conv.groups;
  const std::vector<int> stride = integers_from(layer, "stride", 2);
  const std::vector<int> padding = integers_from(layer, "padding", 4);
  conv.window = {{weight_extent(layer, 2, 4), weight_extent(layer, 3, 4)},
                 {stride[0], stride[1]},
                 {padding[0], padding[1], padding[2], padding[3]}};
  conv.has_bias = layer.has("bias");
  return conv;
}

Operation operation_from(const ObjectReader& layer, const std::string& op) {
  if (op == "conv" || op == "dwconv") return conv_from(layer);
  if (op == "linear") {
    return Linear{weight_extent(layer, 1, 2), weight_extent(layer, 0, 2), layer.has("bias"), {}, {}};
  }
  if (op == "batchnorm") return BatchNorm{weight_extent(layer, 0, 1), layer.number("eps"), {}, {}, {}, {}};
  if (op == "relu") return Relu{};
  if (op == "maxpool") return MaxPool{pool_window(layer)};
  if (op == "avgpool") return AveragePool{pool_window(layer)};
  if (op == "global_avgpool") return GlobalAveragePool{};
  if (op == "add") return Add{};
  if (op == "flatten") {
    constexpr std::array<std::pair<Flatten::Order, const char*>, 2> kOrders{
        {{Flatten::Order::kChw, "CHW"}, {Flatten::Order::kHwc, "HWC"}}};
    return Flatten{layer.choice("order", kOrders)};
  }
  if (op == "shortcut_a") {
    const int channels = layer.integer("pad_channels");
    return Subsample{layer.integer("stride"), channels, channels};
  }
  throw input_error(layer.place("op") + ": \"" + op +
                    "\" is not one of conv, dwconv, linear, batchnorm, relu, maxpool, avgpool, global_avgpool, add, "
                    "flatten, shortcut_a: this network cannot be read");
}

void read_tensors(const ObjectReader& layer, const std::string& name, const fs::path& folder, State& state) {
  constexpr std::array<std::pair<const char*, const char*>, 4> kTensors{
      {{"weight", "weight"}, {"bias", "bias"}, {"mean", "running_mean"}, {"var", "running_var"}}};
  for (const auto& [key, tensor_name] : kTensors) {
    if (!layer.has(key)) continue;
    const std::string file = (folder / layer.string(key)).string();
    Tensor tensor = read_npy(read_file(file), file);
    tensor.name = name + "." + tensor_name;
    add_tensor(state, std::move(tensor), file);
  }
}

}  // namespace

bool looks_like_manifest(const Json& json) {
  return json.is_object() && json.contains("layers") && !json.contains("schema");
}

Network read_manifest(const Json& json, const std::string& path) {
  const ObjectReader reader(json, path);
  Network network;
  network.name = reader.string("network");
  const ObjectReader input(reader.at("input"), path + ": input");
  network.input = shape_from(input, "shape");
  network.preprocessing = preprocessing_from(input, network.input.channels);
  State state;
  std::map<std::string, int> outputs{{"input", kImage}};
  const Json& layers = reader.array("layers");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string place = element_place(path, "layers", i);
    const ObjectReader layer(layers[i], place);
    const std::string op = layer.string("op");
    if (op == "softmax" && i + 1 == layers.size()) break;  // the order of the classes is the same without it
    const std::string name = layer.string("name");
    std::vector<int> sources;
    for (const Json& source : layer.array("input")) {
      const auto found = source.is_string() ? outputs.find(source.get<std::string>()) : outputs.end();
      if (found == outputs.end())
        throw input_error(layer.place("input") + ": " + source.dump() + " is no output before");
      sources.push_back(found->second);
    }
    network.layers.push_back({name, std::move(sources), operation_from(layer, op)});
    outputs[layer.string("output")] = static_cast<int>(i);
    read_tensors(layer, name, fs::path(path).parent_path(), state);
  }
  static_cast<void>(infer_shapes(network, path));
  assign_state(network, std::move(state), StateRules::kExact, path);
  return network;
}

}  // namespace rccm::network
