#include "network/onnx.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "network/builders.hpp"
#include "network/onnx_model.hpp"
#include "network/onnx_node.hpp"
#include "support/error.hpp"

namespace rccm::network {
namespace {

constexpr const char* kKnown =
    "Add, AveragePool, BatchNormalization, Clip, Constant, Conv, Dropout, Flatten, Gemm, GlobalAveragePool, Identity, "
    "LogSoftmax, MatMul, MaxPool, ReduceMean, Relu, Reshape, Softmax";

class Translation {
 public:
  Translation(OnnxModel model, const std::string& where) : model_(std::move(model)), where_(where) {
    network_.name = model_.graph.empty() ? "onnx" : model_.graph;
    read_input();
    for (const std::string& name : model_.outputs) ++uses_[name];
    for (const OnnxNode& node : model_.nodes) {
      for (const std::string& name : node.inputs) ++uses_[name];
    }
  }

  Network run() {
    if (model_.outputs.size() != 1) {
      throw input_error(where_ + ": has " + std::to_string(model_.outputs.size()) +
                        " outputs: export the network with its scores alone");
    }
    for (std::size_t i = 0; i < model_.nodes.size(); ++i) {
      node_ = &model_.nodes[i];
      const OnnxNodeReader reader(*node_, model_.initializers, where_);
      translate(reader, i + 1 == model_.nodes.size());
    }
    const auto output = values_.find(model_.outputs.front());
    if (output == values_.end() || output->second != static_cast<int>(network_.layers.size()) - 1) {
      throw input_error(where_ + ": its output '" + model_.outputs.front() +
                        "' is not what its last layer computes: export the network with its scores alone");
    }
    static_cast<void>(infer_shapes(network_, where_));
    return std::move(network_);
  }

 private:
  void read_input() {
    std::vector<OnnxInput> inputs;
    for (OnnxInput& input : model_.inputs) {
      if (!model_.initializers.contains(input.name)) inputs.push_back(std::move(input));
    }
    if (inputs.size() != 1) {
      throw input_error(where_ + ": has " + std::to_string(inputs.size()) +
                        " inputs besides its weights: export a network of one image");
    }
    const OnnxInput& input = inputs.front();
    const std::string place = where_ + ": input '" + input.name + "'";
    if (input.extents.size() != 4) {
      throw input_error(place + ": has " + std::to_string(input.extents.size()) +
                        " dimensions: must have 4, batch, channels, height and width");
    }
    if (std::any_of(input.extents.begin() + 1, input.extents.end(), [](std::int64_t extent) { return extent < 1; })) {
      throw input_error(place + ": leaves channels, height or width open: export the network for images of one size");
    }
    network_.input = {to_extent(input.extents[1], place), to_extent(input.extents[2], place),
                      to_extent(input.extents[3], place)};
    network_.preprocessing = usual_preprocessing(network_.input.channels);
    values_[input.name] = kImage;
  }

  [[nodiscard]] const Shape& shape_of_value(int value) const {
    return value == kImage ? network_.input : shapes_[static_cast<std::size_t>(value)];
  }

  /// The layer that computes the node's input `index`.
  [[nodiscard]] int source(const OnnxNodeReader& node, std::size_t index) const {
    if (!node.has_input(index)) throw node.refusal("has too few inputs");
    const auto found = values_.find(node_->inputs[index]);
    if (found == values_.end()) {
      throw node.refusal("its input '" + node_->inputs[index] + "' is nothing that an earlier node computes");
    }
    return found->second;
  }

  /// The name of a layer: of its weights without ".weight", of its node, or of what it computes. Slashes are for
  /// folders.
  [[nodiscard]] std::string layer_name() const {
    constexpr std::string_view kWeight = ".weight";
    std::string name = node_->name.empty() ? node_->operation + "_" + node_->outputs.front() : node_->name;
    if (node_->inputs.size() > 1 && node_->inputs[1].ends_with(kWeight)) {
      name = node_->inputs[1].substr(0, node_->inputs[1].size() - kWeight.size());
    }
    if (name.starts_with('/')) name.erase(0, 1);
    std::replace(name.begin(), name.end(), '/', '.');
    const std::string stem = name;
    for (int number = 2; name == "input" || names_.contains(name); ++number) name = stem + "_" + std::to_string(number);
    return name;
  }

  void define(int value) {
    const std::string& name = node_->outputs.front();
    if (!values_.emplace(name, value).second || model_.initializers.contains(name)) {
      throw input_error(where_ + ": two nodes compute '" + name + "': the file is damaged");
    }
  }

  void append(const OnnxNodeReader& node, Operation operation, std::vector<int> inputs) {
    std::vector<Shape> shapes;
    shapes.reserve(inputs.size());
    for (const int input : inputs) shapes.push_back(shape_of_value(input));
    shapes_.push_back(output_shape(operation, shapes, node.where()));
    const std::string name = layer_name();
    names_.insert(name);
    network_.layers.push_back({name, std::move(inputs), std::move(operation)});
    define(static_cast<int>(network_.layers.size()) - 1);
  }

  void append(const OnnxNodeReader& node, Operation operation) {
    append(node, std::move(operation), {source(node, 0)});
  }

  void translate(const OnnxNodeReader& node, bool is_last) {
    const std::string& name = node_->operation;
    if (node_->outputs.empty() || node_->outputs.front().empty()) throw node.refusal("computes nothing");
    if (!node_->domain.empty() && node_->domain != "ai.onnx") {
      throw node.refusal("is an operator of domain " + node_->domain + ": only those of ONNX itself are known");
    }
    if (name == "Constant") return add_constant(node);
    if (name == "Conv") return add_conv(node);
    if (name == "Gemm") return add_gemm(node);
    if (name == "MatMul") return add_linear(node, node.constant(1, "weight"), false, 1);
    if (name == "BatchNormalization") return add_norm(node);
    if (name == "Relu") return append(node, Relu{});
    if (name == "Clip") return add_clip(node);
    if (name == "Add") return add_sum(node);
    if (name == "GlobalAveragePool") return append(node, GlobalAveragePool{});
    if (name == "ReduceMean") return add_mean(node);
    if (name == "MaxPool") {
      node.require_integer("storage_order", 0, "only row after row is supported");
      return append(node, MaxPool{node.window(node.kernel_shape(), shape_of_value(source(node, 0)))});
    }
    if (name == "AveragePool") {
      return append(node, AveragePool{node.window(node.kernel_shape(), shape_of_value(source(node, 0)))});
    }
    if (name == "Flatten") {
      node.require_integer("axis", 1, "only the flattening of whole images is supported");
      return add_flatten(node);
    }
    if (name == "Reshape") return add_reshape(node);
    if ((name == "Identity" || name == "Dropout")) return define(source(node, 0));
    if ((name == "Softmax" || name == "LogSoftmax") && is_last) return define(source(node, 0));
    throw node.refusal(std::string("this operator is none of ") + kKnown + ": export the network without it");
  }

  void add_constant(const OnnxNodeReader& node) {
    const auto found = node_->attributes.find("value");
    Tensor tensor;
    if (found != node_->attributes.end()) {
      tensor = found->second.tensor;
    } else if (node.has("value_float")) {
      tensor.values = {node.number("value_float", 0)};
    } else if (node.has("value_int")) {
      tensor.values = {static_cast<double>(node.integer("value_int", 0))};
    } else if (node.has("value_ints")) {
      for (const std::int64_t value : node.integers("value_ints")) tensor.values.push_back(static_cast<double>(value));
      tensor.shape = {tensor.values.size()};
    } else {
      throw node.refusal("has no value that is a tensor or an integer: export the network with another tool");
    }
    tensor.name = node_->outputs.front();
    if (values_.contains(tensor.name)) throw node.refusal("computes what an earlier node computes, too");
    model_.initializers.insert_or_assign(tensor.name, std::move(tensor));
  }

  void add_conv(const OnnxNodeReader& node) {
    const Tensor& weight = node.constant(1, "weight");
    if (weight.shape.size() != 4) {
      throw node.refusal("its weight has " + std::to_string(weight.shape.size()) + " dimensions: images take 4");
    }
    std::array<int, 4> extents{};
    for (std::size_t i = 0; i < 4; ++i) {
      extents.at(i) = to_extent(static_cast<std::int64_t>(weight.shape[i]), node.where() + ": weight");
    }
    const std::array<int, 2> kernel{extents[2], extents[3]};
    if (node.has("kernel_shape") && node.kernel_shape() != kernel) {
      throw node.refusal("its kernel_shape is not that of its weight");
    }
    Conv2d conv;
    conv.groups = to_extent(node.integer("group", 1), node.where() + ": group");
    if (conv.groups < 1 || static_cast<std::int64_t>(extents[1]) * conv.groups > INT32_MAX) {
      throw node.refusal("its groups and weight make no convolution");
    }
    conv.in_channels = extents[1] * conv.groups;
    conv.out_channels = extents[0];
    conv.window = node.window(kernel, shape_of_value(source(node, 0)));
    conv.weight = node.floats(1, "weight", weight.values.size());
    conv.has_bias = node.has_input(2);
    if (conv.has_bias) conv.bias = node.floats(2, "bias", static_cast<std::uint64_t>(conv.out_channels));
    append(node, std::move(conv));
  }

  void add_gemm(const OnnxNodeReader& node) {
    node.require_integer("transA", 0, "a transposed input is not supported");
    const bool is_transposed = node.integer("transB", 0) != 0;
    add_linear(node, node.constant(1, "weight"), is_transposed, node.number("alpha", 1));
    if (!node.has_input(2)) return;
    auto& linear = std::get<Linear>(network_.layers.back().operation);
    linear.bias = node.floats(2, "bias", static_cast<std::uint64_t>(linear.out_features));
    const double beta = node.number("beta", 1);
    for (float& value : linear.bias) value = static_cast<float>(value * beta);
    linear.has_bias = true;
  }

  /// `weight` is inputs x outputs, or outputs x inputs where it is transposed.
  void add_linear(const OnnxNodeReader& node, const Tensor& weight, bool is_transposed, double factor) {
    if (weight.shape.size() != 2) {
      throw node.refusal("its weight has " + std::to_string(weight.shape.size()) + " dimensions: must have 2");
    }
    const std::size_t out = is_transposed ? 0 : 1;
    const auto outputs = static_cast<std::size_t>(weight.shape[out]);
    const auto inputs = static_cast<std::size_t>(weight.shape[1 - out]);
    Linear linear;
    linear.in_features = to_extent(static_cast<std::int64_t>(inputs), node.where() + ": weight");
    linear.out_features = to_extent(static_cast<std::int64_t>(outputs), node.where() + ": weight");
    std::vector<double> values(weight.values.size());
    for (std::size_t k = 0; k < outputs; ++k) {
      for (std::size_t i = 0; i < inputs; ++i) {
        values[k * inputs + i] = factor * weight.values[is_transposed ? k * inputs + i : i * outputs + k];
      }
    }
    linear.weight = to_floats(values, node.where() + ": weight");
    append(node, std::move(linear));
  }

  void add_norm(const OnnxNodeReader& node) {
    node.require_integer("training_mode", 0, "export the network in evaluation mode");
    node.require_integer("spatial", 1, "only one mean per channel is supported");
    const auto channels = static_cast<std::uint64_t>(shape_of_value(source(node, 0)).channels);
    // The default is a float of 32 bits, as the attribute is.
    append(node, BatchNorm{static_cast<int>(channels), node.number("epsilon", static_cast<double>(1e-5F)),
                           node.floats(1, "weight", channels), node.floats(2, "bias", channels),
                           node.floats(3, "mean", channels), node.floats(4, "variance", channels)});
  }

  void add_clip(const OnnxNodeReader& node) {
    const auto bound = [&](const char* attribute, std::size_t index) -> std::optional<double> {
      if (node.has_input(index)) return static_cast<double>(node.floats(index, attribute, 1).front());
      if (node.has(attribute)) return node.number(attribute, 0);
      return std::nullopt;
    };
    if (bound("min", 1) != 0.0) throw node.refusal("its min is not 0: only ReLU and ReLU6 are supported");
    Relu relu;
    if (const auto limit = bound("max", 2)) relu.limit = static_cast<float>(*limit);
    append(node, relu);
  }

  /// Of two activations, or the bias of a convolution or linear layer that has none yet.
  void add_sum(const OnnxNodeReader& node) {
    if (!node.is_constant(0) && !node.is_constant(1)) {
      return append(node, Add{}, {source(node, 0), source(node, 1)});
    }
    const std::size_t constant = node.is_constant(0) ? 0 : 1;
    const int value = source(node, 1 - constant);
    const bool is_alone = uses_[node_->inputs[1 - constant]] == 1 && value != kImage;
    // A constant's extents are those of the activations from the last one on: `behind` of them follow the channels.
    const auto add_bias = [&](auto& layer, int channels, std::size_t behind) {
      const std::vector<std::uint64_t>& shape = node.constant(constant, "bias").shape;
      if (layer.has_bias) return false;
      if (shape.size() < behind + 1 || shape[shape.size() - 1 - behind] != static_cast<std::uint64_t>(channels)) {
        return false;
      }
      layer.bias = node.floats(constant, "bias", static_cast<std::uint64_t>(channels));
      layer.has_bias = true;
      return true;
    };
    bool is_bias = false;
    if (is_alone) {
      Operation& operation = network_.layers[static_cast<std::size_t>(value)].operation;
      if (auto* linear = std::get_if<Linear>(&operation)) is_bias = add_bias(*linear, linear->out_features, 0);
      if (auto* conv = std::get_if<Conv2d>(&operation)) is_bias = add_bias(*conv, conv->out_channels, 2);
    }
    if (!is_bias) {
      throw node.refusal("adds a constant that is no bias of a layer before it: export the network without it");
    }
    define(value);
  }

  void add_mean(const OnnxNodeReader& node) {
    std::vector<std::int64_t> axes = node.attribute_or_input("axes", 1);
    for (std::int64_t& axis : axes) axis += axis < 0 ? 4 : 0;
    std::sort(axes.begin(), axes.end());
    if (axes != std::vector<std::int64_t>{2, 3}) {
      throw node.refusal("its axes are not height and width: only the mean of each channel is supported");
    }
    append(node, GlobalAveragePool{});
  }

  void add_flatten(const OnnxNodeReader& node) {
    const int input = source(node, 0);
    const Shape& shape = shape_of_value(input);
    if (shape.height == 1 && shape.width == 1) return define(input);
    append(node, Flatten{});
  }

  void add_reshape(const OnnxNodeReader& node) {
    const std::vector<std::int64_t> extents = node.attribute_or_input("shape", 1);
    const auto values = static_cast<std::int64_t>(shape_of_value(source(node, 0)).size());
    if (extents.size() != 2 || (extents[1] != -1 && extents[1] != values)) {
      throw node.refusal("does not make a vector of each image: only flattening is supported");
    }
    add_flatten(node);
  }

  OnnxModel model_;
  std::string where_;
  Network network_;
  std::vector<Shape> shapes_;
  std::map<std::string, int> values_;  ///< the layer that computes a value
  std::map<std::string, int> uses_;
  std::set<std::string> names_;
  const OnnxNode* node_ = nullptr;
};

}  // namespace

bool is_onnx_name(std::string_view name) {
  return name.ends_with(".onnx");
}

Network read_onnx(std::string_view bytes, const std::string& where) {
  return Translation(read_onnx_model(bytes, where), where).run();
}

}  // namespace rccm::network
