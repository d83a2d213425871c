#include "train/sensitivity.hpp"

#include "network/evaluate.hpp"
#include "network/fold.hpp"
#include "network/weight_fit.hpp"
#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm;

namespace {

network::Network small_network() {
  network::Network network{"small", {1, 6, 6}, {255, {0.5}, {0.25}}, {}};
  network.layers = {
      {"conv", {network::kImage}, network::Conv2d{1, 4, 1, {{3, 3}, {1, 1}, {0, 0, 0, 0}}, false, {}, {}}},
      {"bn", {0}, network::BatchNorm{4, 1e-5, {}, {}, {}, {}}},
      {"relu", {1}, network::Relu{}},
      {"flatten", {2}, network::Flatten{}},
      {"fc", {3}, network::Linear{64, 10, true, {}, {}}}};
  test::fill_randomly(network, 5);
  return network;
}

}  // namespace

TEST_CASE("a score holds the accuracy and the mean cross entropy") {
  network::Network network{"two", {1, 1, 2}, {255, {0}, {1}}, {}};
  network.layers = {{"flatten", {network::kImage}, network::Flatten{}},
                    {"fc", {0}, network::Linear{2, 2, false, {1, 0, 0, 1}, {}}}};
  data::Dataset images{1, 1, 2, 2, {255, 0, 0, 255}, {0, 0}};  // the second is taken for class 1
  const train::Score score = train::score(network, images, 1);
  CHECK(score.top1_percent == 50);
  const double right = std::log(1 + std::exp(-1.0));
  CHECK(score.loss == Approx((right + right + 1) / 2));
}

TEST_CASE("each layer is fitted alone, the rest stays as it is") {
  const network::Network network = small_network();
  const data::Dataset images = test::random_images(network.input, 40, 1);
  const std::vector<network::Multiplier> multipliers{network::multiplier_of(CoefficientSet{-1, 0, 1}),
                                                     network::multiplier_of(CoefficientSet{-4, -2, -1, 0, 1, 2, 4})};
  const train::Sensitivity sensitivity = train::measure_sensitivity(network, multipliers, images);
  const network::Network folded = network::fold_batch_norms(network);
  CHECK(sensitivity.reference.loss == train::score(folded, images, 1).loss);
  REQUIRE(sensitivity.layers.size() == 2);
  CHECK(sensitivity.layers[0].layer == "conv");
  CHECK(sensitivity.layers[0].weights == 36);
  CHECK(sensitivity.layers[0].macs == 36 * 16);
  CHECK(sensitivity.layers[1].layer == "fc");
  CHECK(sensitivity.layers[1].macs == 640);
  // The convolution alone is what fitting convolutions only gives.
  const auto fitted = network::with_fitted_weights(folded, network::coefficient_set(multipliers[1]),
                                                   network::FittedLayers::kConvolutions, {});
  CHECK(sensitivity.layers[0].scores[1].loss == train::score(fitted, images, 1).loss);
  CHECK(sensitivity.layers[1].scores[0].loss != sensitivity.reference.loss);
  CHECK(sensitivity.layers[1].scores[0].loss != sensitivity.layers[1].scores[1].loss);
}
