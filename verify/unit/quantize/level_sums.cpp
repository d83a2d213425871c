#include "quantize/level_sums.hpp"

#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("Sums over levels are the sums over all values") {
  Random random(1);
  for (const Levels& levels : {Levels::of_set({-7, -2, -1, 0, 3, 4, 9}), Levels::range(-128, 127),
                               Levels::of_set({-1, 1}), Levels::of_reals({-0.3, 0.1, 2.5})}) {
    for (const std::size_t count : {1U, 2U, 30U, 500U}) {
      std::vector<double> values = bell_values(random, count);
      values.push_back(values.front());  // equal values
      const SortedValues sorted(values);
      for (const double scale : {0.01, 0.3, 1.0, 40.0}) {
        double product = 0;
        double square = 0;
        for (const double value : values) {
          const double level = plain_nearest(all_levels(levels), value / scale);
          product += level * value;
          square += level * level;
        }
        const LevelSums sums = sorted.at(levels, scale);
        CHECK(sums.product == Approx(product).margin(1e-10));
        CHECK(sums.level_square == Approx(square));
        CHECK(sums.error == Approx(plain_error(all_levels(levels), values, scale)).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("Power, root mean square and the greatest magnitude are those of the values") {
  const SortedValues values({3, -4, 0, 0});
  CHECK(values.power() == 25);
  CHECK(values.root_mean_square() == 2.5);
  CHECK(values.largest() == 4);
  CHECK(SortedValues({}).largest() == 0);
  CHECK(SortedValues({}).root_mean_square() == 0);
}
