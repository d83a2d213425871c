#include "search/addnet_space.hpp"

#include <algorithm>
#include <set>

#include "support/error.hpp"
#include "unit/catch.hpp"

using namespace rccm;

namespace {

constexpr std::array<bool, 4> kAllFourths{true, true, true, true};

// The published definition of a type A cell, one select value at a time.
NodeSet type_a_values(const TypeA& type, const NodeSet& a, const NodeSet& b) {
  std::set<std::int32_t> values;
  for (std::int32_t va : a) {
    for (std::int32_t vb : b) {
      const std::int32_t b1 = vb * (1 << type.b_shift);
      for (int shift : type.a_shifts) values.insert(va * (1 << shift) + b1);
      values.insert(type.fourth == 0 ? b1 : b1 - va * (1 << type.a_shifts[static_cast<std::size_t>(type.fourth - 1)]));
    }
  }
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("The published space has 165 first sets and 40 last cells") {
  const AddnetSpace space{4, 3, kAllFourths};
  CHECK(first_sets(space).size() == 165);
  CHECK(b_types(space).size() == 40);
}

TEST_CASE("Operations partition the parameters, and each of their variants has their values") {
  const NodeSet a{-3, 1, 5};
  const NodeSet b{-2, 7};
  for (const int max_shift : {0, 1, 3, 4}) {
    const AddnetSpace space{4, max_shift, kAllFourths};
    std::set<TypeA> seen;
    for (const AOperation& operation : a_operations(space)) {
      REQUIRE(std::is_sorted(operation.variants.begin(), operation.variants.end()));
      for (const TypeA& type : operation.variants) {
        REQUIRE(seen.insert(type).second);
        REQUIRE(apply(operation, a, b) == type_a_values(type, a, b));
      }
    }
    const auto shifts = static_cast<std::size_t>(max_shift) + 1;
    const std::size_t sorted_triples = shifts * (shifts + 1) * (shifts + 2) / 6;
    REQUIRE(seen.size() == sorted_triples * shifts * 4);
  }
}

TEST_CASE("First sets are distinct and list every cell that produces them") {
  for (const std::array<bool, 4>& fourth : {kAllFourths, {true, false, false, false}, {false, false, true, false}}) {
    const AddnetSpace space{2, 3, fourth};
    std::set<NodeSet> seen;
    std::size_t producers = 0;
    for (const FirstSet& set : first_sets(space)) {
      REQUIRE(seen.insert(set.values).second);
      for (const TypeA& type : set.producers) {
        REQUIRE(type_a_values(type, {1}, {1}) == set.values);
        REQUIRE(fourth[static_cast<std::size_t>(type.fourth)]);
      }
      producers += set.producers.size();
    }
    const auto fourths = static_cast<std::size_t>(std::count(fourth.begin(), fourth.end(), true));
    CHECK(producers == 20 * 4 * fourths);
  }
}

TEST_CASE("The last cell of the published 2-Add turns its operands into the published magnitudes") {
  const NodeSet u = type_a_values({{0, 1, 3}, 2, 0}, {1}, {1});
  CHECK(u == NodeSet{4, 5, 6, 12});
  CHECK(apply(TypeB{{0, 3}, 2}, u, {1}) == NodeSet{0, 1, 2, 8, 28, 36, 44, 92});
}

TEST_CASE("A space outside the bounds is refused") {
  CHECK_THROWS_AS(validate(AddnetSpace{1, 3, kAllFourths}), Error);
  CHECK_THROWS_AS(validate(AddnetSpace{5, 3, kAllFourths}), Error);
  CHECK_THROWS_AS(validate(AddnetSpace{2, -1, kAllFourths}), Error);
  CHECK_THROWS_AS(validate(AddnetSpace{2, 8, kAllFourths}), Error);
  CHECK_THROWS_AS(validate(AddnetSpace{2, 3, {false, false, false, false}}), Error);
}
