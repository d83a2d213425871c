#include "search/operand_parts.hpp"

#include <set>

#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::Random;
using rccm::test::random_cases;

namespace {

NodeSet draw_operand(Random& random) {
  std::set<std::int32_t> values;
  for (int i = random.between(1, 10); i > 0; --i) values.insert(random.between(-20, 40));
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("The parts of an operand pair unite to what each last cell computes") {
  Random random(1);
  for (int i = 0; i < random_cases(100); ++i) {
    OperandParts<8> parts(random.between(0, 3));
    const NodeSet a = draw_operand(random);
    const NodeSet b = draw_operand(random);
    parts.build(a, b);
    RankedSet<8> set;
    for (const TypeB& type : parts.types()) {
      parts.unite(type, set);
      const NodeSet expected = apply(type, a, b);
      REQUIRE(set.members() == expected);
      REQUIRE(set.top == expected.back());
    }
  }
}

TEST_CASE("The cells left out are doublings of the ones considered") {
  const AddnetSpace space{2, 3, {true, true, true, true}};
  const OperandParts<8> parts(space.max_shift);
  const std::set<TypeB> considered(parts.types().begin(), parts.types().end());
  for (TypeB type : b_types(space)) {
    while (type.a_shifts[0] > 0 && type.b_shift > 0) {
      --type.a_shifts[0];
      --type.a_shifts[1];
      --type.b_shift;
    }
    CHECK(considered.contains(type));
  }
}
