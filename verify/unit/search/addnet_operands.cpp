#include "search/addnet_operands.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "circuit/coefficient_set.hpp"
#include "circuit/presets.hpp"
#include "search/operand_parts.hpp"
#include "unit/catch.hpp"

using namespace rccm;

namespace {

constexpr std::array<bool, 4> kAllFourths{true, true, true, true};

// All values that a circuit of type A cells computes at its last one, by the definition of AOperation.
NodeSet third_set(const std::vector<AOperation>& operations, const std::vector<TypeA>& cells) {
  const auto apply_type = [&](const TypeA& type, const NodeSet& a, const NodeSet& b) {
    const auto operation = std::find_if(operations.begin(), operations.end(), [&](const AOperation& o) {
      return std::find(o.variants.begin(), o.variants.end(), type) != o.variants.end();
    });
    return apply(*operation, a, b);
  };
  return apply_type(cells[2], apply_type(cells[0], {1}, {1}), apply_type(cells[1], {1}, {1}));
}

std::vector<std::uint64_t> all_pairs(const AddnetOperands& operands) {
  std::vector<std::uint64_t> pairs(operands.size());
  std::iota(pairs.begin(), pairs.end(), 0);
  return pairs;
}

}  // namespace

TEST_CASE("The operands of a 4-Add are the distinct sets of its third cell, each with all circuits that produce it") {
  for (const AddnetSpace& space : {AddnetSpace{4, 1, kAllFourths}, AddnetSpace{4, 0, kAllFourths},
                                   AddnetSpace{4, 2, {true, false, false, false}}}) {
    const std::vector<AOperation> operations = a_operations(space);
    std::map<NodeSet, std::size_t> expected;  // set -> circuits
    for (const FirstSet& u : first_sets(space)) {
      for (const FirstSet& v : first_sets(space)) {
        for (const AOperation& w : operations) {
          expected[apply(w, u.values, v.values)] += u.producers.size() * v.producers.size() * w.variants.size();
        }
      }
    }
    const AddnetOperands operands(space, 2);
    REQUIRE(operands.merged());
    REQUIRE(operands.size() == expected.size());
    std::vector<NodeSet> sets(operands.size());
    std::set<NodeSet> distinct_sets;
    NodeSet b;
    for (std::uint64_t pair = 0; pair < operands.size(); ++pair) {
      operands.load(pair, sets[pair], b);
      REQUIRE(b == NodeSet{1});
      REQUIRE(expected.contains(sets[pair]));
      REQUIRE(distinct_sets.insert(sets[pair]).second);
      REQUIRE(sets[pair].front() >= operands.extent_a().first);
      REQUIRE(sets[pair].back() <= operands.extent_a().second);
    }
    std::vector<std::size_t> producers(operands.size(), 0);
    std::size_t visits = 0;
    operands.visit_producers(all_pairs(operands), [&](std::size_t position, const std::vector<TypeA>& cells) {
      ++producers[position];
      // One in some hundred is enough to see that the sets are theirs.
      if (++visits % 97 == 0) REQUIRE(third_set(operations, cells) == sets[position]);
    });
    for (std::uint64_t pair = 0; pair < operands.size(); ++pair) REQUIRE(producers[pair] == expected[sets[pair]]);
  }
}

TEST_CASE("An index finds the circuits that a scan finds") {
  AddnetOperands operands({4, 1, kAllFourths});
  std::map<std::uint64_t, std::vector<std::vector<TypeA>>> scanned;
  const std::vector<std::uint64_t> pairs{0, 3, operands.size() / 2, operands.size() - 1};
  operands.visit_producers(
      pairs, [&](std::size_t position, const std::vector<TypeA>& cells) { scanned[pairs[position]].push_back(cells); });
  operands.index_producers();
  for (const std::uint64_t pair : pairs) {
    std::vector<std::vector<TypeA>> found;
    operands.visit_producers({pair}, [&](std::size_t, const std::vector<TypeA>& cells) { found.push_back(cells); });
    CHECK((found == scanned[pair]));
    CHECK_FALSE(found.empty());
  }
}

TEST_CASE("The numbering of operands does not depend on the number of threads") {
  const AddnetSpace space{4, 1, kAllFourths};
  const AddnetOperands one(space, 1);
  const AddnetOperands seven(space, 7);
  REQUIRE(one.size() == seven.size());
  NodeSet a;
  NodeSet b;
  NodeSet other_a;
  for (std::uint64_t pair = 0; pair < one.size(); ++pair) {
    one.load(pair, a, b);
    seven.load(pair, other_a, b);
    REQUIRE(a == other_a);
  }
}

TEST_CASE("Operands of a 2- or 3-Add are first sets, with all their circuits") {
  for (const int adders : {2, 3}) {
    const AddnetSpace space{adders, 2, kAllFourths};
    const AddnetOperands operands(space);
    const std::vector<FirstSet> first = first_sets(space);
    REQUIRE(operands.size() == (adders == 2 ? first.size() : first.size() * first.size()));
    std::size_t circuits = 0;
    operands.visit_producers(all_pairs(operands), [&](std::size_t, const std::vector<TypeA>& cells) {
      REQUIRE(cells.size() == static_cast<std::size_t>(adders - 1));
      ++circuits;
    });
    const std::size_t cells = 10 * 3 * 4;
    CHECK(circuits == (adders == 2 ? cells : cells * cells));
  }
}

TEST_CASE("Third sets too wide for a pattern are expanded one by one") {
  const AddnetSpace space{4, 5, {true, false, false, false}};
  const AddnetOperands operands(space);
  REQUIRE_FALSE(operands.merged());
  const std::vector<AOperation> operations = a_operations(space);
  const std::size_t first = first_sets(space).size();
  REQUIRE(operands.size() == first * first * operations.size());
  NodeSet a;
  NodeSet b;
  const std::vector<std::uint64_t> pairs{0, 1, operands.size() / 2, operands.size() - 1};
  operands.visit_producers(pairs, [&](std::size_t position, const std::vector<TypeA>& cells) {
    operands.load(pairs[position], a, b);
    REQUIRE(third_set(operations, cells) == a);
  });
}

TEST_CASE("The published 4-Add space has 2675326 operand sets, that of the published circuit among them") {
  const AddnetSpace space{4, 3, kAllFourths};
  const AddnetOperands operands(space, 2);
  CHECK(operands.size() == 2675326);

  const std::vector<AOperation> operations = a_operations(space);
  const std::vector<TypeA> cells{{{0, 1, 3}, 0, 3}, {{0, 1, 3}, 1, 2}, {{0, 1, 3}, 3, 1}};
  const NodeSet published = third_set(operations, cells);
  NodeSet a;
  NodeSet b;
  std::uint64_t pair = 0;
  for (; pair < operands.size(); ++pair) {
    operands.load(pair, a, b);
    if (a == published) break;
  }
  REQUIRE(pair < operands.size());
  const CoefficientSet preset = coefficient_set(*preset_circuit("addnet:4-add"));
  const NodeSet magnitudes = apply(TypeB{{0, 3}, 1}, a, b);
  CHECK(mirrored(CoefficientSet(magnitudes.begin(), magnitudes.end())) == preset);
  bool is_listed = false;
  operands.visit_producers({pair}, [&](std::size_t, const std::vector<TypeA>& found) { is_listed |= found == cells; });
  CHECK(is_listed);
}
