#include "search/least_luts.hpp"

#include <algorithm>

#include "circuit/coefficient_set.hpp"
#include "circuit/mapping.hpp"
#include "search/operand_parts.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::Random;
using rccm::test::random_cases;

namespace {

// How far below the cost of circuits the bound may lie: its average over the cases, for it to be of use.
struct Slack {
  int sum = 0;
  int cases = 0;
};

// Compares the bound of random circuits with their cost.
Slack check_random_circuits(const AddnetSearchParams& params, int pairs, Random& random) {
  const AddnetOperands operands(params.space, 2);
  const LeastLuts least_luts(params, operands);
  OperandParts<1032> parts(params.space.max_shift);
  RankedSet<1032> set;
  NodeSet a;
  NodeSet b;
  Slack slack;
  std::vector<std::uint64_t> chosen;
  for (int i = 0; i < pairs; ++i) chosen.push_back(random.next() % operands.size());
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  operands.visit_producers(chosen, [&](std::size_t position, const std::vector<TypeA>& cells) {
    if (params.space.adders == 4 && !random.chance(20)) return;
    operands.load(chosen[position], a, b);
    parts.build(a, b);
    const TypeB& type =
        parts.types()[static_cast<std::size_t>(random.between(0, static_cast<int>(parts.types().size()) - 1))];
    parts.unite(type, set);
    if (set.top == 0) return;
    const AddnetParameters parameters{cells, type};
    const int luts = lut_count(addnet_circuit(parameters, params.input_bits, params.input_signed));
    const int bound = least_luts({chosen[position], type}, set.top);
    INFO(to_text(parameters) << ", " << params.input_bits << (params.input_signed ? " signed" : " unsigned")
                             << " bits");
    REQUIRE(bound <= luts);
    slack.sum += luts - bound;
    ++slack.cases;
  });
  return slack;
}

}  // namespace

TEST_CASE("No circuit costs fewer LUTs than its bound") {
  Random random(1);
  for (int i = 0; i < random_cases(40); ++i) {
    AddnetSearchParams params;
    params.space.adders = random.between(2, 4);
    params.space.max_shift = random.between(0, params.space.adders == 4 ? 2 : params.space.adders == 3 ? 5 : 7);
    params.input_bits = random.chance(50) ? 8 : random.between(2, 16);
    params.input_signed = random.chance(60);
    check_random_circuits(params, 40, random);
  }
}

TEST_CASE("The bounds of the published spaces are a few LUTs below the cost") {
  Random random(2);
  for (const int adders : {2, 3, 4}) {
    AddnetSearchParams params;
    params.space.adders = adders;
    params.threads = 2;
    const Slack slack = check_random_circuits(params, 300, random);
    INFO(adders << "-Add: " << slack.sum << " over " << slack.cases << " circuits");
    CHECK(slack.sum <= (adders == 4 ? 8 : 5) * slack.cases);
  }
}
