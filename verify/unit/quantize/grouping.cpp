#include "quantize/grouping.hpp"

#include "unit/catch.hpp"

using namespace rccm;

TEST_CASE("The groups of a convolution are those of its four indices") {
  const std::vector<std::uint64_t> shape{3, 2, 4, 5};
  std::size_t element = 0;
  for (std::size_t out = 0; out < 3; ++out) {
    for (std::size_t in = 0; in < 2; ++in) {
      for (std::size_t row = 0; row < 4; ++row) {
        for (std::size_t column = 0; column < 5; ++column, ++element) {
          CHECK(grouping(Granularity::kLayer, shape).group_of(element) == 0);
          CHECK(grouping(Granularity::kChannel, shape).group_of(element) == out);
          CHECK(grouping(Granularity::kKernel, shape).group_of(element) == out * 2 + in);
          CHECK(grouping(Granularity::kRow, shape).group_of(element) == row);
          CHECK(grouping(Granularity::kPixel, shape).group_of(element) == row * 5 + column);
        }
      }
    }
  }
}

TEST_CASE("The number of groups follows from the shape") {
  struct Case {
    Granularity granularity;
    std::size_t convolution;
    std::size_t linear;
    std::size_t vector;
  };
  for (const Case& expected :
       {Case{Granularity::kLayer, 1, 1, 1}, Case{Granularity::kChannel, 8, 8, 8}, Case{Granularity::kKernel, 32, 32, 8},
        Case{Granularity::kRow, 3, 1, 1}, Case{Granularity::kPixel, 9, 1, 1}}) {
    INFO(to_text(expected.granularity));
    CHECK(grouping(expected.granularity, {8, 4, 3, 3}).count == expected.convolution);
    CHECK(grouping(expected.granularity, {8, 4}).count == expected.linear);
    CHECK(grouping(expected.granularity, {8}).count == expected.vector);
  }
}

TEST_CASE("Splitting keeps the order of a group's values") {
  const auto groups = split(grouping(Granularity::kPixel, {2, 1, 1, 2}), {1, 2, 3, 4});
  CHECK(groups == std::vector<std::vector<double>>{{1, 3}, {2, 4}});
}

TEST_CASE("Granularities have names") {
  for (const char* name : {"layer", "channel", "kernel", "row", "pixel"}) {
    REQUIRE(parse_granularity(name));
    CHECK(to_text(*parse_granularity(name)) == name);
  }
  CHECK_FALSE(parse_granularity("column"));
}
