#pragma once

#include <map>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/graph.hpp"
#include "network/integer_network.hpp"

namespace rccm::network {

/// How a float network becomes one of integers.
struct LoweringParams {
  std::vector<Multiplier> multipliers;           ///< at least one; the first is for all layers that have no other
  std::map<std::string, int> layer_multipliers;  ///< by the layer's name: an index into multipliers
  bool per_channel = true;                       ///< a scale of the weights for each output channel, or for each layer
  int activation_bits = 8;                       ///< of unsigned activations, 1..16
  int signed_bits = 8;                           ///< of signed ones: without ReLU, and of inputs below zero; 2..16
  int output_bits = 16;                          ///< of the network's output, signed; 2..32
  int factor_bits = 16;                          ///< of the rescaling factors; 2..16
  /// Steps of the outputs of integer layers, by name, that training has chosen; the others are sought.
  std::map<std::string, double> activation_steps;
  unsigned threads = 1;
};

/// Folds batch-norms, fits each layer's weights to its multiplier's coefficients, and chooses the steps of activations
/// that lose least on the calibration images. Throws Error: kInput naming the layer for what integer networks do not
/// have, such as a batch-norm that follows no convolution; kUsage for parameters out of bounds.
[[nodiscard]] IntegerNetwork lower(const Network& network, const data::Dataset& calibration,
                                   const LoweringParams& params);

/// factors[i] / 2^shift as near to ratios[i] as factors of so many bits allow, the shift being as large as they allow.
struct ScaledFactors {
  std::vector<std::uint16_t> factors;
  int shift = 1;
};

/// Throws Error (kInput) naming `where` if a ratio is so large that no shift of 1..40 holds it.
[[nodiscard]] ScaledFactors scaled_factors(const std::vector<double>& ratios, int factor_bits,
                                           const std::string& where);

}  // namespace rccm::network
