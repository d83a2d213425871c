#include "support/plain_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace rccm::test {
namespace {

using namespace network;

// One image's values by channel, row and column; outside there is nothing but zeros.
struct Planes {
  Shape shape;
  std::vector<double> values;

  [[nodiscard]] bool holds(int y, int x) const { return y >= 0 && x >= 0 && y < shape.height && x < shape.width; }
  [[nodiscard]] double at(int c, int y, int x) const {
    return holds(y, x) ? values[static_cast<std::size_t>((c * shape.height + y) * shape.width + x)] : 0;
  }
};

// Fills the output by a function of channel, row and column.
template <typename Function>
Planes fill(const Shape& shape, const Function& function) {
  Planes result{shape, {}};
  for (int c = 0; c < shape.channels; ++c) {
    for (int y = 0; y < shape.height; ++y) {
      for (int x = 0; x < shape.width; ++x) result.values.push_back(function(c, y, x));
    }
  }
  return result;
}

// Folds a function of input row and column over the window of an output pixel.
template <typename Function>
void over_window(const Window& window, int y, int x, const Function& function) {
  for (int i = 0; i < window.kernel[0]; ++i) {
    for (int j = 0; j < window.kernel[1]; ++j) {
      function(i, j, y * window.stride[0] + i - window.padding[0], x * window.stride[1] + j - window.padding[1]);
    }
  }
}

Planes convolve(const Conv2d& conv, const Planes& input, const Shape& shape) {
  const int group_inputs = conv.in_channels / conv.groups;
  const int group_outputs = conv.out_channels / conv.groups;
  return fill(shape, [&](int k, int y, int x) {
    double sum = conv.has_bias ? conv.bias[static_cast<std::size_t>(k)] : 0;
    for (int c = 0; c < group_inputs; ++c) {
      over_window(conv.window, y, x, [&](int i, int j, int row, int column) {
        const int index = ((k * group_inputs + c) * conv.window.kernel[0] + i) * conv.window.kernel[1] + j;
        sum +=
            conv.weight[static_cast<std::size_t>(index)] * input.at(k / group_outputs * group_inputs + c, row, column);
      });
    }
    return sum;
  });
}

Planes pool(const Window& window, const Planes& input, const Shape& shape, bool is_maximum) {
  return fill(shape, [&](int c, int y, int x) {
    double largest = -std::numeric_limits<double>::infinity();
    double sum = 0;
    over_window(window, y, x, [&](int, int, int row, int column) {
      if (input.holds(row, column)) largest = std::max(largest, input.at(c, row, column));
      sum += input.at(c, row, column);
    });
    return is_maximum ? largest : sum / (window.kernel[0] * window.kernel[1]);
  });
}

Planes flattened(const Flatten& operation, const Planes& input) {
  Planes result{{static_cast<int>(input.values.size()), 1, 1}, input.values};
  if (operation.order == Flatten::Order::kChw) return result;
  result.values.clear();
  for (int y = 0; y < input.shape.height; ++y) {
    for (int x = 0; x < input.shape.width; ++x) {
      for (int c = 0; c < input.shape.channels; ++c) result.values.push_back(input.at(c, y, x));
    }
  }
  return result;
}

Planes apply(const Operation& operation, const Planes& input, const Planes& other, const Shape& shape) {
  const auto each = [&](const auto& function) {
    return fill(shape, [&](int c, int y, int x) { return function(static_cast<std::size_t>(c), input.at(c, y, x)); });
  };
  if (const auto* conv = std::get_if<Conv2d>(&operation)) return convolve(*conv, input, shape);
  if (const auto* linear = std::get_if<Linear>(&operation)) {
    return convolve({linear->in_features, linear->out_features, 1, {}, linear->has_bias, linear->weight, linear->bias},
                    input, shape);
  }
  if (const auto* norm = std::get_if<BatchNorm>(&operation)) {
    return each([&](std::size_t c, double value) {
      return (value - norm->mean[c]) / std::sqrt(norm->variance[c] + norm->epsilon) * norm->weight[c] + norm->bias[c];
    });
  }
  if (const auto* relu = std::get_if<Relu>(&operation)) {
    const double limit = relu->limit ? *relu->limit : std::numeric_limits<double>::infinity();
    return each([&](std::size_t, double value) { return std::clamp(value, 0.0, limit); });
  }
  if (const auto* maximum = std::get_if<MaxPool>(&operation)) return pool(maximum->window, input, shape, true);
  if (const auto* average = std::get_if<AveragePool>(&operation)) return pool(average->window, input, shape, false);
  if (const auto* flatten = std::get_if<Flatten>(&operation)) return flattened(*flatten, input);
  if (const auto* subsample = std::get_if<Subsample>(&operation)) {
    return fill(shape, [&](int c, int y, int x) {
      const int from = c - subsample->channels_before;
      const bool is_added = from < 0 || from >= input.shape.channels;
      return is_added ? 0 : input.at(from, y * subsample->stride, x * subsample->stride);
    });
  }
  if (std::holds_alternative<Add>(operation)) {
    return fill(shape, [&](int c, int y, int x) { return input.at(c, y, x) + other.at(c, y, x); });
  }
  return pool({{input.shape.height, input.shape.width}, {1, 1}, {0, 0, 0, 0}}, input, shape, false);
}

}  // namespace

std::vector<std::vector<double>> plain_forward(const Network& network, std::span<const std::uint8_t> pixels) {
  const std::vector<Shape> shapes = infer_shapes(network, network.name);
  const Preprocessing& rule = network.preprocessing;
  Planes image{network.input, {pixels.begin(), pixels.end()}};
  image = fill(network.input, [&](int c, int y, int x) {
    const auto channel = static_cast<std::size_t>(c);
    return (image.at(c, y, x) / rule.divisor - rule.mean[channel]) / rule.deviation[channel];
  });
  std::vector<Planes> outputs;
  std::vector<std::vector<double>> result;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const Layer& layer = network.layers[i];
    const auto source = [&](int from) -> const Planes& {
      return from == kImage ? image : outputs[static_cast<std::size_t>(from)];
    };
    outputs.push_back(apply(layer.operation, source(layer.inputs.front()), source(layer.inputs.back()), shapes[i]));
    result.push_back(outputs.back().values);
  }
  return result;
}

}  // namespace rccm::test
