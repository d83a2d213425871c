#include "network/float_engine.hpp"

#include <algorithm>
#include <limits>

#include "network/calibrate.hpp"
#include "network/evaluate.hpp"
#include "network/fold.hpp"
#include "support/plain_network.hpp"
#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::network;
using rccm::test::every_operation;

namespace {

// The largest difference of two layers' values, relative to the largest value.
double difference(const std::vector<double>& expected, const std::vector<float>& values) {
  REQUIRE(expected.size() == values.size());
  double largest = 1e-30;
  double worst = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    largest = std::max(largest, std::abs(expected[i]));
    worst = std::max(worst, std::abs(expected[i] - static_cast<double>(values[i])));
  }
  return worst / largest;
}

}  // namespace

TEST_CASE("every layer of a float network gives what nested loops in double precision give") {
  const Network network = every_operation();
  const auto images = rccm::test::random_images(network.input, 3, 7);
  const FloatEngine engine(network);
  FloatEngine::Workspace workspace;
  for (std::size_t image = 0; image < images.size(); ++image) {
    engine.run(images.image(image), workspace);
    const auto expected = rccm::test::plain_forward(network, images.image(image));
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
      INFO("image " << image << ", layer " << network.layers[i].name);
      CHECK(difference(expected[i], rccm::test::planes(workspace.outputs[i], engine.shapes()[i])) < 1e-5);
    }
  }
}

TEST_CASE("a vector may be flattened pixel after pixel as well") {
  Network network = every_operation();
  std::get<Flatten>(network.layers[14].operation).order = Flatten::Order::kHwc;
  const auto images = rccm::test::random_images(network.input, 1, 8);
  const FloatEngine engine(network);
  FloatEngine::Workspace workspace;
  engine.run(images.image(0), workspace);
  CHECK(difference(rccm::test::plain_forward(network, images.image(0)).back(), workspace.outputs.back()) < 1e-5);
}

TEST_CASE("a network without weights is refused by the name of the layer that lacks them") {
  Network network = every_operation();
  std::get<Conv2d>(network.layers[3].operation).bias.clear();
  CHECK(rccm::test::complaint([&] { const FloatEngine engine(network); }) ==
        "sample: layer 'conv2' has no bias yet: load the network's weights");
}

TEST_CASE("a layer whose output is not finite is named, by an evaluation as by a calibration") {
  Network network = every_operation();
  const auto images = rccm::test::random_images(network.input, 4, 9);
  const auto spoil = [](std::vector<float>& values) {
    std::fill(values.begin(), values.end(), std::numeric_limits<float>::infinity());
  };
  spoil(std::get<Linear>(network.layers.back().operation).weight);
  CHECK_THAT(
      rccm::test::complaint([&] { static_cast<void>(evaluate(network, images)); }),
      Catch::StartsWith("network 'sample', layer '" + network.layers.back().name + "': its output is NaN or inf"));
  // Behind it, a ReLU of limited output hides it from an evaluation, but steps cannot be chosen for it.
  spoil(std::get<Conv2d>(network.layers[3].operation).bias);
  CHECK_THAT(rccm::test::complaint([&] { static_cast<void>(measure_activations(network, images, 1)); }),
             Catch::StartsWith("network 'sample', layer 'conv2': its output is NaN or infinite"));
}

TEST_CASE("a variance below zero is refused by layer and index, as ReLUs would hide what it makes of activations") {
  Network network = every_operation();
  const auto norm = std::find_if(network.layers.begin(), network.layers.end(),
                                 [](const Layer& layer) { return std::holds_alternative<BatchNorm>(layer.operation); });
  std::get<BatchNorm>(norm->operation).variance[1] = -0.5F;
  CHECK(rccm::test::complaint([&] { const FloatEngine engine(network); }) ==
        "sample: layer '" + norm->name +
            "': its running_var is -0.500000 at index 1: no variance, train or export the network again");
}

TEST_CASE("batch-norms fold into the convolutions before them and leave the function as it was") {
  const Network network = every_operation();
  const Network folded = fold_batch_norms(network);
  REQUIRE(folded.layers.size() == network.layers.size() - 1);
  CHECK(folded.layers[0].name == "conv1");
  CHECK(std::get<Conv2d>(folded.layers[0].operation).has_bias);
  CHECK(folded.layers[1].name == "relu1");
  CHECK(folded.layers[9].name == "bn2");  // behind an addition there is nothing to fold it into
  const auto images = rccm::test::random_images(network.input, 1, 9);
  const FloatEngine engine(folded);
  FloatEngine::Workspace workspace;
  engine.run(images.image(0), workspace);
  CHECK(difference(rccm::test::plain_forward(network, images.image(0)).back(), workspace.outputs.back()) < 1e-5);
}

TEST_CASE("a batch-norm stays where the convolution's output is used elsewhere too") {
  Network network{"branch", {1, 2, 2}, {1, {0}, {1}}, {}};
  network.layers = {{"conv", {kImage}, Conv2d{1, 2, 1, {}, true, {}, {}}},
                    {"bn", {0}, BatchNorm{2, 1e-5, {}, {}, {}, {}}},
                    {"add", {0, 1}, Add{}}};
  rccm::test::fill_randomly(network, 3);
  CHECK(fold_batch_norms(network).layers.size() == 3);
}
