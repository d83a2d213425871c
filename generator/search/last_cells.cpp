#include "search/last_cells.hpp"

#include <string>

#include "support/error.hpp"

namespace rccm {

LastCells::LastCells(const AddnetSpace& space, const AddnetOperands& operands, const Shard& shard)
    : operands_(&operands),
      max_shift_(space.max_shift),
      begin_(operands.size() * shard.index / shard.count),
      end_(operands.size() * (shard.index + 1) / shard.count) {
  const auto [a, b] = operands.greatest_magnitudes();
  greatest_ = (a + b) * (1 << space.max_shift);
  if (greatest_ >= MagnitudeSet<kMostWords>::kCapacity) {
    throw usage_error("the " + std::to_string(space.adders) + "-Add space with shifts up to " +
                      std::to_string(space.max_shift) + " holds coefficients beyond " +
                      std::to_string(MagnitudeSet<kMostWords>::kCapacity) +
                      ": searching it exhaustively is out of reach, lower --max-shift");
  }
}

}  // namespace rccm
