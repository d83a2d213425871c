#include "train/augment.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "unit/catch.hpp"

using namespace rccm::train;
using Pixels = std::vector<std::uint8_t>;

namespace {

// 3 x 4 pixels, none of them black.
const rccm::network::Shape kShape{1, 3, 4};
const Pixels kImage{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

Pixels shown(const Augmentation& augmentation, std::uint64_t seed, int epoch, std::size_t index) {
  Pixels output(kShape.size());
  augment(kImage, kShape, augmentation, seed, epoch, index, output);
  return output;
}

}  // namespace

TEST_CASE("without augmentation an image is shown as it is") {
  CHECK(shown({}, 1, 1, 0) == kImage);
}

TEST_CASE("an image is shown as it is or mirrored, about half of the times each") {
  const Pixels mirrored{4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9};
  int count = 0;
  for (std::size_t i = 0; i < 1000; ++i) {
    const Pixels pixels = shown({0, true}, 1, 1, i);
    REQUIRE((pixels == kImage || pixels == mirrored));
    if (pixels == mirrored) ++count;
  }
  CHECK(std::abs(count - 500) < 60);
}

TEST_CASE("a shift by up to one pixel comes in nine forms, black moving in") {
  std::set<Pixels> forms;
  for (std::size_t i = 0; i < 200; ++i) forms.insert(shown({1, false}, 1, 1, i));
  CHECK(forms.size() == 9);
  CHECK(forms.count(kImage) == 1);
  CHECK(forms.count({0, 0, 0, 0, 0, 1, 2, 3, 0, 5, 6, 7}) == 1);
  CHECK(forms.count({6, 7, 8, 0, 10, 11, 12, 0, 0, 0, 0, 0}) == 1);
}

TEST_CASE("what is shown depends on seed, epoch and image alone") {
  const Augmentation augmentation{2, true};
  CHECK(shown(augmentation, 1, 1, 7) == shown(augmentation, 1, 1, 7));
  std::set<Pixels> others;
  for (int i = 0; i < 20; ++i) {
    others.insert(shown(augmentation, static_cast<std::uint64_t>(i), 1, 7));
    others.insert(shown(augmentation, 1, i, 7));
  }
  CHECK(others.size() > 10);
}

TEST_CASE("an epoch shows each image once, each epoch in another order") {
  std::vector<std::size_t> order = epoch_order(1000, 1, 1);
  CHECK(order == epoch_order(1000, 1, 1));
  CHECK(order != epoch_order(1000, 1, 2));
  CHECK(order != epoch_order(1000, 2, 1));
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> all(1000);
  std::iota(all.begin(), all.end(), std::size_t{0});
  CHECK(order == all);
}
