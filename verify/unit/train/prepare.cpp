#include "train/prepare.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "network/float_engine.hpp"
#include "network/lower.hpp"
#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm;

TEST_CASE("a network without weights gets random ones, the same for a seed") {
  network::Network a = test::every_operation();
  for (network::Layer& layer : a.layers) {
    for (const network::Parameter& parameter : network::parameters(layer)) parameter.values->clear();
  }
  network::Network b = a;
  network::Network c = a;
  train::initialise(a, 1);
  train::initialise(b, 1);
  train::initialise(c, 2);
  const auto first = [](const network::Network& network) {
    return std::get<network::Conv2d>(network.layers[0].operation).weight;
  };
  CHECK(first(a) == first(b));
  CHECK(first(a) != first(c));
  CHECK(std::get<network::BatchNorm>(a.layers[1].operation).variance == std::vector<float>(18, 1.0F));
  CHECK_NOTHROW(network::require_weights(a, "sample"));
  network::Network trained = test::every_operation();
  train::initialise(trained, 1);
  CHECK(first(trained) == first(test::every_operation()));
}

TEST_CASE("pruning removes the least weights of each layer that multiplies, and nothing else") {
  network::Network network = test::every_operation();
  const network::Network before = network;
  const std::map<std::string, PruningMask> masks = train::prune(network, 0.3);
  CHECK(masks.size() == 6);
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto old = network::parameters(before.layers[i]);
    const auto now = network::parameters(std::as_const(network).layers[i]);
    for (std::size_t p = 0; p < old.size(); ++p) {
      const std::string name = network.layers[i].name + "." + old[p].name;
      INFO(name);
      if (!masks.contains(name)) {
        CHECK(*now[p].values == *old[p].values);
        continue;
      }
      float least_kept = 1e9F;
      float greatest_removed = 0;
      std::size_t removed = 0;
      for (std::size_t k = 0; k < old[p].values->size(); ++k) {
        const float magnitude = std::abs((*old[p].values)[k]);
        const bool is_kept = masks.at(name)[k] != 0;
        CHECK((*now[p].values)[k] == (is_kept ? (*old[p].values)[k] : 0.0F));
        if (is_kept) least_kept = std::min(least_kept, magnitude);
        if (!is_kept) greatest_removed = std::max(greatest_removed, magnitude);
        removed += is_kept ? 0 : 1;
      }
      CHECK(removed == old[p].values->size() * 3 / 10);
      CHECK(greatest_removed <= least_kept);
    }
  }
}

TEST_CASE("turning the sign of negative factors leaves the function as it was") {
  network::Network network = test::every_operation();
  auto& norm = std::get<network::BatchNorm>(network.layers[1].operation);
  for (std::size_t c = 0; c < norm.weight.size(); c += 2) norm.weight[c] = -norm.weight[c];
  const network::FloatEngine before(network);
  train::make_factors_positive(network);
  CHECK(std::all_of(norm.weight.begin(), norm.weight.end(), [](float factor) { return factor > 0; }));
  const network::FloatEngine after(network);
  const data::Dataset images = test::random_images(network.input, 3, 1);
  for (std::size_t i = 0; i < images.size(); ++i) {
    network::FloatEngine::Workspace old_values;
    network::FloatEngine::Workspace new_values;
    before.run(images.image(i), old_values);
    after.run(images.image(i), new_values);
    for (std::size_t k = 0; k < 10; ++k) {
      CHECK(new_values.outputs.back()[k] == Approx(old_values.outputs.back()[k]).epsilon(1e-4).margin(1e-4));
    }
  }
}

TEST_CASE("training rounds where the integers of the network are rounded") {
  using namespace network;
  Network network{"small", {3, 8, 8}, {255, {0.5, 0.5, 0.5}, {0.25, 0.25, 0.25}}, {}};
  network.layers = {{"conv1", {kImage}, Conv2d{3, 4, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}}, false, {}, {}}},
                    {"bn1", {0}, BatchNorm{4, 1e-5, {}, {}, {}, {}}},
                    {"relu1", {1}, Relu{}},
                    {"conv2", {2}, Conv2d{4, 4, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}}, true, {}, {}}},
                    {"add", {3, 2}, Add{}},
                    {"relu2", {4}, Relu{}},
                    {"pool", {5}, GlobalAveragePool{}},
                    {"fc", {6}, Linear{4, 10, true, {}, {}}}};
  test::fill_randomly(network, 3);
  LoweringParams params;
  params.multipliers = {multiplier_of(CoefficientSet{-2, -1, 0, 1, 2})};
  params.activation_bits = 5;
  params.signed_bits = 7;
  const IntegerNetwork lowered = lower(network, test::random_images(network.input, 20, 1), params);
  const train::RoundingPoints points = train::rounding_points(network, lowered);
  CHECK(points.input.range == Range{-64, 63});
  CHECK(points.input.step == lowered.quantiser.scale);
  REQUIRE(points.layers.size() == 4);
  struct Expected {
    std::size_t place;
    const char* name;
    Range range;
  };
  for (const auto& [place, name, range] : {Expected{2, "conv1", {0, 31}}, Expected{3, "conv2", {-64, 63}},
                                           Expected{5, "add", {0, 31}}, Expected{6, "pool", {0, 31}}}) {
    INFO(name);
    REQUIRE(points.layers.contains(place));
    CHECK(points.layers.at(place).integer_layer == name);
    CHECK(points.layers.at(place).range == range);
    CHECK(points.layers.at(place).step > 0);
  }
}

TEST_CASE("steps that training has chosen are those of the integers") {
  network::Network network{"small", {1, 2, 2}, {255, {0}, {1}}, {}};
  network.layers = {{"flatten", {network::kImage}, network::Flatten{}},
                    {"fc1", {0}, network::Linear{4, 6, true, {}, {}}},
                    {"relu", {1}, network::Relu{}},
                    {"fc2", {2}, network::Linear{6, 10, true, {}, {}}}};
  test::fill_randomly(network, 4);
  network::LoweringParams params;
  params.multipliers = {network::multiplier_of(CoefficientSet{-1, 0, 1})};
  params.activation_steps = {{"fc1", 0.0625}};
  const data::Dataset images = test::random_images(network.input, 4, 1);
  CHECK(network::lower(network, images, params).layers[1].scale == 0.0625);
}
