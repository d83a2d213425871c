#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/graph.hpp"

namespace rccm::network {

/// One trained tensor of a layer, under the name that state dictionaries give it.
template <typename Values>
struct BasicParameter {
  std::string name;  ///< "weight", "bias", "running_mean" or "running_var"
  std::vector<std::uint64_t> shape;
  Values* values = nullptr;  ///< in the layer
};
using Parameter = BasicParameter<std::vector<float>>;
using ConstParameter = BasicParameter<const std::vector<float>>;

/// The tensors of a layer in a fixed order; none for layers without weights.
[[nodiscard]] std::vector<Parameter> parameters(Layer& layer);
[[nodiscard]] std::vector<ConstParameter> parameters(const Layer& layer);

/// The product of a shape whose extents infer_shapes() has accepted.
[[nodiscard]] std::uint64_t value_count(const std::vector<std::uint64_t>& shape);

/// Throws Error (kInput) naming `where` and the tensor if the layer's values are there, but not as many as its extents
/// ask for. A layer that is still to be filled has none.
void check_parameters(const Layer& layer, const std::string& where);

/// Throws Error (kInput) naming `where` and the first layer that has no weights yet, or a variance that is none.
void require_weights(const Network& network, const std::string& where);

}  // namespace rccm::network
