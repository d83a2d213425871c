#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rccm::network {

/// The extents of one image's activations. A vector of n features is n x 1 x 1.
struct Shape {
  int channels = 0;
  int height = 0;
  int width = 0;
  bool operator==(const Shape&) const = default;
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  }
};

/// What convolutions and pools slide over an image. Pairs are vertical, then horizontal.
struct Window {
  std::array<int, 2> kernel{1, 1};
  std::array<int, 2> stride{1, 1};
  std::array<int, 4> padding{0, 0, 0, 0};  ///< top, left, bottom, right
  bool operator==(const Window&) const = default;
};

/// A convolution; padding is zero activations.
struct Conv2d {
  int in_channels = 0;
  int out_channels = 0;
  int groups = 1;
  Window window;
  bool has_bias = false;
  std::vector<float> weight;  ///< out_channels x in_channels / groups x kernel, row after row; empty until loaded
  std::vector<float> bias;    ///< one per output channel
};

/// A fully connected layer.
struct Linear {
  int in_features = 0;
  int out_features = 0;
  bool has_bias = false;
  std::vector<float> weight;  ///< out_features x in_features
  std::vector<float> bias;    ///< one per output feature
};

/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias, per channel, with the statistics of training.
struct BatchNorm {
  int channels = 0;
  double epsilon = 1e-5;
  std::vector<float> weight;
  std::vector<float> bias;
  std::vector<float> mean;
  std::vector<float> variance;
};

/// max(x, 0), and at most `limit` where there is one (ReLU6).
struct Relu {
  std::optional<float> limit;
};

/// The largest value of the window; padding is never chosen.
struct MaxPool {
  Window window;
};

/// The mean of the window, which has no padding.
struct AveragePool {
  Window window;
};

/// The mean of each channel.
struct GlobalAveragePool {};

/// The sum of two layers' outputs.
struct Add {};

/// A vector of all values, channel after channel (chw) or pixel after pixel (hwc).
struct Flatten {
  enum class Order { kChw, kHwc };
  Order order = Order::kChw;
};

/// Every `stride`-th pixel of every `stride`-th row, with channels of zeros before and after: the shortcut of residual
/// networks that has no weights ("option A").
struct Subsample {
  int stride = 1;
  int channels_before = 0;
  int channels_after = 0;
};

using Operation =
    std::variant<Conv2d, Linear, BatchNorm, Relu, MaxPool, AveragePool, GlobalAveragePool, Add, Flatten, Subsample>;

/// The input of a layer that is the image rather than an earlier layer.
inline constexpr int kImage = -1;

/// One node of the graph.
struct Layer {
  std::string name;
  std::vector<int> inputs;  ///< kImage or indices of earlier layers
  Operation operation;
};

/// How pixels of 0..255 become the network's input: (pixel / divisor - mean) / deviation, per channel.
struct Preprocessing {
  double divisor = 255;
  std::vector<double> mean;
  std::vector<double> deviation;
};

/// A network of real numbers. Its output is that of the last layer.
struct Network {
  std::string name;
  Shape input;
  Preprocessing preprocessing;
  std::vector<Layer> layers;
};

/// The file's word for a layer's operation: "conv2d", "max_pool".
[[nodiscard]] std::string operation_name(const Operation& operation);

/// What a layer's input is called in files and messages: "input" or the earlier layer's name.
[[nodiscard]] std::string source_name(const Network& network, int source);

/// The output's shape, where the inputs are as given. Throws Error (kInput) naming `where`, what the layer takes and
/// what it gets.
[[nodiscard]] Shape output_shape(const Operation& operation, const std::vector<Shape>& inputs,
                                 const std::string& where);

/// The shape behind a window. Throws Error (kInput) naming `where` if the window does not fit.
[[nodiscard]] Shape window_shape(const Window& window, const Shape& input, int channels, const std::string& where);

/// The shape of each layer's output. Throws Error (kInput) naming `where`, the layer and the remedy for shapes that do
/// not match, names that stand twice, inputs that do not come before, outputs that nothing uses, and for weights of
/// another number than the layer's extents ask for.
[[nodiscard]] std::vector<Shape> infer_shapes(const Network& network, const std::string& where);

/// For each layer, which layers take its output.
[[nodiscard]] std::vector<std::vector<int>> consumers(const Network& network);

/// Multiply-accumulate operations of convolutions and linear layers for one image.
[[nodiscard]] double mac_count(const Network& network);

}  // namespace rccm::network
