#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "accelerator/product.hpp"
#include "network/graph.hpp"
#include "network/integer_network.hpp"

namespace rccm::accelerator {

/// A layer that multiplies, with all its numbers, as the integer engine computes it: what the hardware must equal.
struct Layer {
  std::string name;
  network::Shape input;
  network::Shape output;
  Range input_range;
  network::MultiplyLayer operation;  ///< its field `multiplier` has no meaning here
  Product product;                   ///< for inputs of input_range
  int bias_bits = 0;                 ///< two's complement; sets that are loaded later may use all of them
  int factor_bits = 16;              ///< 8 or 16
};

inline constexpr int kMaxBiasBits = 40;

/// A window that slides over at most so many taps, over images of at most so many pixels a side.
inline constexpr int kMaxKernel = 15;
inline constexpr int kMaxExtent = 4096;
inline constexpr int kMaxChannels = 16384;

/// Derives `output` and, where it is 0, `bias_bits`, and fits the product to the input's range. Throws Error (kInput)
/// naming `where` and the field for what no hardware is generated for: grouped and depthwise convolutions, oblong
/// kernels and strides, widths that overflow, words the product does not have, factors and biases out of range.
void complete(Layer& layer, const std::string& where);

/// The layer of that name of an integer network. Throws Error (kInput) naming what is wrong with it; `other`, if given,
/// multiplies in place of the network's multiplier and must have the same table.
[[nodiscard]] Layer layer_of(const network::IntegerNetwork& network, const std::string& name,
                             const Product* other = nullptr);

/// All values that an input of the layer's width can have.
[[nodiscard]] Range port_range(const Layer& layer);

/// Exact range of the sum of all products, without the bias: what the elements' accumulators hold.
[[nodiscard]] Range sum_range(const Layer& layer);

/// Products of one output value.
[[nodiscard]] int taps(const Layer& layer);

/// The layer's outputs for one image, both hwc: exactly what network::IntegerEngine computes.
[[nodiscard]] std::vector<std::int32_t> run_layer(const Layer& layer, const std::vector<std::int32_t>& image);

}  // namespace rccm::accelerator
