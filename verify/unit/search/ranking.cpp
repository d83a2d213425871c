#include "search/ranking.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "support/parallel.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::Random;
using rccm::test::random_cases;

namespace {

struct Offer {
  Rank rank;
  NodeSet magnitudes;
  Origin origin;
};

// Few different keys and sizes, so that ties are common; some sets are offered several times.
std::vector<Offer> draw_offers(Random& random) {
  std::vector<Offer> offers;
  for (int i = random.between(1, 200); i > 0; --i) {
    const int set = random.between(0, 60);
    const Rank rank{set * 7 % 11 / 4.0, -(set * 5 % 3)};
    offers.push_back({rank, {set, set + 1}, {static_cast<std::uint64_t>(random.between(0, 9)), {}}});
  }
  return offers;
}

// The sets of the capacity best ranks, with those that tie with the last, by sorting all.
std::vector<RankedSetEntry> expected_top(const std::vector<Offer>& offers, std::size_t capacity) {
  std::set<std::tuple<Rank, NodeSet>> sets;
  for (const Offer& offer : offers) sets.emplace(offer.rank, offer.magnitudes);
  std::vector<RankedSetEntry> entries;
  for (const auto& [rank, magnitudes] : sets) {
    if (entries.size() >= capacity && rank != entries.back().rank) break;
    RankedSetEntry entry{rank, magnitudes, {}};
    for (const Offer& offer : offers) {
      if (offer.magnitudes == magnitudes) entry.origins.push_back(offer.origin);
    }
    std::sort(entry.origins.begin(), entry.origins.end());
    entry.origins.erase(std::unique(entry.origins.begin(), entry.origins.end()), entry.origins.end());
    entries.push_back(entry);
  }
  return entries;
}

void require_same(const std::vector<RankedSetEntry>& found, const std::vector<RankedSetEntry>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    REQUIRE((found[i].rank == expected[i].rank));
    REQUIRE(found[i].magnitudes == expected[i].magnitudes);
    REQUIRE((found[i].origins == expected[i].origins));
  }
}

}  // namespace

TEST_CASE("The best sets and all ways to them are kept in whatever order they are offered") {
  Random random(1);
  for (int i = 0; i < random_cases(300); ++i) {
    const std::vector<Offer> offers = draw_offers(random);
    const auto capacity = static_cast<std::size_t>(random.between(1, 20));
    TopSets best(capacity);
    double limit = best.limit();
    for (const Offer& offer : offers) {
      if (random.chance(50) || !best.join(offer.magnitudes, offer.origin)) {
        best.offer(offer.rank, offer.magnitudes, offer.origin);
      }
      REQUIRE(best.limit() <= limit);
      limit = best.limit();
    }
    require_same(best.take(), expected_top(offers, capacity));
  }
}

TEST_CASE("Sets may be offered from several threads at once") {
  Random random(2);
  const std::vector<Offer> offers = draw_offers(random);
  TopSets best(5);
  parallel_for(offers.size() * 20, 4, [&](std::uint64_t i) {
    const Offer& offer = offers[i % offers.size()];
    best.offer(offer.rank, offer.magnitudes, offer.origin);
  });
  require_same(best.take(), expected_top(offers, 5));
}

TEST_CASE("A set that is not kept cannot be joined") {
  TopSets best(1);
  CHECK_FALSE(best.join({1}, {}));
  best.offer({0.5, -1}, {1}, {});
  CHECK(best.join({1}, {7, {}}));
  best.offer({0.1, -1}, {2}, {});
  CHECK_FALSE(best.join({1}, {}));
}
