#include "quantize/integer_thresholds.hpp"

#include <algorithm>
#include <cassert>
#include <functional>

namespace rccm {

std::uint32_t IntegerThresholds::level_index(std::int64_t accumulator) const {
  const auto passed = falls ? std::upper_bound(values.begin(), values.end(), accumulator, std::greater<>())
                            : std::upper_bound(values.begin(), values.end(), accumulator);
  return static_cast<std::uint32_t>(passed - values.begin());
}

IntegerThresholds integer_thresholds(const FittedQuantizer& quantizer, double gain, double bias,
                                     const Range& accumulators) {
  assert(gain != 0 && quantizer.grouping.count == 1);
  IntegerThresholds result;
  result.falls = gain < 0;
  const auto index = [&](std::int64_t accumulator) {
    return level_index(quantizer, 0, gain * static_cast<double>(accumulator) + bias);
  };
  // Products and sums of doubles keep the order of their operands, so that the level rises, or falls, with the
  // accumulator: its steps are found by halving.
  for (std::uint32_t level = 1; level < quantizer.levels.count(); ++level) {
    std::int64_t low = accumulators.low - (result.falls ? 1 : 0);
    std::int64_t high = accumulators.high + (result.falls ? 0 : 1);
    while (low < high) {
      if (result.falls) {
        const std::int64_t middle = high - (high - low) / 2;
        if (index(middle) >= level) {
          low = middle;
        } else {
          high = middle - 1;
        }
      } else {
        const std::int64_t middle = low + (high - low) / 2;
        if (index(middle) >= level) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
    }
    result.values.push_back(low);
  }
  return result;
}

}  // namespace rccm
