#include "network/graph.hpp"

#include <algorithm>
#include <set>

#include "network/parameters.hpp"
#include "support/error.hpp"

namespace rccm::network {
namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;  // which clang 14 does not deduce itself

// Beyond any network, and so that no product of a layer's extents exceeds 64 bits.
constexpr int kMaxExtent = 1 << 20;
constexpr int kMaxKernel = 1 << 10;
constexpr std::size_t kMaxValues = std::size_t{1} << 28;  ///< of one image

std::string to_text(const Shape& shape) {
  return std::to_string(shape.channels) + " x " + std::to_string(shape.height) + " x " + std::to_string(shape.width);
}

void require(bool holds, const std::string& where, const std::string& problem) {
  if (!holds) throw input_error(where + ": " + problem);
}

void require_positive(int value, int most, const char* what, const std::string& where) {
  require(value >= 1 && value <= most, where,
          std::string(what) + " is " + std::to_string(value) + ": must be 1.." + std::to_string(most));
}

void require_channels(int wanted, const Shape& input, const std::string& where) {
  require(input.channels == wanted, where,
          "takes " + std::to_string(wanted) + " channels, but its input is " + to_text(input) +
              ": correct the layer or what comes before it");
}

Shape conv_shape(const Conv2d& conv, const Shape& input, const std::string& where) {
  require_positive(conv.out_channels, kMaxExtent, "out_channels", where);
  require_positive(conv.groups, kMaxExtent, "groups", where);
  require(conv.in_channels % conv.groups == 0 && conv.out_channels % conv.groups == 0, where,
          std::to_string(conv.groups) + " groups do not divide both " + std::to_string(conv.in_channels) +
              " input and " + std::to_string(conv.out_channels) + " output channels");
  require_channels(conv.in_channels, input, where);
  return window_shape(conv.window, input, conv.out_channels, where);
}

Shape linear_shape(const Linear& linear, const Shape& input, const std::string& where) {
  require_positive(linear.out_features, kMaxExtent, "out_features", where);
  require(input == Shape{linear.in_features, 1, 1}, where,
          "takes " + std::to_string(linear.in_features) + " features, but its input is " + to_text(input) +
              ": correct the layer, or flatten or pool before it");
  return {linear.out_features, 1, 1};
}

Shape pool_shape(const Window& window, const Shape& input, const std::string& where) {
  for (std::size_t side = 0; side < 4; ++side) {
    require(window.padding.at(side) < window.kernel.at(side % 2), where,
            "its padding is not less than its kernel: a window would hold nothing but padding");
  }
  return window_shape(window, input, input.channels, where);
}

Shape average_shape(const Window& window, const Shape& input, const std::string& where) {
  require(window.padding == std::array{0, 0, 0, 0}, where, "an average pool takes no padding: set it to zeros");
  return pool_shape(window, input, where);
}

Shape add_shape(const std::vector<Shape>& inputs, const std::string& where) {
  require(inputs[0] == inputs[1], where,
          "adds " + to_text(inputs[0]) + " to " + to_text(inputs[1]) + ": both must have one shape");
  return inputs[0];
}

Shape subsample_shape(const Subsample& subsample, const Shape& input, const std::string& where) {
  require_positive(subsample.stride, kMaxKernel, "stride", where);
  require(subsample.channels_before >= 0 && subsample.channels_after >= 0 && subsample.channels_before <= kMaxExtent &&
              subsample.channels_after <= kMaxExtent,
          where, "its added channels must be numbers of 0.." + std::to_string(kMaxExtent));
  return {subsample.channels_before + input.channels + subsample.channels_after,
          (input.height + subsample.stride - 1) / subsample.stride,
          (input.width + subsample.stride - 1) / subsample.stride};
}

void check_names(const Network& network, const std::string& where) {
  std::set<std::string> names{"input"};
  for (const Layer& layer : network.layers) {
    require(!layer.name.empty(), where, "a layer has no name: name it");
    require(names.insert(layer.name).second, where,
            layer.name == "input" ? "a layer is called input, which is the image: rename it"
                                  : "two layers are called '" + layer.name + "': rename one");
  }
}

void check_preprocessing(const Network& network, const std::string& where) {
  const Preprocessing& preprocessing = network.preprocessing;
  const auto channels = static_cast<std::size_t>(network.input.channels);
  require(preprocessing.divisor > 0, where, "the divisor of pixels must be above 0");
  require(preprocessing.mean.size() == channels && preprocessing.deviation.size() == channels, where,
          "needs one mean and one deviation for each of " + std::to_string(channels) + " input channels");
  require(std::all_of(preprocessing.deviation.begin(), preprocessing.deviation.end(), [](double d) { return d > 0; }),
          where, "the deviations of the input must be above 0");
}

}  // namespace

std::string operation_name(const Operation& operation) {
  return std::visit(
      Overloaded{[](const Conv2d&) { return "conv2d"; }, [](const Linear&) { return "linear"; },
                 [](const BatchNorm&) { return "batch_norm"; }, [](const Relu&) { return "relu"; },
                 [](const MaxPool&) { return "max_pool"; }, [](const AveragePool&) { return "average_pool"; },
                 [](const GlobalAveragePool&) { return "global_average_pool"; }, [](const Add&) { return "add"; },
                 [](const Flatten&) { return "flatten"; }, [](const Subsample&) { return "subsample"; }},
      operation);
}

std::string source_name(const Network& network, int source) {
  return source == kImage ? "input" : network.layers[static_cast<std::size_t>(source)].name;
}

Shape window_shape(const Window& window, const Shape& input, int channels, const std::string& where) {
  const auto extent = [&](std::size_t axis, int size) {
    const int kernel = window.kernel.at(axis);
    const int stride = window.stride.at(axis);
    require_positive(kernel, kMaxKernel, "its kernel", where);
    require_positive(stride, kMaxKernel, "its stride", where);
    for (const int side : {window.padding.at(axis), window.padding.at(axis + 2)}) {
      require(side >= 0 && side <= kMaxKernel, where, "its padding must be 0.." + std::to_string(kMaxKernel));
    }
    const int padding = window.padding.at(axis) + window.padding.at(axis + 2);
    require(size + padding >= kernel, where,
            "a kernel of " + std::to_string(kernel) + " does not fit " + std::to_string(size) + " + " +
                std::to_string(padding) + " of padding: its input is too small");
    return (size + padding - kernel) / stride + 1;
  };
  return {channels, extent(0, input.height), extent(1, input.width)};
}

Shape output_shape(const Operation& operation, const std::vector<Shape>& inputs, const std::string& where) {
  const std::size_t wanted = std::holds_alternative<Add>(operation) ? 2 : 1;
  require(inputs.size() == wanted, where,
          "has " + std::to_string(inputs.size()) + " inputs, takes " + std::to_string(wanted));
  const Shape& input = inputs.front();
  return std::visit(Overloaded{[&](const Conv2d& conv) { return conv_shape(conv, input, where); },
                               [&](const Linear& linear) { return linear_shape(linear, input, where); },
                               [&](const BatchNorm& norm) {
                                 require_channels(norm.channels, input, where);
                                 require(norm.epsilon >= 0, where, "its epsilon is negative");
                                 return input;
                               },
                               [&](const Relu& relu) {
                                 require(!relu.limit || *relu.limit > 0, where, "its limit must be above 0");
                                 return input;
                               },
                               [&](const MaxPool& pool) { return pool_shape(pool.window, input, where); },
                               [&](const AveragePool& pool) { return average_shape(pool.window, input, where); },
                               [&](const GlobalAveragePool&) {
                                 return Shape{input.channels, 1, 1};
                               },
                               [&](const Add&) { return add_shape(inputs, where); },
                               [&](const Flatten&) {
                                 return Shape{static_cast<int>(input.size()), 1, 1};
                               },
                               [&](const Subsample& subsample) { return subsample_shape(subsample, input, where); }},
                    operation);
}

std::vector<Shape> infer_shapes(const Network& network, const std::string& where) {
  require_positive(network.input.channels, kMaxExtent, "input: channels", where);
  require_positive(network.input.height, kMaxExtent, "input: height", where);
  require_positive(network.input.width, kMaxExtent, "input: width", where);
  require(network.input.size() <= kMaxValues, where, "its input is " + to_text(network.input) + ": too large");
  require(!network.layers.empty(), where, "has no layers");
  check_names(network, where);
  check_preprocessing(network, where);
  std::vector<Shape> shapes;
  std::vector<bool> used(network.layers.size(), false);
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const Layer& layer = network.layers[i];
    const std::string place = where + ": layer '" + layer.name + "'";
    std::vector<Shape> inputs;
    for (const int source : layer.inputs) {
      require(source >= kImage && source < static_cast<int>(i), place, "takes the output of a layer that comes later");
      inputs.push_back(source == kImage ? network.input : shapes[static_cast<std::size_t>(source)]);
      if (source != kImage) used[static_cast<std::size_t>(source)] = true;
    }
    shapes.push_back(output_shape(layer.operation, inputs, place));
    require(shapes.back().size() <= kMaxValues, place, "its output is " + to_text(shapes.back()) + ": too large");
    check_parameters(layer, place);
  }
  for (std::size_t i = 0; i + 1 < network.layers.size(); ++i) {
    require(used[i], where,
            "nothing takes the output of layer '" + network.layers[i].name + "': remove it, or let it be the last");
  }
  return shapes;
}

std::vector<std::vector<int>> consumers(const Network& network) {
  std::vector<std::vector<int>> result(network.layers.size());
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    for (const int source : network.layers[i].inputs) {
      if (source != kImage) result[static_cast<std::size_t>(source)].push_back(static_cast<int>(i));
    }
  }
  return result;
}

double mac_count(const Network& network) {
  const std::vector<Shape> shapes = infer_shapes(network, network.name);
  double count = 0;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const Shape& shape = shapes[i];
    if (const auto* conv = std::get_if<Conv2d>(&network.layers[i].operation)) {
      const int inputs = conv->in_channels / conv->groups;
      count += static_cast<double>(shape.size()) * inputs * conv->window.kernel[0] * conv->window.kernel[1];
    } else if (const auto* linear = std::get_if<Linear>(&network.layers[i].operation)) {
      count += static_cast<double>(linear->in_features) * linear->out_features;
    }
  }
  return count;
}

}  // namespace rccm::network
