#pragma once

#include <cstdint>
#include <vector>

#include "circuit/circuit.hpp"
#include "quantize/fitted_quantizer.hpp"

namespace rccm {

/// A quantiser behind an integer accumulator, as comparisons of integers: all that hardware needs for batch-norm,
/// ReLU and a quantiser of any levels.
struct IntegerThresholds {
  /// One between every two levels, ascending; descending where `falls`.
  std::vector<std::int64_t> values;
  bool falls = false;  ///< whether the activation falls as the accumulator rises

  /// The index of the level: the number of thresholds with accumulator >= threshold; with <= where it falls.
  [[nodiscard]] std::uint32_t level_index(std::int64_t accumulator) const;
};

/// The thresholds with which every accumulator in the range gets the same level as the activation gain · accumulator +
/// bias, computed in doubles, gets from the quantiser, which must have one group. The gain is not zero. A threshold
/// that no accumulator of the range passes is one beyond its end.
[[nodiscard]] IntegerThresholds integer_thresholds(const FittedQuantizer& quantizer, double gain, double bias,
                                                   const Range& accumulators);

}  // namespace rccm
