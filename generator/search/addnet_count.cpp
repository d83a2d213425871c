#include "search/addnet_count.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>
#include <vector>

namespace rccm {
namespace {

struct Fingerprint {
  std::uint64_t low;
  std::uint64_t high;
  auto operator<=>(const Fingerprint&) const = default;
};

std::uint64_t mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93U;
  h ^= h >> 29;
  h *= 0x9E3779B97F4A7C15U;
  return h ^ (h >> 32);
}

// A canonical set and, as a mask, the powers of two by which it occurs multiplied.
struct Sighting {
  Fingerprint print;
  std::uint32_t exponents;
  bool has_zero;
};

// The bits at even positions, moved together into the low half.
std::uint64_t even_bits(std::uint64_t word) {
  word &= 0x5555555555555555U;
  word = (word | word >> 1) & 0x3333333333333333U;
  word = (word | word >> 2) & 0x0F0F0F0F0F0F0F0FU;
  word = (word | word >> 4) & 0x00FF00FF00FF00FFU;
  word = (word | word >> 8) & 0x0000FFFF0000FFFFU;
  return (word | word >> 16) & 0x00000000FFFFFFFFU;
}

template <std::size_t Words>
bool has_odd_member(const MagnitudeSet<Words>& set) {
  std::uint64_t all = 0;
  for (std::uint64_t word : set.words) all |= word;
  return (all & 0xAAAAAAAAAAAAAAAAU) != 0;
}

// Divides all members, which are even, by two.
template <std::size_t Words>
void halve(MagnitudeSet<Words>& set) {
  for (std::size_t w = 0; w < Words; ++w) {
    const std::uint64_t low = 2 * w < Words ? even_bits(set.words[2 * w]) : 0;
    const std::uint64_t high = 2 * w + 1 < Words ? even_bits(set.words[2 * w + 1]) : 0;
    set.words[w] = low | high << 32;
  }
}

// Hashes the members without their common power of two, so that a set and its doublings have one fingerprint.
template <std::size_t Words>
Sighting sight(const RankedSet<Words>& set, const TypeB& type, int max_shift) {
  MagnitudeSet<Words> canonical = set.set;
  int shift = 0;
  for (; set.top > 0 && !has_odd_member(canonical); ++shift) halve(canonical);
  Fingerprint print{0, 0};
  std::uint64_t salt = 0;
  for (std::uint64_t word : canonical.words) {
    salt += 0x5851F42D4C957F2DU;
    print.low += mix(word + salt);
    print.high += mix(word ^ ~salt);
  }
  const int doublings = max_shift - std::max({type.a_shifts[0], type.a_shifts[1], type.b_shift});
  const std::uint32_t run = (1U << (doublings + 1)) - 1;
  return {print, run << shift, set.has_zero()};
}

struct Pass {
  std::uint64_t index;
  std::uint64_t count;
  int max_shift;
};

// Gathers the sightings of one pass and hands them over when its block of pairs is done.
class Collector {
 public:
  Collector(const Pass& pass, std::vector<Sighting>& seen, std::mutex& mutex)
      : pass_(pass), seen_(seen), mutex_(mutex) {}
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;
  ~Collector() {
    const std::scoped_lock lock(mutex_);
    seen_.insert(seen_.end(), local_.begin(), local_.end());
  }

  template <std::size_t Words>
  void operator()(const RankedSet<Words>& set, const Origin& origin) {
    const Sighting sighting = sight(set, origin.type, pass_.max_shift);
    if (sighting.print.high % pass_.count == pass_.index) local_.push_back(sighting);
  }

 private:
  Pass pass_;
  std::vector<Sighting>& seen_;
  std::mutex& mutex_;
  std::vector<Sighting> local_;
};

}  // namespace

DistinctCounts count_distinct_sets(const AddnetSpace& space, const LastCells& cells, unsigned threads) {
  // A few passes, each over the sets whose fingerprints begin alike, bound the memory.
  const std::uint64_t sightings = cells.pair_count() * b_types(space).size();
  constexpr std::uint64_t kSightingsPerPass = std::uint64_t{1} << 24;
  const std::uint64_t passes = std::bit_ceil(sightings / kSightingsPerPass + 1);
  DistinctCounts counts;
  for (std::uint64_t pass = 0; pass < passes; ++pass) {
    std::vector<Sighting> seen;
    std::mutex mutex;
    const Pass current{pass, passes, space.max_shift};
    cells.visit(threads, nullptr, [&] { return Collector(current, seen, mutex); });
    std::sort(seen.begin(), seen.end(), [](const Sighting& a, const Sighting& b) { return a.print < b.print; });
    for (std::size_t i = 0; i < seen.size();) {
      std::uint32_t exponents = 0;
      const std::size_t first = i;
      for (; i < seen.size() && seen[i].print == seen[first].print; ++i) exponents |= seen[i].exponents;
      const auto variants = static_cast<std::uint64_t>(std::popcount(exponents));
      ++counts.canonical_sets;
      counts.sets += variants;
      if (seen[first].has_zero) counts.sets_with_zero += variants;
    }
  }
  return counts;
}

}  // namespace rccm
