#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "network/graph.hpp"

namespace rccm::network {

/// A network that is addressed by name; its weights come from a state dictionary.
struct Builder {
  std::string name;  ///< for example "resnet-20"
  std::string description;
};

/// The built-in networks, in the order in which they are listed to people.
[[nodiscard]] std::vector<Builder> builders();

/// The graph of that name without weights, nothing if there is none. Layers are called as PyTorch's own models call
/// them where there is such a model ("layer1.0.conv1", "fc"), so that its state dictionaries fit.
[[nodiscard]] std::optional<Network> build(std::string_view name);

/// How images are usually prepared: (pixel / 255 - mean) / deviation of ImageNet for three channels, pixel / 255 for
/// others.
[[nodiscard]] Preprocessing usual_preprocessing(int channels);

}  // namespace rccm::network
