#include "quantize/levels.hpp"

#include <limits>

#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("The nearest level is the one that comparing all distances finds") {
  Random random(1);
  for (int i = 0; i < random_cases(300); ++i) {
    std::vector<std::int64_t> drawn{random.between(-50, 50)};
    for (int n = random.between(0, 12); n > 0; --n) drawn.push_back(random.between(-50, 50));
    const CoefficientSet set = distinct(drawn);
    std::vector<double> reals;
    for (const std::int64_t c : set) reals.push_back(static_cast<double>(c) / 8);
    const Levels of_set = Levels::of_set(set);
    const Levels of_reals = Levels::of_reals(reals);
    for (int k = -240; k <= 240; ++k) {
      // Quarters fall on levels, between them, and on every middle of two.
      const double value = k / 4.0;
      REQUIRE(of_set[of_set.nearest(value)] == plain_nearest(all_levels(of_set), value));
      REQUIRE(of_reals[of_reals.nearest(value / 8)] == plain_nearest(reals, value / 8));
    }
  }
}

TEST_CASE("Ties go to the smaller magnitude, and between a level and its negative to the positive one") {
  CHECK(Levels::range(-4, 3).nearest(0.5) == 4);
  CHECK(Levels::range(-4, 3).nearest(-0.5) == 4);
  CHECK(Levels::range(-4, 3).nearest(-1.5) == 3);
  CHECK(Levels::of_set({-1, 1}).nearest(0) == 1);
  CHECK(Levels::of_set({-3, 1}).nearest(-1) == 1);
}

TEST_CASE("Values beyond the ends, even infinite ones, take the end levels") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const Levels& levels : {Levels::range(-8, 7), Levels::of_set({-8, 0, 7}), Levels::of_reals({-8, 0.5, 7})}) {
    CHECK(levels[levels.nearest(-infinity)] == -8);
    CHECK(levels[levels.nearest(infinity)] == 7);
    CHECK(levels[levels.nearest(1e300)] == 7);
    CHECK(levels.top() == 8);
  }
}

TEST_CASE("A range may have all integers of 32 bits") {
  const std::int64_t half = std::int64_t{1} << 31;
  const Levels levels = Levels::range(-half, half - 1);
  CHECK(levels.count() == std::uint64_t{1} << 32);
  CHECK(levels[levels.nearest(1e10)] == 2147483647.0);
  CHECK(levels[levels.nearest(-123456789.4)] == -123456789.0);
  CHECK_FALSE(levels.coefficients());
}

TEST_CASE("Consecutive integers are a range, however they are given") {
  CHECK(Levels::of_set({-1, 0, 1}) == Levels::range(-1, 1));
  CHECK(Levels::of_set({-1, 0, 1}).is_range());
  CHECK_FALSE(Levels::of_set({-1, 1}).is_range());
  CHECK(*Levels::range(-1, 2).coefficients() == CoefficientSet{-1, 0, 1, 2});
  CHECK(*Levels::of_set({-1, 1}).coefficients() == CoefficientSet{-1, 1});
  CHECK_FALSE(Levels::of_reals({-1, 1}).are_integers());
  CHECK_FALSE(Levels::of_reals({-1, 1}).coefficients());
}
