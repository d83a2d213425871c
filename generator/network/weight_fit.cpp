#include "network/weight_fit.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "support/error.hpp"
#include "support/parallel.hpp"
#include "weights/fit.hpp"

namespace rccm::network {
namespace {

bool all_zero(std::span<const float> weights) {
  return std::all_of(weights.begin(), weights.end(), [](float weight) { return weight == 0; });
}

double best_scale(std::span<const float> weights, const CoefficientSet& set) {
  return fit_scale(set, Distribution::of_samples({weights.begin(), weights.end()})).scale;
}

}  // namespace

std::int64_t nearest_coefficient(const CoefficientSet& set, double weight, double scale) {
  const double target = weight / scale;
  const auto above = std::lower_bound(set.begin(), set.end(), target,
                                      [](std::int64_t c, double t) { return static_cast<double>(c) < t; });
  if (above == set.begin()) return *above;
  const std::int64_t low = *std::prev(above);
  if (above == set.end()) return low;
  const double to_low = target - static_cast<double>(low);
  const double to_high = static_cast<double>(*above) - target;
  if (to_low == to_high) return std::abs(low) < std::abs(*above) ? low : *above;
  return to_low < to_high ? low : *above;
}

WeightFit fit_weights(std::span<const float> weights, std::size_t channels, const CoefficientSet& set,
                      const WeightFitParams& params, const std::string& where) {
  if (all_zero(weights)) throw input_error(where + ": all its weights are zero: nothing can be fitted to them");
  if (set.front() == 0 && set.back() == 0) throw usage_error(where + ": a set of zero alone fits no weights");
  WeightFit fit;
  fit.scales.assign(channels, best_scale(weights, set));
  const std::size_t row = weights.size() / channels;
  const bool has_zero = std::binary_search(set.begin(), set.end(), 0);
  if (params.per_channel) {
    parallel_for(channels, params.threads, [&](std::uint64_t k) {
      const auto channel = weights.subspan(k * row, row);
      if (!all_zero(channel)) {
        fit.scales[k] = best_scale(channel, set);
      } else if (!has_zero) {
        fit.scales[k] /= 1000;
      }
    });
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    fit.coefficients.push_back(nearest_coefficient(set, weights[i], fit.scales[i / row]));
  }
  return fit;
}

Network with_fitted_weights(const Network& network, const CoefficientSet& set, FittedLayers layers,
                            const WeightFitParams& params) {
  Network result = network;
  for (Layer& layer : result.layers) {
    std::vector<float>* weights = nullptr;
    std::size_t channels = 0;
    if (auto* conv = std::get_if<Conv2d>(&layer.operation)) {
      weights = &conv->weight;
      channels = static_cast<std::size_t>(conv->out_channels);
    } else if (auto* linear = std::get_if<Linear>(&layer.operation)) {
      if (layers == FittedLayers::kConvolutions) continue;
      weights = &linear->weight;
      channels = static_cast<std::size_t>(linear->out_features);
    } else {
      continue;
    }
    const WeightFit fit = fit_weights(*weights, channels, set, params, "layer '" + layer.name + "'");
    const std::size_t row = weights->size() / channels;
    for (std::size_t i = 0; i < weights->size(); ++i) {
      (*weights)[i] = static_cast<float>(fit.scales[i / row] * static_cast<double>(fit.coefficients[i]));
    }
  }
  return result;
}

}  // namespace rccm::network
