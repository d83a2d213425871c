#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "circuit/coefficient_set.hpp"
#include "network/graph.hpp"

namespace rccm::network {

/// A layer's weights as multiples of coefficients.
struct WeightFit {
  std::vector<double> scales;              ///< per output channel: real weight = scale · coefficient
  std::vector<std::int64_t> coefficients;  ///< one per weight, of the set
};

/// How a layer's scales are chosen.
struct WeightFitParams {
  bool per_channel = true;  ///< a scale for each output channel, otherwise one for all of them
  unsigned threads = 1;
};

/// The coefficient of an ascending set that is nearest to weight / scale; of two as near, that of smaller magnitude.
[[nodiscard]] std::int64_t nearest_coefficient(const CoefficientSet& set, double weight, double scale);

/// Fits the weights of `channels` output channels, one after another, to a set: the scale of least squared error
/// (fit_scale()) and the nearest coefficients. A channel of zeros takes the scale of the whole layer, and a thousandth
/// of it where the set has no zero to give it. Throws Error (kInput) naming `where` if all weights are zero.
[[nodiscard]] WeightFit fit_weights(std::span<const float> weights, std::size_t channels, const CoefficientSet& set,
                                    const WeightFitParams& params, const std::string& where);

/// Which layers a fit is for.
enum class FittedLayers { kConvolutions, kAll };

/// The float network whose weights are scale · coefficient, everything else as it was: what a set alone costs.
[[nodiscard]] Network with_fitted_weights(const Network& network, const CoefficientSet& set, FittedLayers layers,
                                          const WeightFitParams& params);

}  // namespace rccm::network
