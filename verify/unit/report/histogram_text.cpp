#include "report/histogram_text.hpp"

#include "unit/catch.hpp"

using namespace rccm;
using report::histogram_text;

namespace {

const Distribution kUniform = Distribution::synthetic(Distribution::Family::kUniform);

}  // namespace

TEST_CASE("bars show the density of the weights, marks the levels below them") {
  const auto weights = Distribution::of_histogram({{{-2, -1, 1}, {-1, 0, 2}, {0, 1, 2}, {1, 2, 1}}});
  const std::string expected =
      "           ▄█████████████████▄\n"
      "           ███████████████████\n"
      "  █████████████████████████████████████\n"
      "  █████████████████████████████████████\n"
      "           ▲        ▲        ▲\n"
      "  -2                0                 2\n"
      "  Bars: weights. ▲: a level.\n";
  const std::string text = histogram_text({-1, 0, 1}, 1.0, weights, {.width = 42, .height = 4});
  CHECK(text == expected);
}

TEST_CASE("levels that share a column are counted") {
  const std::string text = histogram_text({-100, -1, 0, 1, 100}, 0.01, kUniform);
  CHECK_THAT(text, Catch::Contains(" 3 "));
  CHECK_THAT(text, Catch::Contains("▲: a level; a digit: several."));
}

TEST_CASE("levels beyond the picture are counted and named") {
  const std::string text = histogram_text({-8, -1, 0, 1, 8}, 1.0, kUniform, {.width = 140});
  CHECK_THAT(text, Catch::Contains("Beyond the picture: 2 levels, up to a magnitude of 8."));
  CHECK_THAT(text, Catch::Contains("Less than 1 weight in 1000 each: 2 levels."));
}

TEST_CASE("an outlier does not flatten the picture") {
  std::vector<double> values(1000, 0.5);
  values.push_back(-100);
  const std::string text = histogram_text({-1, 1}, 0.5, Distribution::of_samples(values));
  CHECK_THAT(text, Catch::Contains("  -16"));
}

TEST_CASE("no line is wider than the terminal") {
  const auto width = GENERATE(as<std::size_t>{}, 40, 60, 79, 80, 132);
  std::istringstream lines(histogram_text({-90, -8, -1, 0, 1, 8, 90}, 0.2, kUniform, {.width = width}));
  for (std::string line; std::getline(lines, line);) {
    std::size_t columns = 0;
    for (const char c : line) columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    CHECK(columns <= width);
  }
}
