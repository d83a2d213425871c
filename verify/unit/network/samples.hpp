#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/graph.hpp"
#include "network/parameters.hpp"
#include "support/error.hpp"

/// Small networks and images that the tests make themselves.
namespace rccm::test {

/// Gives every layer random weights, and batch-norms statistics that are far from those of doing nothing.
inline void fill_randomly(network::Network& network, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> weight(-0.5F, 0.5F);
  std::uniform_real_distribution<float> positive(0.5F, 1.5F);
  for (network::Layer& layer : network.layers) {
    const bool is_norm = std::holds_alternative<network::BatchNorm>(layer.operation);
    for (const network::Parameter& parameter : network::parameters(layer)) {
      const bool is_positive = is_norm && (parameter.name == "weight" || parameter.name == "running_var");
      parameter.values->resize(network::value_count(parameter.shape));
      for (float& value : *parameter.values) value = is_positive ? positive(random) : weight(random);
    }
  }
}

/// Every operation once, with the awkward cases: groups, filters per channel, more output channels than a vector holds,
/// rows that are no multiple of anything, uneven padding, a stride of each kind.
inline network::Network every_operation() {
  using namespace network;
  Network network{"sample", {3, 13, 11}, {255, {0.4, 0.5, 0.6}, {0.2, 0.3, 0.25}}, {}};
  network.layers = {
      {"conv1", {kImage}, Conv2d{3, 18, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}}, false, {}, {}}},
      {"bn1", {0}, BatchNorm{18, 1e-5, {}, {}, {}, {}}},
      {"relu1", {1}, Relu{}},
      {"conv2", {2}, Conv2d{18, 6, 3, {{2, 3}, {1, 2}, {0, 2, 1, 1}}, true, {}, {}}},
      {"relu2", {3}, Relu{0.9F}},
      {"conv3", {4}, Conv2d{6, 6, 6, {{3, 3}, {2, 1}, {1, 1, 1, 1}}, true, {}, {}}},
      {"conv4", {5}, Conv2d{6, 12, 6, {{1, 1}, {1, 1}, {0, 0, 0, 0}}, false, {}, {}}},
      {"short", {4}, Subsample{1, 2, 4}},
      {"pool1", {7}, MaxPool{{{3, 1}, {2, 1}, {1, 0, 1, 0}}}},
      {"add", {6, 8}, Add{}},
      {"bn2", {9}, BatchNorm{12, 1e-3, {}, {}, {}, {}}},
      {"relu3", {10}, Relu{}},
      {"pool2", {11}, AveragePool{{{2, 2}, {2, 2}, {0, 0, 0, 0}}}},
      {"short2", {12}, Subsample{2, 0, 1}},
      {"flatten", {13}, Flatten{Flatten::Order::kChw}},
      {"fc1", {14}, Linear{52, 20, true, {}, {}}},
      {"relu4", {15}, Relu{}},
      {"fc2", {16}, Linear{20, 10, false, {}, {}}},
  };
  fill_randomly(network, 1);
  return network;
}

/// Random pixels with random labels.
inline data::Dataset random_images(const network::Shape& shape, std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  data::Dataset dataset;
  dataset.channels = shape.channels;
  dataset.height = shape.height;
  dataset.width = shape.width;
  for (std::size_t i = 0; i < count; ++i) dataset.labels.push_back(static_cast<std::uint8_t>(random() % 10));
  for (std::size_t i = 0; i < count * shape.size(); ++i) {
    dataset.pixels.push_back(static_cast<std::uint8_t>(random() % 256));
  }
  return dataset;
}

/// The message with which `call` refuses its input or its use; empty where it does not.
template <typename Call>
std::string complaint(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace rccm::test
