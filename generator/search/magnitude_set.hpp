#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "search/node_set.hpp"

namespace rccm {

/// The magnitudes of a symmetric coefficient set as a dense bit pattern: bit m is set if ±m are in the set.
template <std::size_t Words>
struct MagnitudeSet {
  static constexpr std::int32_t kCapacity = static_cast<std::int32_t>(64 * Words);
  alignas(64) std::array<std::uint64_t, Words> words;

  void clear() { words.fill(0); }
  void insert(std::int32_t magnitude) {
    const auto index = static_cast<std::size_t>(magnitude);
    words[index / 64] |= std::uint64_t{1} << (index % 64);
  }
};

/// A magnitude set with the number of members below each word, so that counting those below any bound is one lookup and
/// one population count.
template <std::size_t Words>
struct RankedSet {
  MagnitudeSet<Words> set;
  std::array<std::int32_t, Words + 1> below;  ///< members in words[0 .. i)
  std::int32_t top;                           ///< the greatest magnitude

  /// Makes this the union of two sets.
  void unite(const MagnitudeSet<Words>& a, const MagnitudeSet<Words>& b, std::int32_t greatest) {
    top = greatest;
    std::array<std::int32_t, Words> population;
    for (std::size_t w = 0; w < Words; ++w) {
      set.words[w] = a.words[w] | b.words[w];
      population[w] = std::popcount(set.words[w]);
    }
    std::int32_t sum = 0;
    for (std::size_t w = 0; w < Words; ++w) {
      below[w] = sum;
      sum += population[w];
    }
    below[Words] = sum;
  }

  /// The members, ascending.
  [[nodiscard]] NodeSet members() const {
    NodeSet result;
    result.reserve(static_cast<std::size_t>(count()));
    for (std::size_t w = 0; w < Words; ++w) {
      for (std::uint64_t word = set.words[w]; word != 0; word &= word - 1) {
        result.push_back(static_cast<std::int32_t>(64 * w) + std::countr_zero(word));
      }
    }
    return result;
  }

  /// How often two divides all members; 0 for {0}.
  [[nodiscard]] int common_shift() const {
    std::uint64_t all = 0;
    for (std::uint64_t word : set.words) all |= word;
    if ((all & 0xAAAAAAAAAAAAAAAAU) != 0 || top == 0) return 0;  // an odd member, or none above 0
    std::uint32_t bits = 0;
    for (std::int32_t m : members()) bits |= static_cast<std::uint32_t>(m);
    return std::countr_zero(bits);
  }

  /// The members divided by the largest power of two that divides all of them.
  [[nodiscard]] NodeSet canonical() const {
    NodeSet result = members();
    const int shift = common_shift();
    for (std::int32_t& m : result) m >>= shift;
    return result;
  }

  [[nodiscard]] std::int32_t count() const { return below[Words]; }
  [[nodiscard]] bool has_zero() const { return contains(0); }
  [[nodiscard]] bool contains(std::int32_t magnitude) const {
    const auto index = static_cast<std::size_t>(magnitude);
    return (set.words[index / 64] >> (index % 64) & 1) != 0;
  }
  /// Members below a bound in 0 .. kCapacity - 1.
  [[nodiscard]] std::int32_t count_below(std::int32_t bound) const {
    const auto index = static_cast<std::size_t>(bound);
    const std::uint64_t mask = (std::uint64_t{1} << (index % 64)) - 1;
    return below[index / 64] + std::popcount(set.words[index / 64] & mask);
  }
};

}  // namespace rccm
