// Prints the speed of the integer engine's convolutions beside that of plain nested loops over the same layer in the
// same run, and checks that both give the same. See README.md.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "circuit/presets.hpp"
#include "network/image_batches.hpp"
#include "network/integer_engine.hpp"
#include "support/plain_integer.hpp"
#include "support/plain_network.hpp"

namespace {

using namespace rccm::network;

struct Options {
  unsigned threads = rccm::hardware_threads();
  std::string circuit = "addnet:3-add";
  double seconds = 1;
};

/// One 3 x 3 convolution with random words of a circuit and 8-bit unsigned activations.
IntegerNetwork make_network(int channels, int size, const std::string& circuit) {
  std::mt19937 random(1);
  IntegerNetwork network{
      "bench", {channels, size, size}, {}, {multiplier_of(rccm::preset_circuit(circuit).value())}, {}};
  const auto count = static_cast<std::size_t>(channels);
  network.quantiser = {std::vector<std::int64_t>(count, 2), std::vector<std::int64_t>(count, 0), {1, {0, 255}}, 1};
  MultiplyLayer layer;
  layer.in_channels = layer.out_channels = channels;
  layer.window = {{3, 3}, {1, 1}, {1, 1, 1, 1}};
  layer.words.resize(count * count * 9);
  const std::uint32_t mask = (1U << static_cast<unsigned>(stored_bits(network.multipliers[0]))) - 1;
  for (auto& word : layer.words) word = static_cast<std::uint32_t>(random()) & mask;
  layer.bias.assign(count, 100);
  layer.scales.assign(count, 1);
  layer.factors.assign(count, 20000);
  layer.relu = true;
  layer.rescaling = {26, {0, 255}};
  network.layers = {{"conv", {kImage}, layer, 1, {}}};
  return network;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Calls work() until the time is over and returns how often per second, and how often per second of processor time.
template <typename Work>
std::pair<double, double> rate(double seconds, const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  double calls = 0;
  do {
    work();
    ++calls;
  } while (seconds_since(begin) < seconds);
  const double used = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  return {calls / seconds_since(begin), calls / used};
}

void print_layer(int channels, int size, const Options& options) {
  const IntegerNetwork network = make_network(channels, size, options.circuit);
  std::vector<std::uint8_t> pixels(network.input.size());
  std::mt19937 random(2);
  for (auto& pixel : pixels) pixel = static_cast<std::uint8_t>(random() % 256);
  const IntegerEngine engine(network);
  IntegerEngine::Workspace workspace;
  engine.run(pixels, workspace);
  const auto planes = rccm::test::planes(workspace.outputs[0], network.input);
  const auto expected = rccm::test::plain_forward(network, pixels)[0];
  if (!std::equal(planes.begin(), planes.end(), expected.begin(), expected.end())) {
    throw std::runtime_error("the engine and the plain loops disagree");
  }
  const double giga_macs = 9e-9 * channels * channels * size * size;
  constexpr std::size_t kImages = 256;
  const auto [fast, fast_cpu] = rate(options.seconds, [&] {
    for_each_batch(kImages, options.threads, [&](std::size_t begin, std::size_t end) {
      IntegerEngine::Workspace own;
      for (std::size_t i = begin; i < end; ++i) engine.run(pixels, own);
    });
  });
  const auto [plain, plain_cpu] =
      rate(options.seconds, [&] { static_cast<void>(rccm::test::plain_forward(network, pixels)); });
  const double fast_speed = fast * kImages * giga_macs;
  const double plain_speed = plain * giga_macs;
  std::printf("3x3, %3d -> %3d channels, %2dx%-2d  %8.1f  %8.1f  %8.3f  %6.0f  %6.0f\n", channels, channels, size, size,
              fast_speed, fast_cpu * kImages * giga_macs, plain_speed, fast_speed / plain_speed,
              fast_cpu * kImages / plain_cpu);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("How fast the integer engine multiplies.");
  app.add_option("--threads", options.threads, "threads of the engine; the plain loops have one");
  app.add_option("--circuit", options.circuit, "a built-in circuit, whose table the weights are from");
  app.add_option("--seconds", options.seconds, "time of each measurement");
  CLI11_PARSE(app, argc, argv);
  try {
    std::printf("%s, 8-bit unsigned activations, %u threads against plain loops on one\n\n", options.circuit.c_str(),
                options.threads);
    std::printf("%-34s %8s  %8s  %8s  %6s  %6s\n", "", "GMAC/s", "per CPU s", "plain", "ratio", "by CPU");
    for (const auto& [channels, size] : {std::pair(16, 32), {32, 16}, {64, 8}, {64, 32}, {128, 16}, {256, 8}}) {
      print_layer(channels, size, options);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_network: %s\n", error.what());
    return 1;
  }
  return 0;
}
