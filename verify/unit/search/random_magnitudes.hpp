#pragma once

#include <algorithm>
#include <set>

#include "search/magnitude_set.hpp"
#include "support/random_circuit.hpp"

namespace rccm::test {

/// A random set of magnitudes below the capacity of 8 words, its greatest above 0.
inline RankedSet<8> random_magnitudes(Random& random) {
  MagnitudeSet<8> pattern;
  pattern.clear();
  std::int32_t top = random.between(1, MagnitudeSet<8>::kCapacity - 1);
  if (random.chance(30)) top = 31 * random.between(1, 16);  // exact boundaries of 31 bins
  pattern.insert(top);
  // Bell-shaped or even, few or many members.
  const bool bell = random.chance(50);
  for (int i = random.between(0, random.chance(20) ? 400 : 60); i > 0; --i) {
    const std::int32_t value = random.between(0, top);
    pattern.insert(bell ? std::min(value, random.between(0, top)) : value);
  }
  if (random.chance(50)) pattern.insert(0);
  RankedSet<8> set;
  set.unite(pattern, pattern, top);
  return set;
}

}  // namespace rccm::test
