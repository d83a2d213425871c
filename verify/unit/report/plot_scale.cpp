#include "report/plot_scale.hpp"

#include "unit/catch.hpp"

using rccm::report::plot_scale;
using rccm::report::PlotScale;

TEST_CASE("an axis covers its values between round ones, in round steps") {
  struct Case {
    double low, high;
    int most_steps;
    PlotScale expected;
  };
  const auto is = GENERATE(values<Case>({{0, 58.2, 12, {0, 60, 5}},
                                         {7.46, 41.37, 10, {5, 45, 5}},
                                         {0, 1, 10, {0, 1, 0.1}},
                                         {-3, 12, 4, {-5, 15, 5}},
                                         {0.013, 0.018, 5, {0.013, 0.018, 0.001}},
                                         {0, 300, 4, {0, 300, 100}}}));
  const PlotScale scale = plot_scale(is.low, is.high, is.most_steps);
  CAPTURE(is.low, is.high);
  CHECK(scale.low == Approx(is.expected.low));
  CHECK(scale.high == Approx(is.expected.high));
  CHECK(scale.step == Approx(is.expected.step));
}

TEST_CASE("an axis of a single value is widened") {
  const PlotScale scale = plot_scale(10, 10, 10);
  CHECK(scale.low < 10);
  CHECK(scale.high > 10);
}

TEST_CASE("no axis has more steps than asked for, none leaves a value out") {
  for (int low = -20; low <= 20; ++low) {
    for (int size = 1; size <= 120; size += 7) {
      for (int most = 2; most <= 12; ++most) {
        const PlotScale scale = plot_scale(low * 0.37, low * 0.37 + size * 0.11, most);
        CAPTURE(low, size, most);
        REQUIRE(scale.low <= low * 0.37 + 1e-9);
        REQUIRE(scale.high >= low * 0.37 + size * 0.11 - 1e-9);
        REQUIRE(scale.ticks().size() <= static_cast<std::size_t>(most) + 1);
      }
    }
  }
}

TEST_CASE("ticks are labelled with the digits that tell them apart") {
  CHECK(PlotScale{0, 60, 5}.label(15) == "15");
  CHECK(PlotScale{0, 1, 0.1}.label(0.3) == "0.3");
  CHECK(PlotScale{0, 0.1, 0.02}.label(0.04) == "0.04");
  CHECK(PlotScale{0, 10, 5}.ticks() == std::vector<double>{0, 5, 10});
}
