#pragma once

#include <cstdint>
#include <vector>

namespace rccm {

/// Which weights of a layer are kept: 1, or 0 for a weight that is and stays zero.
using PruningMask = std::vector<std::uint8_t>;

/// Keeps the weights of at least that magnitude.
[[nodiscard]] PruningMask mask_by_threshold(const std::vector<double>& weights, double threshold);

/// Removes that part of the weights, 0..1 and rounded down to whole weights: those of least magnitude, of equal ones
/// the later.
[[nodiscard]] PruningMask mask_by_sparsity(const std::vector<double>& weights, double sparsity);

/// A threshold for mask_by_threshold in units of the weights' standard deviation, so that one factor serves layers of
/// different scales (Han et al., "Learning both Weights and Connections for Efficient Neural Networks", 2015).
[[nodiscard]] double threshold_by_deviation(const std::vector<double>& weights, double factor);

/// The part of the weights that a mask removes.
[[nodiscard]] double sparsity(const PruningMask& mask);

/// Sets removed weights, or their gradients, to zero: after every step of retraining.
void apply_mask(const PruningMask& mask, std::vector<double>& values);

/// The loss strength / 2 · Σ w² that presses weights towards the threshold before they are pruned.
[[nodiscard]] double l2_loss(const std::vector<double>& weights, double strength);

/// Adds that loss' gradient, strength · w, to a gradient to the weights.
void add_l2_gradient(const std::vector<double>& weights, double strength, std::vector<double>& gradient);

}  // namespace rccm
