#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "circuit/circuit.hpp"
#include "network/graph.hpp"
#include "network/integer_network.hpp"
#include "quantize/pruning.hpp"

namespace rccm::train {

/// Gives a network without weights random ones: those of convolutions and linear layers uniform with the variance
/// 2 / inputs, biases zero, batch-norms that do nothing. A network that has its weights stays as it is.
void initialise(network::Network& network, std::uint64_t seed);

/// Turns the sign of a batch-norm's negative factors, and that of the filters before it: the same function. Folding
/// then keeps the sign of weights, which sets that are not symmetric need.
void make_factors_positive(network::Network& network);

/// Sets that part of the weights of each convolution and linear layer to zero, 0..1: those of least magnitude. Which
/// are kept, by the name of the layer's weights, as "conv1.weight".
std::map<std::string, PruningMask> prune(network::Network& network, double sparsity);

/// Where the integer network rounds activations.
struct RoundingPoint {
  std::string integer_layer;  ///< the integer network's name for it
  Range range;
  double step = 1;
};

/// The input's rounding, and that of layers by their place in the float network.
struct RoundingPoints {
  RoundingPoint input;
  std::map<std::size_t, RoundingPoint> layers;
};

/// Read off the integer network that the float one was lowered to. The network's output has none.
[[nodiscard]] RoundingPoints rounding_points(const network::Network& network, const network::IntegerNetwork& lowered);

}  // namespace rccm::train
