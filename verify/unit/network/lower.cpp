#include "network/lower.hpp"

#include <cmath>

#include "circuit/presets.hpp"
#include "network/calibrate.hpp"
#include "network/compare.hpp"
#include "network/integer_engine.hpp"
#include "network/integer_file.hpp"
#include "network/weight_fit.hpp"
#include "support/files.hpp"
#include "support/plain_integer.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/network/integer_samples.hpp"
#include "unit/network/samples.hpp"
#include "weights/fit.hpp"

using namespace rccm::network;
using rccm::CoefficientSet;
using rccm::Json;
using rccm::test::complaint;
using rccm::test::ScratchFolder;

namespace {

// every_operation() without the batch-norm that follows an addition, which integer networks do not have.
Network lowerable() {
  Network network = rccm::test::every_operation();
  network.layers[11].inputs = {9};
  network.layers.erase(network.layers.begin() + 10);
  for (std::size_t i = 10; i < network.layers.size(); ++i) {
    for (int& source : network.layers[i].inputs) source -= source > 9 ? 1 : 0;
  }
  return network;
}

LoweringParams params_with(const std::string& circuit) {
  LoweringParams params;
  params.multipliers = {multiplier_of(*rccm::preset_circuit(circuit))};
  return params;
}

// The SNR of the network's output against the float network.
double output_snr(const Network& network, const LoweringParams& params) {
  const auto images = rccm::test::random_images(network.input, 40, 4);
  return compare_layers(network, lower(network, images, params), images, 2).back().snr_db;
}

}  // namespace

TEST_CASE("the nearest coefficient is taken, and of two as near that of smaller magnitude") {
  const CoefficientSet set{-8, -2, 0, 3, 5};
  const std::vector<std::pair<double, std::int64_t>> cases{{-100, -8}, {-5.1, -8}, {-5, -2}, {-1, 0},  {-1.01, -2},
                                                           {1.5, 0},   {1.51, 3},  {4, 3},   {4.2, 5}, {99, 5}};
  for (const auto& [target, coefficient] : cases) {
    INFO(target);
    CHECK(nearest_coefficient(set, 0.25 * target, 0.25) == coefficient);
  }
  CHECK(nearest_coefficient({-3, 3}, 0, 1) == 3);  // neither is smaller: the positive one
}

TEST_CASE("a layer is fitted with one scale, or with one for each output channel") {
  const CoefficientSet set{-2, -1, 0, 1, 2};
  // The second channel is the first, ten times as large; the third is zero.
  const std::vector<float> weights{1, 2, -2, 0, 1, 10, 20, -20, 0, 10, 0, 0, 0, 0, 0};
  const WeightFit own = fit_weights(weights, 3, set, {true, 1}, "layer");
  CHECK(own.scales[0] == Approx(1));
  CHECK(own.scales[1] == Approx(10));
  CHECK(own.coefficients == std::vector<std::int64_t>{1, 2, -2, 0, 1, 1, 2, -2, 0, 1, 0, 0, 0, 0, 0});
  const WeightFit shared = fit_weights(weights, 3, set, {false, 1}, "layer");
  CHECK(shared.scales[0] == shared.scales[1]);
  CHECK(shared.scales[0] ==
        rccm::fit_scale(set, rccm::Distribution::of_samples({weights.begin(), weights.end()})).scale);
  CHECK(fit_weights(weights, 3, set, {true, 3}, "layer").scales == own.scales);
  const std::vector<float> zeros(4, 0.0F);
  CHECK(complaint([&] { static_cast<void>(fit_weights(zeros, 2, set, {}, "layer 'x'")); }) ==
        "layer 'x': all its weights are zero: nothing can be fitted to them");
}

TEST_CASE("factors are as exact as their bits allow, with one shift for all") {
  const ScaledFactors factors = scaled_factors({0.3, 0.0001, 0.75}, 16, "x");
  CHECK(factors.shift == 16);
  CHECK(factors.factors == std::vector<std::uint16_t>{19661, 7, 49152});
  CHECK(scaled_factors({0.75}, 8, "x").shift == 8);
  CHECK(scaled_factors({1e-12}, 16, "x").shift == 40);
  CHECK(scaled_factors({30000}, 16, "x").shift == 1);
  CHECK_THAT(complaint([] { static_cast<void>(scaled_factors({40000}, 16, "x")); }),
             Catch::StartsWith("x: its output's step"));
}

TEST_CASE("the step of an activation is the one that loses least, or the one that clips nothing") {
  // One value in a thousand is eight times as large as all others: clipping it pays at few levels, not at many.
  ActivationHistogram histogram{0, 8, std::vector<std::uint64_t>(ActivationHistogram::kBins, 0)};
  for (std::size_t bin = 0; bin < ActivationHistogram::kBins / 8; ++bin) histogram.counts[bin] = 1000;
  histogram.counts.back() = 512;
  CHECK(widest_step(histogram, {0, 7}) == Approx(8.0 / 7));
  CHECK(best_step(histogram, {0, 7}) < 0.6 * 8 / 7);
  CHECK(best_step(histogram, {0, 65535}) == Approx(8.0 / 65535));
  const ActivationHistogram nothing{0, 0, std::vector<std::uint64_t>(ActivationHistogram::kBins, 0)};
  CHECK(best_step(nothing, {0, 255}) == 1);
  CHECK(widest_step({-4, 1, {}}, {-8, 7}) == 0.5);
}

TEST_CASE("a lowered network of 8 bits stays near the float one, and wider is nearer") {
  const Network network = lowerable();
  LoweringParams params = params_with("booth:8x8");
  const double eight = output_snr(network, params);
  CHECK(eight > 25);
  params.activation_bits = params.signed_bits = 4;
  CHECK(output_snr(network, params) < eight - 6);
  params.activation_bits = params.signed_bits = 12;
  CHECK(output_snr(network, params) > eight + 3);
  params.activation_bits = params.signed_bits = 8;
  params.multipliers = {multiplier_of(CoefficientSet{-1, 0, 1})};
  CHECK(output_snr(network, params) < eight - 6);
}

TEST_CASE("a lowered network computes batch-norms and ReLUs with the layers before them") {
  const Network network = lowerable();
  const auto images = rccm::test::random_images(network.input, 8, 4);
  const IntegerNetwork lowered = lower(network, images, params_with("addnet:2-add"));
  std::vector<std::string> names;
  for (const IntegerLayer& layer : lowered.layers) names.push_back(layer.name);
  CHECK(names == std::vector<std::string>{"conv1", "conv2", "conv3", "conv4", "short", "pool1", "add", "pool2",
                                          "short2", "flatten", "fc1", "fc2"});
  CHECK(lowered.layers[0].fuses == std::vector<std::string>{"bn1", "relu1"});
  CHECK(lowered.layers[6].fuses == std::vector<std::string>{"relu3"});
  CHECK(lowered.quantiser.rescaling.range == rccm::Range{-128, 127});
  const auto& first = std::get<MultiplyLayer>(lowered.layers[0].operation);
  CHECK(first.relu);
  CHECK(first.rescaling.range == rccm::Range{0, 255});
  const auto& unsettled = std::get<MultiplyLayer>(lowered.layers[2].operation);
  CHECK_FALSE(unsettled.relu);
  CHECK(unsettled.rescaling.range == rccm::Range{-128, 127});
  // A limit of 0.9 is a limit of the integers.
  const auto& limited = std::get<MultiplyLayer>(lowered.layers[1].operation);
  CHECK(limited.rescaling.range.high == std::min<std::int64_t>(255, std::lround(0.9F / lowered.layers[1].scale)));
}

TEST_CASE("layers can have multipliers of their own") {
  const Network network = lowerable();
  const auto images = rccm::test::random_images(network.input, 8, 4);
  LoweringParams params = params_with("addnet:2-add");
  params.multipliers.push_back(multiplier_of(*rccm::preset_circuit("booth:8x8")));
  params.layer_multipliers = {{"conv1", 1}, {"fc2", 1}};
  const IntegerNetwork lowered = lower(network, images, params);
  CHECK(std::get<MultiplyLayer>(lowered.layers[0].operation).multiplier == 1);
  CHECK(std::get<MultiplyLayer>(lowered.layers[1].operation).multiplier == 0);
  params.layer_multipliers = {{"relu1", 1}};
  CHECK_THAT(complaint([&] { static_cast<void>(lower(network, images, params)); }),
             Catch::Contains("has no convolution or linear layer 'relu1'"));
}

TEST_CASE("what cannot be lowered is refused by layer or parameter") {
  const Network network = rccm::test::every_operation();
  const auto images = rccm::test::random_images(network.input, 2, 4);
  LoweringParams params = params_with("addnet:2-add");
  CHECK_THAT(complaint([&] { static_cast<void>(lower(network, images, params)); }),
             Catch::Contains("layer 'bn2': a batch-norm that does not follow a convolution"));
  params.activation_bits = 17;
  CHECK(complaint([&] { static_cast<void>(lower(network, images, params)); }) ==
        "activations of 17 bits: must be 1..16");
}

TEST_CASE("the same network is lowered the same by any number of threads") {
  const Network network = lowerable();
  const auto images = rccm::test::random_images(network.input, 40, 4);
  LoweringParams params = params_with("addnet:3-add");
  const Json one = to_json(lower(network, images, params), "t");
  params.threads = 3;
  CHECK(to_json(lower(network, images, params), "t") == one);
}

TEST_CASE("an integer network that was saved gives the same bits when it is loaded") {
  const ScratchFolder folder;
  const std::string path = (folder.path() / "n.json").string();
  const bool is_lowered = GENERATE(true, false);
  const Network network = lowerable();
  const auto images = rccm::test::random_images(network.input, 4, 4);
  const IntegerNetwork saved =
      is_lowered ? lower(network, images, params_with("addnet:4-add")) : rccm::test::every_integer_operation();
  save_network(saved, path);
  const auto loaded = std::get<IntegerNetwork>(load_any_network(path));
  CHECK(to_json(loaded, "t") == to_json(saved, "t"));
  CHECK(rccm::test::plain_forward(loaded, images.image(0)) == rccm::test::plain_forward(saved, images.image(0)));
  save_network(loaded, (folder.path() / "m.json").string());
  CHECK(rccm::read_file(folder.path() / "m.npz") == rccm::read_file(folder.path() / "n.npz"));
}

TEST_CASE("an integer network file that is not what it should be is refused with the place") {
  const ScratchFolder folder;
  const std::string path = (folder.path() / "n.json").string();
  save_network(rccm::test::every_integer_operation(), path);
  const Json good = Json::parse(rccm::read_file(path));
  struct Case {
    const char* what;
    const char* pointer;
    Json value;
    const char* message;
  };
  const std::vector<Case> cases{
      {"an unknown key", "/layers/0/zero_point", 3, "n.json: layers[0]: unknown key \"zero_point\""},
      {"a shift", "/layers/0/shift", 41, "n.json: layer 'conv1': its shift is 41: must be 1..40"},
      {"an accumulator's width", "/layers/0/accumulator_bits", 12, "n.json: layers[0]: accumulator_bits: must be "},
      {"a multiplier", "/layers/0/multiplier", 7, "n.json: layer 'conv1': its multiplier is 7"},
      {"a table of fractions", "/multipliers/0/table/0", 0.5,
       "n.json: multipliers[0]: table: holds what is no coefficient"},
      {"a stored word's width", "/multipliers/1/stored_bits", 3, "n.json: multipliers[1]: stored_bits: must be 5"},
      {"a shift of the consumer", "/multipliers/1/consumer_shift", 25,
       "n.json: multipliers[1]: consumer_shift is 25: must be 0..24"},
      {"a factor", "/layers/7/factors/0", 65536, "n.json: layers[7]: factors: 65536 is no unsigned number of 16 bits"},
      {"an operation", "/layers/7/op", "batch_norm", "n.json: layers[7]: op: \"batch_norm\" is not one of"},
      {"groups", "/layers/0/groups", 0, "n.json: layers[0]: groups must be at least 1"},
      {"channels", "/layers/0/channels/1", 17, "n.npz:conv1.words: has another shape than layer 'conv1' takes"},
      {"a name", "/layers/0/name", "conv0", "n.npz: tensor 'conv0.words' of layer 'conv0' is missing"}};
  for (const Case& wrong : cases) {
    INFO(wrong.what);
    Json json = good;
    json[Json::json_pointer(wrong.pointer)] = wrong.value;
    rccm::write_file(path, json.dump());
    CHECK_THAT(complaint([&] { static_cast<void>(load_any_network(path)); }), Catch::Contains(wrong.message));
  }
}

TEST_CASE("a comparison with a network of other layers is refused") {
  const Network network = lowerable();
  const auto images = rccm::test::random_images(network.input, 2, 4);
  const IntegerNetwork lowered = lower(network, images, params_with("addnet:2-add"));
  Network other = network;
  other.layers[2].name = "activation";
  CHECK_THAT(complaint([&] { static_cast<void>(compare_layers(other, lowered, images, 1)); }),
             Catch::Contains("float network 'sample' has no layer 'relu1'"));
}

TEST_CASE("a network whose weights are already coefficients is fitted without loss") {
  Network network{"exact", {2, 3, 3}, {255, {0, 0}, {1, 1}}, {}};
  network.layers = {{"conv", {kImage}, Conv2d{2, 1, 1, {}, false, {0.5F, -1.0F}, {}}},
                    {"flatten", {0}, Flatten{}},
                    {"fc", {1}, Linear{9, 10, false, std::vector<float>(90, 0.3F), {}}}};
  const Network all = with_fitted_weights(network, {-2, 0, 1}, FittedLayers::kAll, {false, 1});
  CHECK(std::get<Conv2d>(all.layers[0].operation).weight == std::vector<float>{0.5F, -1.0F});
  CHECK(std::get<Linear>(all.layers[2].operation).weight[0] == Approx(0.3F));
  const Network coarse = with_fitted_weights(network, {-1, 1}, FittedLayers::kConvolutions, {false, 1});
  // The mean magnitude would be better still, but the largest level is at least as large as the root mean square.
  CHECK(std::get<Conv2d>(coarse.layers[0].operation).weight[0] == Approx(std::sqrt(0.625)));
  CHECK(std::get<Conv2d>(coarse.layers[0].operation).weight[1] == Approx(-std::sqrt(0.625)));
  CHECK(std::get<Linear>(coarse.layers[2].operation).weight[0] == 0.3F);
}
