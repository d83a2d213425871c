#include "network/integer_engine.hpp"

#include <functional>
#include <set>

#include "circuit/presets.hpp"
#include "support/plain_integer.hpp"
#include "support/plain_network.hpp"
#include "unit/catch.hpp"
#include "unit/network/integer_samples.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::network;
using rccm::Range;
using rccm::test::complaint;

namespace {

// The engine's outputs as the plain reference has them.
std::vector<std::vector<std::int64_t>> outputs(const IntegerEngine& engine, const IntegerEngine::Workspace& workspace) {
  std::vector<std::vector<std::int64_t>> result;
  for (std::size_t i = 0; i < workspace.outputs.size(); ++i) {
    const auto chw = rccm::test::planes(workspace.outputs[i], engine.bounds().shapes[i]);
    result.emplace_back(chw.begin(), chw.end());
  }
  return result;
}

// A network of one convolution, whose inputs are the pixels.
IntegerNetwork one_layer(const Conv2d& shape, const Shape& input, const Multiplier& multiplier, unsigned seed) {
  IntegerNetwork network{"one", input, {}, {multiplier}, {}};
  const auto channels = static_cast<std::size_t>(input.channels);
  network.quantiser = {
      std::vector<std::int64_t>(channels, 2), std::vector<std::int64_t>(channels, 0), {1, {0, 255}}, 1};
  network.layers = {{"conv", {kImage}, rccm::test::random_multiply(shape, multiplier, {-100000, 100000}, seed), 1, {}}};
  std::get<MultiplyLayer>(network.layers[0].operation).rescaling.shift = 14;
  return network;
}

}  // namespace

TEST_CASE("every layer of an integer network gives bit for bit what nested loops give") {
  const IntegerNetwork network = rccm::test::every_integer_operation();
  const auto images = rccm::test::random_images(network.input, 3, 11);
  const IntegerEngine engine(network);
  IntegerEngine::Workspace workspace;
  for (std::size_t image = 0; image < images.size(); ++image) {
    engine.run(images.image(image), workspace);
    const auto expected = rccm::test::plain_forward(network, images.image(image));
    const auto given = outputs(engine, workspace);
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
      INFO("image " << image << ", layer " << network.layers[i].name);
      CHECK(given[i] == expected[i]);
      // A layer whose outputs are all alike would let a mistake pass.
      CHECK(std::set(expected[i].begin(), expected[i].end()).size() > 5);
    }
  }
}

TEST_CASE("convolutions of all kinds of shapes give bit for bit what nested loops give") {
  std::mt19937 random(5);
  const auto draw = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  const Multiplier small{"small", {-92, -44, 0, 1, 2, 8, 36, 92}, false, std::nullopt};
  const Multiplier large{"large", {-70000, 33000, 0, 1}, false, std::nullopt};
  for (int trial = 0; trial < 60; ++trial) {
    const int groups = draw(0, 2) == 0 ? draw(1, 4) : 1;
    Conv2d conv{groups * draw(1, 5), groups * draw(1, 20), groups, {}, true, {}, {}};
    conv.window = {
        {draw(1, 4), draw(1, 4)}, {draw(1, 3), draw(1, 3)}, {draw(0, 2), draw(0, 2), draw(0, 2), draw(0, 2)}};
    const Shape input{conv.in_channels, draw(4, 9), draw(4, 15)};
    const auto seed = static_cast<unsigned>(random());
    const IntegerNetwork network = one_layer(conv, input, draw(0, 4) == 0 ? large : small, seed);
    const auto images = rccm::test::random_images(input, 1, seed);
    const IntegerEngine engine(network);
    IntegerEngine::Workspace workspace;
    engine.run(images.image(0), workspace);
    INFO("trial " << trial << ", " << conv.in_channels << " to " << conv.out_channels << " channels in " << groups
                  << " groups");
    CHECK(outputs(engine, workspace) == rccm::test::plain_forward(network, images.image(0)));
  }
}

TEST_CASE("sums that just fit 32 bits are computed narrow, one more is computed wide, and both are exact") {
  const Multiplier multiplier{"edge", {32767, -32767}, false, std::nullopt};
  const int taps = GENERATE(257, 258);  // 257 · 32767 · 255 < 2^31 < 258 · 32767 · 255
  IntegerNetwork network = one_layer({taps, 2, 1, {}, true, {}, {}}, {taps, 1, 1}, multiplier, 1);
  auto& layer = std::get<MultiplyLayer>(network.layers[0].operation);
  for (std::size_t i = 0; i < layer.words.size(); ++i) layer.words[i] = i < static_cast<std::size_t>(taps) ? 0 : 1;
  layer.factors = {1, 1};
  layer.rescaling = {1, {-(std::int64_t{1} << 31), (std::int64_t{1} << 31) - 1}};
  const std::vector<std::int64_t> coefficients(static_cast<std::size_t>(taps), 32767);
  CHECK(fits_narrow(coefficients, 1, {0, 255}) == (taps == 257));
  CHECK_FALSE(fits_narrow(std::vector<std::int64_t>{32768}, 1, {0, 1}));
  CHECK_FALSE(fits_narrow(std::vector<std::int64_t>{1}, 1, {-32768, 0}));
  const std::vector<std::uint8_t> pixels(static_cast<std::size_t>(taps), 255);
  const IntegerEngine engine(network);
  IntegerEngine::Workspace workspace;
  engine.run(pixels, workspace);
  CHECK(workspace.outputs[0][0] == (std::int64_t{taps} * 32767 * 255 + layer.bias[0] + 1) / 2);
  CHECK(outputs(engine, workspace) == rccm::test::plain_forward(network, pixels));
}

TEST_CASE("rescaling rounds halves up, rounds down below them, for both signs, and clamps") {
  const Rescaling rule{2, {-3, 3}};
  const std::vector<std::pair<std::int64_t, std::int64_t>> cases{
      {0, 0}, {1, 0}, {2, 1}, {5, 1}, {6, 2}, {-1, 0}, {-2, 0}, {-3, -1}, {-6, -1}, {-7, -2}, {100, 3}, {-100, -3}};
  for (const auto& [sum, value] : cases) {
    INFO(sum);
    CHECK(rescaled(sum, rule) == value);
  }
}

TEST_CASE("an accumulator's range follows from shape, table and bias, whatever the weights") {
  MultiplyLayer layer;
  layer.in_channels = 4;
  layer.out_channels = 2;
  layer.groups = 2;
  layer.window.kernel = {3, 3};
  layer.bias = {-50, 700};
  const Multiplier multiplier{"m", {-5, 1, 2, 3}, false, std::nullopt};
  // 18 taps of -5..3 times 0..255.
  CHECK(accumulator_range(layer, multiplier, {0, 255}) == Range{-50 - 18 * 5 * 255, 700 + 18 * 3 * 255});
  CHECK(accumulator_range(layer, multiplier, {-128, 127}) == Range{-50 - 18 * 5 * 127, 700 + 18 * 5 * 128});
  const Multiplier signless{"s", {1, 2, 3, 5}, true, std::nullopt};
  CHECK(accumulator_range(layer, signless, {0, 255}) == Range{-50 - 18 * 5 * 255, 700 + 18 * 5 * 255});
}

TEST_CASE("a multiplier is a circuit with its table, or a set that no circuit is known for") {
  const Multiplier published = multiplier_of(*rccm::preset_circuit("addnet:2-add"));
  CHECK(stored_bits(published) == 4);
  CHECK(rccm::to_text(coefficient_set(published)) == "±{0 1 2 8 28 36 44 92}");
  for (const auto& [value, word] : stored_words(published)) CHECK(coefficient(published, word) == value);
  const Multiplier signless{"s", {0, 1, 2, 3}, true, std::nullopt};
  CHECK(coefficient(signless, 3) == 3);
  CHECK(coefficient(signless, 7) == -3);
  CHECK(stored_words(signless).at(0) == 0);
  CHECK(coefficient_set(signless) == rccm::CoefficientSet{-3, -2, -1, 0, 1, 2, 3});
  const Multiplier set = multiplier_of(rccm::CoefficientSet{-2, 0, 5});
  CHECK(set.table == std::vector<std::int64_t>{-2, 0, 5, -2});
  CHECK(coefficient_set(set) == rccm::CoefficientSet{-2, 0, 5});
}

TEST_CASE("a stored word holds the code, then the sign, then the choice of the consumer's shift") {
  rccm::Circuit circuit = *rccm::preset_circuit("native:signless-cell");
  circuit.consumer_shift = 2;
  const Multiplier shifted = multiplier_of(circuit);
  CHECK(shifted.table == std::vector<std::int64_t>{0, 1, 2, 4, 0, 3, 6, 8});
  CHECK(stored_bits(shifted) == 5);
  CHECK(coefficient(shifted, 0b00111) == 8);
  CHECK(coefficient(shifted, 0b01111) == -8);
  CHECK(coefficient(shifted, 0b10111) == 32);
  CHECK(coefficient(shifted, 0b11101) == -12);
  CHECK(coefficient_set(shifted) == rccm::coefficient_set(circuit));
  CHECK(stored_words(shifted).at(4) == 0b00011);  // 1 shifted by 2 is 4, too
  const Multiplier in_the_table{"t", {-3, 5}, false, std::nullopt, 1};
  CHECK(stored_bits(in_the_table) == 2);
  CHECK(coefficient_set(in_the_table) == rccm::CoefficientSet{-6, -3, 5, 10});
  CHECK(coefficient(in_the_table, 0b11) == 10);
}

TEST_CASE("integer networks that the hardware could not compute are refused") {
  const auto multiply = [](IntegerNetwork& n) -> MultiplyLayer& {
    return std::get<MultiplyLayer>(n.layers[0].operation);
  };
  struct Case {
    const char* what;
    std::function<void(IntegerNetwork&)> spoil;
    const char* message;
  };
  const std::vector<Case> cases{
      {"a shift of 0", [&](IntegerNetwork& n) { multiply(n).rescaling.shift = 0; },
       "n: layer 'conv1': its shift is 0: must be 1..40"},
      {"a shift of 41", [&](IntegerNetwork& n) { multiply(n).rescaling.shift = 41; },
       "n: layer 'conv1': its shift is 41"},
      {"a range without zero",
       [&](IntegerNetwork& n) {
         multiply(n).rescaling.range = {1, 5};
       },
       "n: layer 'conv1': its range is 1..5"},
      {"a word too wide", [&](IntegerNetwork& n) { multiply(n).words[5] = 8; },
       "n: layer 'conv1': a stored word is wider than the 3 bits"},
      {"a word too few", [&](IntegerNetwork& n) { multiply(n).words.pop_back(); },
       "n: layer 'conv1': has 485 weights instead of 486"},
      {"a bias too few", [&](IntegerNetwork& n) { multiply(n).bias.pop_back(); },
       "n: layer 'conv1': has 17 biases instead of 18"},
      {"a huge bias", [&](IntegerNetwork& n) { multiply(n).bias[0] = std::int64_t{1} << 45; },
       "n: layer 'conv1': its accumulator ranges over"},
      {"no such multiplier", [&](IntegerNetwork& n) { multiply(n).multiplier = 3; },
       "n: layer 'conv1': its multiplier is 3: the network has 3"},
      {"a table of three",
       [](IntegerNetwork& n) {
         n.multipliers[1].table = {0, 1, 2};
       },
       "n: multipliers[1]: its table has 3 entries"},
      {"channels", [&](IntegerNetwork& n) { multiply(n).in_channels = 4; }, "n: layer 'conv1': takes 4 channels"},
      {"a scale", [](IntegerNetwork& n) { n.layers[1].scale = 0; }, "n: layer 'conv2': its scale must be above 0"}};
  for (const Case& wrong : cases) {
    INFO(wrong.what);
    IntegerNetwork network = rccm::test::every_integer_operation();
    CHECK_NOTHROW(check_network(network, "n"));
    wrong.spoil(network);
    CHECK_THAT(complaint([&] { static_cast<void>(check_network(network, "n")); }), Catch::StartsWith(wrong.message));
  }
}

TEST_CASE("an integer network classifies the same for any number of threads") {
  const IntegerNetwork network = rccm::test::every_integer_operation();
  const auto images = rccm::test::random_images(network.input, 50, 3);
  const Accuracy one = evaluate(network, images, {1, nullptr});
  CHECK(one.images == 50);
  CHECK(evaluate(network, images, {4, nullptr}) == one);
}
