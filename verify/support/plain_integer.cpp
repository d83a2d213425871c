#include "support/plain_integer.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace rccm::test {
namespace {

using namespace network;

struct Planes {
  Shape shape;
  std::vector<std::int64_t> values;

  [[nodiscard]] bool holds(int y, int x) const { return y >= 0 && x >= 0 && y < shape.height && x < shape.width; }
  [[nodiscard]] std::int64_t at(int c, int y, int x) const {
    return holds(y, x) ? values[static_cast<std::size_t>((c * shape.height + y) * shape.width + x)] : 0;
  }
};

std::int64_t floor_divided(std::int64_t value, std::int64_t divisor) {
  const std::int64_t quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

std::int64_t rescale(std::int64_t sum, const Rescaling& rule) {
  const std::int64_t half = std::int64_t{1} << (rule.shift - 1);
  return std::clamp(floor_divided(sum + half, 2 * half), rule.range.low, rule.range.high);
}

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

Planes multiply(const MultiplyLayer& layer, const Multiplier& multiplier, const Planes& input, const Shape& shape) {
  const int inputs = layer.in_channels / layer.groups;
  const int outputs = layer.out_channels / layer.groups;
  const Window& window = layer.window;
  return fill(shape, [&](int k, int y, int x) {
    const auto channel = static_cast<std::size_t>(k);
    std::int64_t acc = layer.bias[channel];
    for (int c = 0; c < inputs; ++c) {
      for (int i = 0; i < window.kernel[0]; ++i) {
        for (int j = 0; j < window.kernel[1]; ++j) {
          const int index = ((k * inputs + c) * window.kernel[0] + i) * window.kernel[1] + j;
          const std::uint32_t word = layer.words[static_cast<std::size_t>(index)];
          // code, then sign, then the choice of the shift
          std::size_t above = word / multiplier.table.size();
          std::int64_t entry = multiplier.table[word % multiplier.table.size()];
          if (multiplier.signless) {
            if (above % 2 == 1) entry = -entry;
            above /= 2;
          }
          if (above == 1) entry *= std::int64_t{1} << multiplier.consumer_shift;
          acc += entry * input.at(k / outputs * inputs + c, y * window.stride[0] + i - window.padding[0],
                                  x * window.stride[1] + j - window.padding[1]);
        }
      }
    }
    if (layer.relu && acc < 0) acc = 0;
    return rescale(acc * layer.factors[channel], layer.rescaling);
  });
}

// The largest value and the sum of the pixels of a window.
struct Pooled {
  std::int64_t largest = std::numeric_limits<std::int64_t>::min();
  std::int64_t sum = 0;
};

Pooled pool(const Window& window, const Planes& input, int c, int y, int x) {
  Pooled result;
  for (int i = 0; i < window.kernel[0]; ++i) {
    for (int j = 0; j < window.kernel[1]; ++j) {
      const int row = y * window.stride[0] + i - window.padding[0];
      const int column = x * window.stride[1] + j - window.padding[1];
      if (!input.holds(row, column)) continue;
      result.largest = std::max(result.largest, input.at(c, row, column));
      result.sum += input.at(c, row, column);
    }
  }
  return result;
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

Planes apply(const IntegerNetwork& network, const IntegerOperation& operation, const Planes& input, const Planes& other,
             const Shape& shape) {
  if (const auto* layer = std::get_if<MultiplyLayer>(&operation)) {
    return multiply(*layer, network.multipliers[static_cast<std::size_t>(layer->multiplier)], input, shape);
  }
  if (const auto* flatten = std::get_if<Flatten>(&operation)) return flattened(*flatten, input);
  return fill(shape, [&](int c, int y, int x) -> std::int64_t {
    if (const auto* add = std::get_if<IntegerAdd>(&operation)) {
      return rescale(input.at(c, y, x) * add->factors[0] + other.at(c, y, x) * add->factors[1], add->rescaling);
    }
    if (const auto* average = std::get_if<IntegerAverage>(&operation)) {
      return rescale(pool(average->window, input, c, y, x).sum * average->factor, average->rescaling);
    }
    if (const auto* relu = std::get_if<IntegerRelu>(&operation)) {
      return std::clamp<std::int64_t>(input.at(c, y, x), 0, relu->limit);
    }
    if (const auto* maximum = std::get_if<MaxPool>(&operation)) {
      return pool(maximum->window, input, c, y, x).largest;
    }
    const auto& subsample = std::get<Subsample>(operation);
    const int from = c - subsample.channels_before;
    const bool is_added = from < 0 || from >= input.shape.channels;
    return is_added ? 0 : input.at(from, y * subsample.stride, x * subsample.stride);
  });
}

}  // namespace

std::vector<std::vector<std::int64_t>> plain_forward(const IntegerNetwork& network,
                                                     std::span<const std::uint8_t> pixels) {
  const std::vector<Shape> shapes = check_network(network, network.name).shapes;
  const Planes raw{network.input, {pixels.begin(), pixels.end()}};
  const Planes image = fill(network.input, [&](int c, int y, int x) {
    const auto channel = static_cast<std::size_t>(c);
    return rescale(raw.at(c, y, x) * network.quantiser.factors[channel] + network.quantiser.terms[channel],
                   network.quantiser.rescaling);
  });
  std::vector<Planes> outputs;
  std::vector<std::vector<std::int64_t>> result;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const IntegerLayer& layer = network.layers[i];
    const auto source = [&](int from) -> const Planes& {
      return from == kImage ? image : outputs[static_cast<std::size_t>(from)];
    };
    outputs.push_back(
        apply(network, layer.operation, source(layer.inputs.front()), source(layer.inputs.back()), shapes[i]));
    result.push_back(outputs.back().values);
  }
  return result;
}

}  // namespace rccm::test
