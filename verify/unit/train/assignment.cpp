#include "train/assignment.hpp"

#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::train;

namespace {

// Two layers and two multipliers: the first has many weights that are used once, the second few that are used often.
// Each loses 0.5 with the cheap multiplier, the second 0.6.
const Sensitivity kSensitivity{{1.0, 90},
                               {{"fc", 900, 900, {{1.5, 80}, {1.0, 90}}}, {"conv", 100, 9100, {{1.6, 70}, {1.0, 90}}}}};
const std::vector<double> kCosts{4, 8};

}  // namespace

TEST_CASE("a budget of bits goes by weights") {
  // The layer of many weights has to stay cheap: 0.9 · 8 + 0.1 · 4 = 7.6 bits would be too much.
  const Assignment assignment = assign_multipliers(kSensitivity, kCosts, {Budget::Unit::kBits, 5});
  CHECK(assignment.multipliers == std::vector<std::size_t>{0, 1});
  CHECK(assignment.mean == Approx(4.4));
  CHECK(assignment.loss == Approx(0.5));
}

TEST_CASE("a budget of LUTs goes by multiplications") {
  const Assignment assignment = assign_multipliers(kSensitivity, kCosts, {Budget::Unit::kLuts, 5});
  CHECK(assignment.multipliers == std::vector<std::size_t>{1, 0});
  CHECK(assignment.mean == Approx(4.36));
  CHECK(assignment.loss == Approx(0.6));
}

TEST_CASE("a budget for all gives all the best, one below the cheapest is refused") {
  CHECK(assign_multipliers(kSensitivity, kCosts, {Budget::Unit::kBits, 8}).multipliers ==
        std::vector<std::size_t>{1, 1});
  CHECK_THAT(rccm::test::complaint([] {
               static_cast<void>(assign_multipliers(kSensitivity, kCosts, {Budget::Unit::kBits, 3.5}));
             }),
             Catch::StartsWith("a budget of 3.5 is less than the 4.0 of the cheapest choice"));
}
