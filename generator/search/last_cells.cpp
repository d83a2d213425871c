#include "search/last_cells.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "support/error.hpp"

namespace rccm {

LastCells::LastCells(const AddnetSpace& space, const AddnetOperands& operands, const Shard& shard)
    : operands_(&operands),
      max_shift_(space.max_shift),
      begin_(operands.size() * shard.index / shard.count),
      end_(operands.size() * (shard.index + 1) / shard.count) {
  const auto [a_low, a_high] = operands.extent_a();
  const auto [b_low, b_high] = operands.extent_b();
  for (const std::int32_t a : {a_low, a_high}) {
    for (const std::int32_t b : {b_low, b_high}) {
      for (int shift = 0; shift <= space.max_shift; ++shift) {
        greatest_ = std::max({greatest_, std::abs(a * (1 << shift) - b * (1 << space.max_shift)),
                              std::abs(a * (1 << space.max_shift) - b * (1 << shift))});
      }
    }
  }
  if (greatest_ >= MagnitudeSet<kMostWords>::kCapacity) {
    throw usage_error("the " + std::to_string(space.adders) + "-Add space with shifts up to " +
                      std::to_string(space.max_shift) + " holds coefficients beyond " +
                      std::to_string(MagnitudeSet<kMostWords>::kCapacity) +
                      ": searching it exhaustively is out of reach, lower --max-shift");
  }
}

}  // namespace rccm
