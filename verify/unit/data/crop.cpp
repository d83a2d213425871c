#include "data/crop.hpp"

#include <algorithm>
#include <cmath>

#include "unit/catch.hpp"

using namespace rccm::data;

namespace {

double ratio(const Rectangle& part) {
  return static_cast<double>(part.width) / part.height;
}

std::vector<Rectangle> many_parts(int height, int width, double least_area) {
  std::vector<Rectangle> parts;
  rccm::Random random(3);
  for (int i = 0; i < 4000; ++i) parts.push_back(random_part(height, width, least_area, random));
  return parts;
}

}  // namespace

TEST_CASE("a random part lies inside, and its area and ratio are within their bounds but for rounding") {
  for (const double least : {0.08, 0.5, 1.0}) {
    for (const auto& [height, width] : {std::pair(300, 400), std::pair(400, 300), std::pair(256, 256)}) {
      for (const Rectangle& part : many_parts(height, width, least)) {
        CHECK(part.top >= 0);
        CHECK(part.left >= 0);
        CHECK(part.top + part.height <= height);
        CHECK(part.left + part.width <= width);
        CHECK(part.height * part.width >= least * 0.98 * height * width);
        CHECK(ratio(part) >= 0.75 * 0.98);
        CHECK(ratio(part) <= 4.0 / 3 * 1.02);
      }
    }
  }
}

TEST_CASE("areas are alike likely, so are the logarithms of ratios and all places") {
  std::vector<Rectangle> parts = many_parts(400, 400, 0.1);
  const auto area = [](const Rectangle& part) { return part.height * part.width / 160000.0; };
  // Of larger ones, those that are too flat or too high for the picture are drawn again.
  std::erase_if(parts, [&](const Rectangle& part) { return area(part) >= 0.7; });
  const auto part_of = [&](const auto& holds) {
    return static_cast<double>(std::count_if(parts.begin(), parts.end(), holds)) / static_cast<double>(parts.size());
  };
  const auto flatness = [](const Rectangle& part) { return std::log(ratio(part)) / std::log(4.0 / 3); };  // -1..1
  CHECK(part_of([&](const Rectangle& part) { return area(part) < 0.3; }) == Approx(0.2 / 0.6).margin(0.03));
  CHECK(part_of([&](const Rectangle& part) { return area(part) < 0.5; }) == Approx(0.4 / 0.6).margin(0.03));
  CHECK(part_of([&](const Rectangle& part) { return flatness(part) > 0; }) == Approx(0.5).margin(0.03));
  CHECK(part_of([&](const Rectangle& part) { return std::abs(flatness(part)) < 0.5; }) == Approx(0.5).margin(0.03));
  CHECK(part_of([](const Rectangle& part) { return 2 * part.top + part.height < 400; }) == Approx(0.5).margin(0.03));
  CHECK(part_of([](const Rectangle& part) { return 2 * part.left + part.width < 400; }) == Approx(0.5).margin(0.03));
}

TEST_CASE("of a picture too flat or too high for such parts, the middle in the nearest ratio is taken") {
  rccm::Random random(1);
  CHECK(random_part(30, 300, 1, random) == Rectangle{0, 130, 30, 40});
  CHECK(random_part(300, 30, 1, random) == Rectangle{130, 0, 40, 30});
  CHECK(random_part(1, 1, 0.08, random) == Rectangle{0, 0, 1, 1});
}

TEST_CASE("a cropped picture has the part's pixels") {
  Picture picture{3, 4, {}};
  for (int i = 0; i < 12; ++i) picture.pixels.insert(picture.pixels.end(), 3, static_cast<std::uint8_t>(i));
  CHECK(cropped(picture, {1, 2, 2, 1}) == Picture{2, 1, {6, 6, 6, 10, 10, 10}});
  CHECK(cropped(picture, {0, 0, 3, 4}) == picture);
}
