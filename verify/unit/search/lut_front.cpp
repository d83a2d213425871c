#include "search/lut_front.hpp"

#include <algorithm>

#include "circuit/mapping.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::Random;
using rccm::test::random_cases;

namespace {

LutFront::Point draw_point(Random& random) {
  LutFront::Point point;
  point.rank = {random.between(0, 9) / 8.0, -random.between(0, 2)};
  point.circuit.luts = random.between(5, 15);
  point.magnitudes = {random.between(0, 100)};
  return point;
}

// The least point of each number of LUTs, where its rank beats that of all cheaper points.
std::vector<LutFront::Point> expected_front(const std::vector<LutFront::Point>& points) {
  std::vector<LutFront::Point> front;
  for (int luts = 0; luts < 100; ++luts) {
    std::vector<LutFront::Point> same;
    for (const LutFront::Point& point : points) {
      if (point.circuit.luts == luts) same.push_back(point);
    }
    if (same.empty()) continue;
    const auto least = *std::min_element(same.begin(), same.end());
    if (front.empty() || least.rank < front.back().rank) front.push_back(least);
  }
  return front;
}

}  // namespace

TEST_CASE("The front holds the best point of each cost that beats all cheaper ones, in whatever order they come") {
  Random random(1);
  for (int i = 0; i < random_cases(300); ++i) {
    LutFront front;
    std::vector<LutFront::Point> points;
    for (int n = random.between(1, 60); n > 0; --n) {
      points.push_back(draw_point(random));
      front.offer(points.back());
    }
    const std::vector<LutFront::Point> expected = expected_front(points);
    REQUIRE((front.points() == expected));
    // Beyond its limit a point changes nothing.
    for (const LutFront::Point& point : expected) CHECK(front.limit(point.circuit.luts) == point.rank.key);
  }
}
