#pragma once

#include <cstdint>

#include "search/last_cells.hpp"

namespace rccm {

/// How many different coefficient sets a space holds.
struct DistinctCounts {
  std::uint64_t sets = 0;
  std::uint64_t canonical_sets = 0;
  std::uint64_t sets_with_zero = 0;
};

/// Counts the sets of all last cells. A set is known by a fingerprint of 128 bits; that two of 10^8 sets share one has
/// a probability below 10^-22.
[[nodiscard]] DistinctCounts count_distinct_sets(const AddnetSpace& space, const LastCells& cells, unsigned threads);

}  // namespace rccm
