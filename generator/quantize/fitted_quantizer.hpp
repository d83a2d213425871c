#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "quantize/grouping.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// A quantiser fitted to the weights or activations of a layer: what every quantiser becomes, and all that quantising,
/// gradients and hardware need. A value w of group g becomes
///
///     offset[g] + scale[g] · level
///
/// where level is the one nearest to (w - offset[g]) / scale[g], or, where thresholds are given, the one between whose
/// thresholds w lies.
struct FittedQuantizer {
  Levels levels = Levels::range(0, 0);
  Grouping grouping;
  std::vector<double> scales;   ///< one per group, zero or more; a scale of 0 makes the whole group equal to its offset
  std::vector<double> offsets;  ///< one per group; empty: none
  /// count - 1 ascending thresholds per group, group after group, in the unit of the values; empty: nearest level.
  std::vector<double> thresholds;
  bool learns_scale = true;          ///< whether retraining may move the scales
  double scale_gradient_factor = 1;  ///< what the gradient to a scale is multiplied by

  [[nodiscard]] double offset(std::size_t group) const { return offsets.empty() ? 0 : offsets[group]; }
  bool operator==(const FittedQuantizer&) const = default;
};

/// The index of the level that one value of a group takes.
[[nodiscard]] std::uint32_t level_index(const FittedQuantizer& quantizer, std::size_t group, double value);

/// The index of every value's level: the assignment. Values that are not those fitted to may be given, in the same
/// shape, or of any number where there is one group.
[[nodiscard]] std::vector<std::uint32_t> assign(const FittedQuantizer& quantizer, const std::vector<double>& values);

/// The real values of an assignment.
[[nodiscard]] std::vector<double> reconstruct(const FittedQuantizer& quantizer,
                                              const std::vector<std::uint32_t>& assignment);

/// reconstruct(assign()).
[[nodiscard]] std::vector<double> quantize(const FittedQuantizer& quantizer, const std::vector<double>& values);

/// Σ (a - b)² / Σ a² of two tensors of one size; 0 where both are zero throughout.
[[nodiscard]] double relative_error(const std::vector<double>& values, const std::vector<double>& approximation);

/// The signal-to-quantisation-noise ratio in dB of values against what the quantiser makes of them.
[[nodiscard]] double sqnr_db(const FittedQuantizer& quantizer, const std::vector<double>& values);

}  // namespace rccm
