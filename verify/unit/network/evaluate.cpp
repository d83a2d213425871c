#include "network/evaluate.hpp"

#include <limits>

#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::network;
using rccm::test::complaint;

TEST_CASE("a class's rank counts those with a higher score, and of equal ones those before it") {
  const std::vector<double> scores{1, 5, 5, -2, 5};
  CHECK(rank_of(scores, 1) == 0);
  CHECK(rank_of(scores, 2) == 1);
  CHECK(rank_of(scores, 4) == 2);
  CHECK(rank_of(scores, 0) == 3);
  CHECK(rank_of(scores, 3) == 4);
  const std::vector<double> broken{1, std::numeric_limits<double>::quiet_NaN()};
  CHECK_THAT(complaint([&] { static_cast<void>(rank_of(broken, 0)); }), Catch::Contains("score of class 1 is NaN"));
}

TEST_CASE("an evaluation counts images, first places and places among five, in all and by class") {
  // The scores are the ten pixels themselves.
  Network network{"pixels", {10, 1, 1}, {1, std::vector<double>(10, 0), std::vector<double>(10, 1)}, {}};
  network.layers = {{"relu", {kImage}, Relu{}}};
  rccm::data::Dataset images;
  images.channels = 10;
  images.height = images.width = 1;
  const auto add = [&](std::uint8_t label, std::vector<std::uint8_t> pixels) {
    images.labels.push_back(label);
    images.pixels.insert(images.pixels.end(), pixels.begin(), pixels.end());
  };
  add(3, {0, 0, 0, 9, 0, 0, 0, 0, 0, 0});  // first
  add(3, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0});  // fourth
  add(9, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0});  // last
  add(5, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0});  // sixth
  const Accuracy accuracy = evaluate(network, images);
  CHECK(accuracy.images == 4);
  CHECK(accuracy.top1 == 1);
  CHECK(accuracy.top5 == 2);
  CHECK(accuracy.top1_percent() == 25);
  REQUIRE(accuracy.classes.size() == 10);
  CHECK(accuracy.classes[3] == Accuracy::Class{2, 1});
  CHECK(accuracy.classes[9] == Accuracy::Class{1, 0});
  CHECK(accuracy.classes[0] == Accuracy::Class{0, 0});
}

TEST_CASE("an evaluation gives the same for any number of threads") {
  const Network network = rccm::test::every_operation();
  const auto images = rccm::test::random_images(network.input, 70, 5);
  std::atomic<std::uint64_t> progress{0};
  const Accuracy one = evaluate(network, images, {1, &progress});
  CHECK(progress == 70);
  CHECK(one.images == 70);
  CHECK(evaluate(network, images, {3, nullptr}) == one);
}

TEST_CASE("data that a network was not made for is refused") {
  const Network network = rccm::test::every_operation();
  CHECK_THAT(complaint([&] {
               static_cast<void>(evaluate(network, rccm::test::random_images({3, 13, 12}, 1, 1)));
             }),
             Catch::Contains("network 'sample' takes images of 3 x 13 x 11, the data's are 3 x 13 x 12"));
  rccm::data::Dataset many = rccm::test::random_images(network.input, 1, 1);
  many.classes = 11;
  CHECK_THAT(complaint([&] { static_cast<void>(evaluate(network, many)); }),
             Catch::Contains("tells 10 classes apart, the data has 11"));
}
