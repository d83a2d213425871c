#pragma once

#include <vector>

#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"

namespace rccm {

/// A symmetric codebook of 2 or 3 levels whose scale is learned for each group of weights, the groups being pixels or
/// rows of the kernels or the whole layer (Faraone et al., "SYQ: Learning Symmetric Quantization for Efficient Deep
/// Neural Networks", CVPR 2018). The scale starts at the mean magnitude of the group; the threshold between zero and
/// ±scale is a twentieth of the greatest magnitude of the layer. Weights at the threshold become zero.
struct Symmetric {
  int levels = 3;  ///< 2: ±1, 3: 0 and ±1
  bool operator==(const Symmetric&) const = default;
};

/// The threshold as a part of the layer's greatest magnitude.
inline constexpr double kSymmetricThreshold = 0.05;

[[nodiscard]] Levels levels_of(const Symmetric& quantizer);
[[nodiscard]] GroupFit fit_group(const Symmetric& quantizer, const std::vector<double>& values,
                                 const LayerStatistics& layer);

}  // namespace rccm
