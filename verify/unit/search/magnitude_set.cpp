#include "search/magnitude_set.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::Random;
using rccm::test::random_cases;

namespace {

constexpr std::size_t kWords = 8;

// Members of a random set and its pattern.
struct Drawn {
  std::set<std::int32_t> members;
  MagnitudeSet<kWords> pattern;
};

Drawn draw_set(Random& random) {
  Drawn drawn;
  drawn.pattern.clear();
  const int step = 1 << random.between(0, 3);
  const int greatest = random.between(0, (MagnitudeSet<kWords>::kCapacity - 1) / step);
  for (int i = random.between(1, 60); i > 0; --i) {
    const std::int32_t value = step * random.between(0, greatest);
    drawn.members.insert(value);
    drawn.pattern.insert(value);
  }
  return drawn;
}

}  // namespace

TEST_CASE("A union of magnitude sets has the members, counts and canonical form of the union of sets") {
  Random random(1);
  for (int i = 0; i < random_cases(300); ++i) {
    const Drawn a = draw_set(random);
    const Drawn b = draw_set(random);
    std::set<std::int32_t> both = a.members;
    both.insert(b.members.begin(), b.members.end());
    RankedSet<kWords> ranked;
    ranked.unite(a.pattern, b.pattern, *both.rbegin());

    REQUIRE(ranked.members() == NodeSet(both.begin(), both.end()));
    REQUIRE(ranked.count() == static_cast<std::int32_t>(both.size()));
    REQUIRE(ranked.has_zero() == both.contains(0));
    std::int32_t below = 0;
    bool all_counts_agree = true;
    for (std::int32_t bound = 0; bound < MagnitudeSet<kWords>::kCapacity; ++bound) {
      all_counts_agree =
          all_counts_agree && ranked.count_below(bound) == below && ranked.contains(bound) == both.contains(bound);
      if (both.contains(bound)) ++below;
    }
    REQUIRE(all_counts_agree);

    NodeSet canonical = ranked.canonical();
    std::int32_t divisor = 1;
    if (*both.rbegin() > 0) {
      while (std::all_of(both.begin(), both.end(), [&](std::int32_t m) { return m % (2 * divisor) == 0; }))
        divisor *= 2;
    }
    for (std::int32_t& m : canonical) m *= divisor;
    REQUIRE(canonical == ranked.members());
  }
}

TEST_CASE("Zero alone is its own canonical form") {
  MagnitudeSet<1> zero;
  zero.clear();
  zero.insert(0);
  RankedSet<1> ranked;
  ranked.unite(zero, zero, 0);
  CHECK(ranked.canonical() == NodeSet{0});
}
