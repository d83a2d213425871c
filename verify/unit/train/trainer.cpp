// The trainer itself; needs LibTorch.
#include "train/trainer.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <stdexcept>

#include "network/evaluate.hpp"
#include "network/integer_engine.hpp"
#include "network/lower.hpp"
#include "quantize/pruning.hpp"
#include "quantize/quantizer_text.hpp"
#include "support/files.hpp"
#include "train/sensitivity.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/network/samples.hpp"

#ifdef RCCM_HAS_PICTURES
#include "unit/data/picture_writer.hpp"
#endif

using namespace rccm;

namespace {

const network::Window kThree{{3, 3}, {1, 1}, {1, 1, 1, 1}};

// One convolution with batch-norm, a residual, a linear layer.
network::Network small_network() {
  using namespace network;
  Network network{"small", {1, 8, 8}, {255, {0}, {1}}, {}};
  network.layers = {{"conv1", {kImage}, Conv2d{1, 8, 1, kThree, false, {}, {}}},
                    {"bn1", {0}, BatchNorm{8, 1e-5, {}, {}, {}, {}}},
                    {"relu1", {1}, Relu{}},
                    {"conv2", {2}, Conv2d{8, 8, 1, kThree, false, {}, {}}},
                    {"bn2", {3}, BatchNorm{8, 1e-5, {}, {}, {}, {}}},
                    {"add", {4, 2}, Add{}},
                    {"relu2", {5}, Relu{}},
                    {"pool", {6}, MaxPool{{{2, 2}, {2, 2}, {0, 0, 0, 0}}}},
                    {"flatten", {7}, Flatten{}},
                    {"fc", {8}, Linear{128, 4, true, {}, {}}}};
  return network;
}

// Noise with a bright bar in one of four places, which is the class.
data::Dataset bars(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  data::Dataset images{1, 8, 8, 4, {}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned label = random() % 4;
    images.labels.push_back(static_cast<std::uint8_t>(label));
    for (unsigned y = 0; y < 8; ++y) {
      for (unsigned x = 0; x < 8; ++x) {
        const bool is_bar = (label < 2 ? y : x) == (label % 2 == 0 ? 2 : 5);
        images.pixels.push_back(static_cast<std::uint8_t>(random() % 120 + (is_bar ? 70 : 0)));
      }
    }
  }
  return images;
}

train::TrainParams quick(int epochs) {
  train::TrainParams params;
  params.epochs = epochs;
  params.batch = 32;
  params.rate = 0.05;
  params.calibration_images = 64;
  return params;
}

train::WeightScheme scheme(const std::string& text) {
  return train::scheme_of(parse_quantizer(text), text);
}

const std::vector<float>& weights(const network::Network& network, std::size_t layer) {
  return std::get<network::Conv2d>(network.layers[layer].operation).weight;
}

const data::Dataset kImages = bars(512, 1);
const data::Dataset kTest = bars(256, 2);

}  // namespace

TEST_CASE("a network learns from random weights, and again onto few coefficients, which its integers then have") {
  REQUIRE(train::can_train());
  const train::TrainResult start = train::train(small_network(), kImages, kTest, quick(3));
  CHECK_FALSE(start.integers);
  REQUIRE(start.epochs.size() == 3);
  CHECK(start.epochs.back().loss < start.epochs.front().loss);
  const double real = network::evaluate(start.network, kTest).top1_percent();
  CHECK(real > 90);
  CHECK(*start.epochs.back().test_percent == Approx(real).margin(0.5));

  train::TrainParams params = quick(2);
  params.rate = 0.02;
  params.schemes = {scheme("set:-3,-1,0,1,3"), scheme("addnet:2-add")};
  params.layer_schemes = {{"fc", 1}};
  const train::TrainResult result = train::train(start.network, kImages, kTest, params);
  REQUIRE(result.integers);
  const double integers = network::evaluate(*result.integers, kTest).top1_percent();
  CHECK(integers > 85);
  CHECK(integers == Approx(*result.epochs.back().test_percent).margin(1.5));
  const auto& conv = std::get<network::MultiplyLayer>(result.integers->layers[0].operation);
  const auto& linear = std::get<network::MultiplyLayer>(result.integers->layers.back().operation);
  CHECK(result.integers->multipliers.at(static_cast<std::size_t>(conv.multiplier)).name == "set:-3,-1,0,1,3");
  CHECK(result.integers->multipliers.at(static_cast<std::size_t>(linear.multiplier)).name == "addnet:2-add");
}

TEST_CASE("trained weights are multiples of coefficients, one scale for each channel or one for the layer") {
  train::TrainParams params = quick(1);
  params.schemes = {scheme("set:-2,-1,0,1,3")};
  for (const bool per_channel : {true, false}) {
    params.per_channel = per_channel;
    const train::TrainResult result = train::train(small_network(), kImages, {}, params);
    const std::vector<float>& values = weights(result.network, 3);
    const std::size_t shared = per_channel ? values.size() / 8 : values.size();
    for (std::size_t group = 0; group < values.size(); group += shared) {
      std::set<float> distinct(values.begin() + static_cast<std::ptrdiff_t>(group),
                               values.begin() + static_cast<std::ptrdiff_t>(group + shared));
      CHECK(distinct.size() <= 5);
      CHECK(distinct.size() >= 3);
    }
    // Sets without symmetry need the batch-norms' factors to keep their sign.
    for (const float factor : std::get<network::BatchNorm>(result.network.layers[1].operation).weight) {
      CHECK(factor >= 0);
    }
  }
}

TEST_CASE("an interrupted training goes on from its checkpoint to the very same result") {
  const test::ScratchFolder folder;
  train::TrainParams params = quick(3);
  params.schemes = {scheme("lsq:3")};
  params.augmentation = {1, false};
  const train::TrainResult whole = train::train(small_network(), kImages, kTest, params);

  train::TrainHooks hooks;
  hooks.checkpoint = folder.path() / "state.npz";
  hooks.after_epoch = [](const train::EpochRow& row) {
    if (row.epoch == 2) throw std::runtime_error("interrupted");
  };
  CHECK_THROWS_AS(train::train(small_network(), kImages, kTest, params, hooks), std::runtime_error);
  std::vector<std::string> notices;
  hooks.after_epoch = {};
  hooks.on_notice = [&](const std::string& line) { notices.push_back(line); };
  const train::TrainResult resumed = train::train(small_network(), kImages, kTest, params, hooks);

  CHECK(notices == std::vector<std::string>{hooks.checkpoint.string() + ": going on behind epoch 2 of 3"});
  CHECK(resumed.epochs == whole.epochs);
  for (const std::size_t layer : {0U, 3U}) CHECK(weights(resumed.network, layer) == weights(whole.network, layer));
  CHECK(std::get<network::MultiplyLayer>(resumed.integers->layers[0].operation).words ==
        std::get<network::MultiplyLayer>(whole.integers->layers[0].operation).words);

  params.seed = 2;
  CHECK_THAT(test::complaint([&] { static_cast<void>(train::train(small_network(), kImages, kTest, params, hooks)); }),
             Catch::Contains("is the checkpoint of another training"));
}

TEST_CASE("weights that were removed stay zero while the others learn, down to the integers") {
  const train::TrainResult start = train::train(small_network(), kImages, kTest, quick(3));
  train::TrainParams params = quick(2);
  params.rate = 0.02;
  params.schemes = {scheme("native:signless-cell")};
  params.sparsity = 0.6;
  const train::TrainResult result = train::train(start.network, kImages, kTest, params);
  CHECK(network::evaluate(*result.integers, kTest).top1_percent() > 85);
  for (const std::size_t layer : {0U, 3U}) {
    const std::vector<float>& before = weights(start.network, layer);
    const std::vector<float>& after = weights(result.network, layer);
    const PruningMask mask = mask_by_sparsity({before.begin(), before.end()}, 0.6);
    std::size_t moved = 0;
    for (std::size_t i = 0; i < mask.size(); ++i) {
      if (mask[i] == 0) CHECK(after[i] == 0);
      if (after[i] != 0) ++moved;
    }
    CHECK(moved > before.size() / 10);
  }
  const auto& conv = std::get<network::MultiplyLayer>(result.integers->layers[1].operation);
  const auto zeros = std::count_if(conv.words.begin(), conv.words.end(), [&](std::uint32_t word) {
    return network::coefficient(result.integers->multipliers[0], word) == 0;
  });
  CHECK(zeros >= static_cast<std::ptrdiff_t>(conv.words.size() * 6 / 10));
}

#ifdef RCCM_HAS_PICTURES

TEST_CASE("a training on pictures shows parts of them, the same when it is repeated") {
  const test::ScratchFolder folder;
  const data::Dataset images = bars(48, 3);
  for (std::size_t i = 0; i < images.size(); ++i) {
    const std::filesystem::path place = folder.path() / std::to_string(images.labels[i]);
    std::filesystem::create_directories(place);
    const auto pixels = images.image(i);
    write_file(place / (std::to_string(i) + ".png"),
               test::png_file(8, 8, {pixels.begin(), pixels.end()}, PNG_FORMAT_GRAY));
  }
  train::TrainParams params = quick(2);
  params.schemes = {scheme("lsq:3")};
  const train::TrainingImages parts(data::list_image_folder(folder.path()), {1, 8, 8}, 0.5);
  const train::TrainResult first = train::train(small_network(), parts, {}, params);
  CHECK(weights(train::train(small_network(), parts, {}, params).network, 3) == weights(first.network, 3));
  const train::TrainingImages other(data::list_image_folder(folder.path()), {1, 8, 8}, 0.4);
  CHECK(weights(train::train(small_network(), other, {}, params).network, 3) != weights(first.network, 3));
}

#endif

TEST_CASE("the forward pass of training is that of the float engine, for every operation") {
  network::Network network = test::every_operation();
  // In training batch-norms take the batch's statistics, so that they would not be the same on purpose.
  for (network::Layer& layer : network.layers) {
    if (std::holds_alternative<network::BatchNorm>(layer.operation)) layer.operation = network::Relu{};
  }
  const data::Dataset images = test::random_images(network.input, 64, 3);
  train::TrainParams params = quick(1);
  params.rate = 1e-12;
  const train::TrainResult result = train::train(network, images, images, params);
  const train::Score expected = train::score(network, images, 1);
  CHECK(result.epochs[0].loss == Approx(expected.loss).epsilon(1e-4));
  CHECK(*result.epochs[0].test_percent == Approx(expected.top1_percent).margin(2));
}

TEST_CASE("a loss that is no number ends the training, naming epoch and layer") {
  train::TrainParams params = quick(2);
  params.rate = 1e30;
  CHECK_THAT(test::complaint([&] { static_cast<void>(train::train(small_network(), kImages, {}, params)); }),
             Catch::StartsWith("network 'small', epoch 1: the loss is no longer a number; layer 'conv") &&
                 Catch::EndsWith("is the first whose output is not: train with a smaller rate"));
}

TEST_CASE("distillation learns from the scores of the network given") {
  const train::TrainResult teacher = train::train(small_network(), kImages, kTest, quick(3));
  data::Dataset mislabelled = kImages;
  for (data::Label& label : mislabelled.labels) label = 0;
  train::TrainParams params = quick(1);
  params.rate = 0.01;
  params.schemes = {scheme("lsq:4")};
  params.distillation = 1;
  const train::TrainResult taught = train::train(teacher.network, mislabelled, kTest, params);
  CHECK(*taught.epochs.back().test_percent > 85);
  params.distillation = 0;
  params.rate = 0.05;
  CHECK(*train::train(teacher.network, mislabelled, kTest, params).epochs.back().test_percent < 50);
}

TEST_CASE("parameters out of bounds are refused by name") {
  struct Case {
    void (*change)(train::TrainParams&);
    const char* message;
  };
  const std::vector<Case> cases{
      {[](train::TrainParams& params) { params.batch = 0; }, "batch: must be 1 image or more"},
      {[](train::TrainParams& params) { params.rate = 0; }, "rate: must be above 0"},
      {[](train::TrainParams& params) { params.momentum = 1; }, "momentum: must be in 0..1, below 1"},
      {[](train::TrainParams& params) { params.clip = -1; }, "clip: must be above 0"},
      {[](train::TrainParams& params) { params.distillation = 2; }, "distillation: must be in 0..1"},
      {[](train::TrainParams& params) { params.sparsity = 1; }, "sparsity: must be in 0..1, below 1"},
      {[](train::TrainParams& params) {
         params.sparsity = 0.5;
         params.schemes = {scheme("set:-1,1")};
       },
       "sparsity: set:-1,1 has no zero for the weights that are removed: leave it out"},
      {[](train::TrainParams& params) { params.augmentation.shift = 8; },
       "shift: must be 0 or more and less than the image"},
      {[](train::TrainParams& params) { params.layer_schemes["fc9"] = 0; },
       "network 'small' has no convolution or linear layer 'fc9'"}};
  for (const Case& wrong : cases) {
    train::TrainParams params = quick(1);
    wrong.change(params);
    CHECK(test::complaint([&] { static_cast<void>(train::train(small_network(), kImages, {}, params)); }) ==
          wrong.message);
  }
}
