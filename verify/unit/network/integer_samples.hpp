#pragma once

#include <random>
#include <utility>

#include "network/integer_network.hpp"

/// Small integer networks that the tests make themselves.
namespace rccm::test {

/// A layer with random words, biases and factors, whose outputs spread over its range.
inline network::MultiplyLayer random_multiply(const network::Conv2d& shape, const network::Multiplier& multiplier,
                                              Range range, unsigned seed) {
  std::mt19937 random(seed);
  network::MultiplyLayer layer;
  layer.in_channels = shape.in_channels;
  layer.out_channels = shape.out_channels;
  layer.groups = shape.groups;
  layer.window = shape.window;
  const int taps = shape.in_channels / shape.groups * shape.window.kernel[0] * shape.window.kernel[1];
  const std::uint32_t mask = (std::uint32_t{1} << network::stored_bits(multiplier)) - 1;
  for (int i = 0; i < shape.out_channels * taps; ++i)
    layer.words.push_back(static_cast<std::uint32_t>(random()) & mask);
  for (int k = 0; k < shape.out_channels; ++k) {
    layer.bias.push_back(static_cast<std::int64_t>(random() % 2001) - 1000);
    layer.factors.push_back(static_cast<std::uint16_t>(random() % 65536));
    layer.scales.push_back(0.01);
  }
  layer.rescaling = {22, range};
  return layer;
}

/// Every operation of integer networks once, with the awkward shapes of every_operation(): three multipliers, one of
/// them signless with a shift that the accumulation chooses, one so large that sums need more than 32 bits.
inline network::IntegerNetwork every_integer_operation() {
  using namespace network;
  IntegerNetwork network{
      "integers", {3, 13, 11}, {{300, 280, 310}, {-20000, -30000, 5000}, {8, {-128, 127}}, 0.02}, {}, {}};
  network.multipliers = {{"signed", {-7, -3, 0, 1, 2, 5, 64, 92}, false, std::nullopt},
                         {"signless", {0, 1, 2, 3, 4, 6, 8, 8}, true, std::nullopt, 1},
                         {"large", {-1000000, 70000, 0, 1}, false, std::nullopt}};
  const auto& small = network.multipliers;
  const Range plain{0, 255};
  const Range both{-128, 127};
  auto first = random_multiply({3, 18, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}}, true, {}, {}}, small[0], plain, 1);
  first.relu = true;
  auto grouped = random_multiply({18, 6, 3, {{2, 3}, {1, 2}, {0, 2, 1, 1}}, true, {}, {}}, small[1], plain, 2);
  grouped.multiplier = 1;
  auto filters = random_multiply({6, 6, 6, {{3, 3}, {2, 1}, {1, 1, 1, 1}}, true, {}, {}}, small[0], both, 3);
  auto wide_filters = random_multiply({6, 6, 6, {{3, 3}, {1, 1}, {1, 1, 1, 1}}, true, {}, {}}, small[2], both, 4);
  wide_filters.multiplier = 2;
  wide_filters.rescaling.shift = 37;
  auto wide = random_multiply({6, 12, 2, {{1, 1}, {1, 1}, {0, 0, 0, 0}}, true, {}, {}}, small[2], {-30000, 30000}, 5);
  wide.multiplier = 2;
  wide.rescaling.shift = 30;
  auto last = random_multiply({52, 10, 1, {}, true, {}, {}}, small[0], {-32768, 32767}, 6);
  last.is_linear = true;
  last.rescaling.shift = 16;
  network.layers = {
      {"conv1", {kImage}, first, 0.1, {"bn1", "relu1"}},
      {"conv2", {0}, grouped, 0.1, {}},
      {"conv3", {1}, filters, 0.1, {}},
      {"conv3b", {2}, wide_filters, 0.1, {}},
      {"conv4", {3}, wide, 0.1, {}},
      {"short", {1}, Subsample{1, 2, 4}, 0.1, {}},
      {"pool1", {5}, MaxPool{{{3, 1}, {2, 1}, {1, 0, 1, 0}}}, 0.1, {}},
      {"add", {4, 6}, IntegerAdd{{40, 30000}, {15, {-2000, 2000}}}, 0.1, {"relu3"}},
      {"relu", {7}, IntegerRelu{700}, 0.1, {}},
      {"pool2", {8}, IntegerAverage{{{2, 2}, {2, 2}, {0, 0, 0, 0}}, 21845, {16, {0, 1023}}}, 0.1, {}},
      {"short2", {9}, Subsample{2, 0, 1}, 0.1, {}},
      {"flatten", {10}, Flatten{Flatten::Order::kChw}, 0.1, {}},
      {"fc", {11}, last, 0.1, {}},
  };
  return network;
}

}  // namespace rccm::test
