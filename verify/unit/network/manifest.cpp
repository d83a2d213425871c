#include "network/manifest.hpp"

#include "network/file.hpp"
#include "support/files.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/network/samples.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm::network;
using rccm::Json;
using rccm::test::complaint;
using rccm::test::ScratchFolder;
namespace testing = rccm::testing;

namespace {

const char* const kManifest = R"({
  "network": "tiny", "licence": "none", "parameters": 34,
  "input": {"shape": [2, 4, 4], "layout": "NCHW", "preprocess": "(u8/255-mean)/std", "mean": [0.4, 0.5], "std": [0.2, 0.3]},
  "layers": [
    {"order": 0, "name": "conv", "op": "conv", "input": ["input"], "output": "c", "weight": "w.npy", "shape": [2, 2, 1, 1],
     "stride": [1, 1], "padding": [0, 0, 0, 0], "groups": 1, "stats": {"mean": 1}},
    {"name": "bn", "op": "batchnorm", "input": ["c"], "output": "n", "weight": "g.npy", "shape": [2], "bias": "b.npy",
     "mean": "m.npy", "var": "v.npy", "eps": 0.001},
    {"name": "relu", "op": "relu", "input": ["n"], "output": "r"},
    {"name": "short", "op": "shortcut_a", "input": ["r"], "output": "s", "stride": 2, "pad_channels": 1},
    {"name": "add", "op": "add", "input": ["s", "s"], "output": "a"},
    {"name": "pool", "op": "maxpool", "input": ["a"], "output": "p", "kernel": [2, 2], "stride": [2, 2], "ceil_mode": false},
    {"order": "HWC", "name": "flat", "op": "flatten", "input": ["p"], "output": "f"},
    {"name": "fc", "op": "linear", "input": ["f"], "output": "logits", "weight": "l.npy", "shape": [3, 4], "bias": "lb.npy"},
    {"name": "softmax", "op": "softmax", "input": ["logits"], "output": "probabilities"}
  ]})";

std::string floats(const std::string& shape, const std::vector<float>& values) {
  return testing::npy_file(testing::npy_header("<f4", shape), testing::encode_all(values));
}

std::string write_manifest(const ScratchFolder& folder, const std::string& text) {
  folder.write("w.npy", floats("(2, 2, 1, 1)", {1, 2, 3, 4}));
  for (const char* name : {"g", "b", "m", "v"}) folder.write(std::string(name) + ".npy", floats("(2,)", {1, 2}));
  folder.write("l.npy", floats("(3, 4)", std::vector<float>(12, 0.5F)));
  folder.write("lb.npy", floats("(3,)", {7, 8, 9}));
  return folder.write("manifest.json", text);
}

}  // namespace

TEST_CASE("a manifest with a file per tensor is read into a graph") {
  const ScratchFolder folder;
  const Network network = load_network(write_manifest(folder, kManifest));
  CHECK(network.name == "tiny");
  CHECK(network.preprocessing.deviation == std::vector{0.2, 0.3});
  REQUIRE(network.layers.size() == 8);  // without the softmax
  CHECK(std::get<Conv2d>(network.layers[0].operation).weight == std::vector<float>{1, 2, 3, 4});
  CHECK(std::get<BatchNorm>(network.layers[1].operation).epsilon == 0.001);
  CHECK(std::get<Subsample>(network.layers[3].operation).channels_after == 1);
  CHECK(network.layers[4].inputs == std::vector{3, 3});
  CHECK(std::get<Flatten>(network.layers[6].operation).order == Flatten::Order::kHwc);
  CHECK(std::get<Linear>(network.layers[7].operation).bias == std::vector<float>{7, 8, 9});
}

TEST_CASE("a manifest that cannot be read is refused with the layer") {
  struct Case {
    const char* from;
    const char* to;
    const char* message;
  };
  const Case wrong = GENERATE(
      Case{"\"op\": \"relu\"", "\"op\": \"concat\"", "manifest.json: layers[2]: op: \"concat\" is not one of conv,"},
      Case{"\"ceil_mode\": false", "\"ceil_mode\": true", "manifest.json: layers[5]: ceil_mode: pools that reach over"},
      Case{"[\"n\"]", "[\"q\"]", "manifest.json: layers[2]: input: \"q\" is no output before"},
      Case{"(u8/255-mean)/std", "u8-mean", "manifest.json: input: preprocess: \"u8-mean\" is not one of"},
      Case{"\"w.npy\"", "\"x.npy\"", "x.npy: no such file"},
      Case{"[2, 2, 1, 1]", "[2, 2, 3, 3]", "manifest.json: layer 'pool': a kernel of 2 does not fit 1 + 0 of padding"},
      Case{"\"shape\": [3, 4]", "\"shape\": [4, 4]", "l.npy: is 3 x 4, but layer 'fc' takes 4 x 4"},
      Case{"\"groups\": 1", "\"groups\": 0", "manifest.json: layers[0]: its groups and shape make no convolution"});
  INFO(wrong.to);
  std::string text = kManifest;
  text.replace(text.find(wrong.from), std::string(wrong.from).size(), wrong.to);
  const ScratchFolder folder;
  const std::string path = write_manifest(folder, text);
  const std::string message = complaint([&] { static_cast<void>(load_network(path)); });
  CHECK_THAT(message, Catch::Contains(wrong.message));
}
