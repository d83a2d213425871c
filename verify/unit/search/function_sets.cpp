#include "search/function_sets.hpp"

#include <set>

#include "unit/catch.hpp"

namespace rccm {
namespace {

using Maps = std::vector<LinearMap>;

// All sets of maps that a cell of two select values can choose from, from the rules of its mode alone: any two of
// 0, ±a, a + b, a - b for shifts a, b of x. A cell of one select bit has pins for all four shifts that two of these
// use.
std::set<Maps> plain_pairs(int max_shift) {
  std::set<Maps> singles{{LinearMap{}}};
  for (int a = 0; a <= max_shift; ++a) {
    for (const std::int32_t sign : {-1, 1}) singles.insert({LinearMap{0, sign * (1 << a)}});
    for (int b = 0; b <= max_shift; ++b) {
      singles.insert({LinearMap{0, (1 << a) + (1 << b)}});
      singles.insert({LinearMap{0, (1 << a) - (1 << b)}});
    }
  }
  std::set<Maps> pairs = singles;
  for (const Maps& first : singles) {
    for (const Maps& second : singles) {
      if (first < second) pairs.insert({first.front(), second.front()});
    }
  }
  return pairs;
}

}  // namespace

TEST_CASE("A cell of one select bit chooses from any two sums of shifts of x") {
  const int max_shift = GENERATE(0, 1, 2, 3);
  std::set<Maps> found;
  for (const FunctionSet& set : function_sets({1, max_shift, false, false})) found.insert(set.maps);
  CHECK(found == plain_pairs(max_shift));
}

TEST_CASE("Function sets are distinct and ascending, and each has a cell of every mode that reaches it") {
  const std::vector<FunctionSet> sets = function_sets({2, 1, true, true});
  REQUIRE(sets.size() > 100);
  for (std::size_t i = 1; i < sets.size(); ++i) REQUIRE(sets[i - 1].maps < sets[i].maps);
  std::set<Mode> modes;
  for (const FunctionSet& set : sets) {
    REQUIRE_FALSE(set.cells.empty());
    bool uses_first_cell = false;
    for (const LinearMap& map : set.maps) uses_first_cell = uses_first_cell || map.of_u != 0;
    REQUIRE(uses_first_cell);
    std::set<Mode> own;
    for (const NativeGenome::Gene& cell : set.cells) own.insert(cell.shape.mode);
    CHECK(own.size() == set.cells.size());
    modes.merge(own);
  }
  CHECK(modes.size() == 3);
}

TEST_CASE("Where signs do not matter, a map and its negative are one") {
  for (const FunctionSet& set : function_sets({1, 1, true, true})) {
    for (const LinearMap& map : set.maps) CHECK(map >= LinearMap{});
  }
}

}  // namespace rccm
