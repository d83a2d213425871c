#include "circuit/carry_plan.hpp"

#include <set>

#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

constexpr Term kPlusA{0, false};
constexpr Term kMinusA{0, true};
constexpr Term kPlusB{1, false};
constexpr Term kMinusB{1, true};

Cell cell(Mode mode, int select_bits, std::vector<Function> functions) {
  return {mode, {{kSourceX, 0}, {kSourceX, 1}}, select_bits, std::move(functions), {}};
}

// The carry-ins of each plan, select value 0 first: "0011".
std::vector<std::string> carries(const Cell& cell) {
  std::vector<std::string> result;
  for (const CarryPlan& plan : carry_plans(cell)) {
    result.emplace_back();
    for (const Realisation& realisation : plan) result.back() += realisation.carry_in ? '1' : '0';
  }
  return result;
}

using Carries = std::vector<std::string>;

// Whether the addends as realised, on 16 bits, add up to what the function says.
bool adds_up(const Function& function, const Realisation& realisation) {
  const auto addend = [](const std::optional<Term>& term) { return term ? 1000 + 333 * term->input : 0; };
  const auto signed_addend = [&](const std::optional<Term>& term) {
    return term && term->negate ? -addend(term) : addend(term);
  };
  const int f = addend(function.f);
  const int g = addend(function.g);
  const int sum =
      (realisation.complement_f ? ~f : f) + (realisation.complement_g ? ~g : g) + (realisation.carry_in ? 1 : 0);
  return ((sum - signed_addend(function.f) - signed_addend(function.g)) & 0xffff) == 0;
}

}  // namespace

TEST_CASE("A cell that never negates has carry-in 0") {
  CHECK(carries(cell(Mode::kDual, 1, {{kPlusA, kPlusB}, {kPlusB, kPlusB}})) == Carries{"00"});
}

TEST_CASE("A cell that always negates has carry-in 1") {
  CHECK(carries(cell(Mode::kDual, 1, {{kMinusA, kPlusB}, {kPlusA, kMinusB}})) == Carries{"11"});
}

TEST_CASE("A carry-in that equals one select bit is that select bit") {
  CHECK(carries(cell(Mode::kDual, 2, {{kPlusA, kPlusB}, {kPlusB, kPlusB}, {kMinusA, kPlusB}, {kMinusB, kPlusB}})) ==
        Carries{"0011"});
}

TEST_CASE("A carry-in that is neither constant nor a select bit is taken as the negations give it") {
  // The published type A with -A1+B1 at s = 3.
  CHECK(carries(cell(Mode::kGated, 2, {{kPlusB, kPlusA}, {kPlusB, kPlusA}, {kPlusB, kPlusA}, {kPlusB, kMinusA}})) ==
        Carries{"0001"});
}

TEST_CASE("An empty addend of a dual cell turns into all ones so that the carry-in can be constant") {
  const Cell either = cell(Mode::kDual, 1, {{kPlusA, std::nullopt}, {kMinusA, kPlusB}});
  CHECK(carries(either) == Carries{"11", "01"});
  CHECK(carry_plans(either).front() == CarryPlan{{false, true, true}, {true, false, true}});

  const Cell empty_f = cell(Mode::kDual, 1, {{std::nullopt, kPlusA}, {kMinusA, kPlusB}});
  CHECK(carry_plans(empty_f).front() == CarryPlan{{true, false, true}, {true, false, true}});
}

TEST_CASE("The f addend of a gated cell cannot turn into all ones, an empty g can") {
  CHECK(carries(cell(Mode::kGated, 1, {{std::nullopt, kPlusA}, {kPlusB, kMinusA}})) == Carries{"01"});
  CHECK(carries(cell(Mode::kGated, 1, {{kPlusB, std::nullopt}, {kPlusB, kMinusA}})) == Carries{"11", "01"});
}

TEST_CASE("The two halves of a paired cell complement g alike") {
  // g - f where the top select bit is 1: carry-in 1 there, and in the lower half only where g is empty.
  CHECK(carries(cell(Mode::kPaired, 1, {{std::nullopt, kPlusA}, {kMinusB, kPlusA}})) == Carries{"01"});
  const Cell empty_g = cell(Mode::kPaired, 1, {{std::nullopt, std::nullopt}, {kPlusB, std::nullopt}});
  CHECK(carries(empty_g) == Carries{"00", "11"});
  CHECK(carry_plans(empty_g).back() == CarryPlan{{false, true, true}, {false, true, true}});
}

TEST_CASE("Random cells: every plan adds up for every select value") {
  for (int i = 0; i < test::random_cases(500); ++i) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(i));
    INFO(test::circuit_text(circuit));
    for (const Cell& cell : circuit.cells) {
      for (const CarryPlan& plan : carry_plans(cell)) {
        REQUIRE(plan.size() == cell.functions.size());
        for (std::size_t s = 0; s < plan.size(); ++s) REQUIRE(adds_up(cell.functions[s], plan[s]));
      }
    }
  }
}

TEST_CASE("Random cells: no plan asks more of the LUT than the mode allows") {
  for (int i = 0; i < test::random_cases(500); ++i) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(i));
    INFO(test::circuit_text(circuit));
    for (const Cell& cell : circuit.cells) {
      const std::size_t half = cell.functions.size() / 2;
      for (const CarryPlan& plan : carry_plans(cell)) {
        for (std::size_t s = 0; s < plan.size(); ++s) {
          if (cell.mode == Mode::kGated) REQUIRE_FALSE(plan[s].complement_f);
          if (cell.mode != Mode::kPaired || s >= half) continue;
          REQUIRE_FALSE(plan[s].complement_f);
          REQUIRE(plan[s].complement_g == plan[s + half].complement_g);
        }
      }
    }
  }
}

TEST_CASE("Random cells: there is a plan, and no two have the same carry-ins") {
  for (int i = 0; i < test::random_cases(500); ++i) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(i));
    INFO(test::circuit_text(circuit));
    for (const Cell& cell : circuit.cells) {
      const Carries plans = carries(cell);
      REQUIRE_FALSE(plans.empty());
      REQUIRE(std::set<std::string>(plans.begin(), plans.end()).size() == plans.size());
    }
  }
}

}  // namespace rccm
