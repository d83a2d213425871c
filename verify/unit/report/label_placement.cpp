#include "report/label_placement.hpp"

#include <random>

#include "unit/catch.hpp"

using namespace rccm::report;

namespace {

constexpr Box kFrame{0, 0, 400, 300};

bool is_inside(const Box& box) {
  return box.left >= kFrame.left && box.right <= kFrame.right && box.top >= kFrame.top && box.bottom <= kFrame.bottom;
}

}  // namespace

TEST_CASE("a lone label stands close above its mark to the left") {
  const auto placed = place_labels({{{200, 150}, 5, 20, 10}}, {kFrame, {}, {}});
  REQUIRE(placed.at(0));
  CHECK_FALSE(placed[0]->is_far);
  CHECK(placed[0]->box.bottom <= 150);
  CHECK((placed[0]->box.left + placed[0]->box.right) / 2 < 200);
}

TEST_CASE("a label turns away from a line where it can") {
  const Box line{0, 100, 400, 145};  // above the mark
  const auto placed = place_labels({{{200, 150}, 5, 20, 10}}, {kFrame, {}, {line}});
  REQUIRE(placed.at(0));
  CHECK_FALSE(overlap(placed[0]->box, line));
}

TEST_CASE("a label whose surroundings are taken goes further, and says so") {
  const Box thing{180, 135, 220, 165};
  const auto placed = place_labels({{{200, 150}, 5, 20, 10}}, {kFrame, {thing}, {}});
  REQUIRE(placed.at(0));
  CHECK(placed[0]->is_far);
  CHECK_FALSE(overlap(placed[0]->box, thing));
}

TEST_CASE("a label without a free place is left out") {
  CHECK_FALSE(place_labels({{{200, 150}, 5, 20, 10}}, {kFrame, {kFrame}, {}}).at(0));
}

TEST_CASE("in any crowd labels overlap no mark and no other label, and stay inside") {
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same crowd in every run
  for (int round = 0; round < 20; ++round) {
    std::vector<Label> labels;
    Surroundings surroundings{kFrame, {}, {}};
    for (int i = 0; i < 60; ++i) {
      const Point mark{5 + static_cast<double>(random() % 390), 5 + static_cast<double>(random() % 290)};
      labels.push_back({mark, 5, 8 + static_cast<double>(random() % 30), 10});
      surroundings.forbidden.push_back({mark.x - 5, mark.y - 5, mark.x + 5, mark.y + 5});
    }
    const auto placed = place_labels(labels, surroundings);
    std::size_t count = 0;
    for (std::size_t i = 0; i < placed.size(); ++i) {
      if (!placed[i]) continue;
      ++count;
      CHECK(is_inside(placed[i]->box));
      for (const Box& box : surroundings.forbidden) CHECK_FALSE(overlap(placed[i]->box, box));
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE((placed[j] && overlap(placed[i]->box, placed[j]->box)));
    }
    CHECK(count > 40);
  }
}
