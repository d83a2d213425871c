#include "network/graph.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "network/builders.hpp"
#include "network/parameters.hpp"
#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::network;
using rccm::test::complaint;

namespace {

// Weights and biases of convolutions, linear layers and batch-norms, as papers count them.
std::uint64_t trained_values(const Network& network) {
  std::uint64_t count = 0;
  for (const Layer& layer : network.layers) {
    for (const ConstParameter& parameter : parameters(layer)) {
      if (!parameter.name.starts_with("running")) count += value_count(parameter.shape);
    }
  }
  return count;
}

}  // namespace

TEST_CASE("the built-in networks have the published numbers of parameters, multiplications and classes") {
  struct Case {
    const char* name;
    std::uint64_t parameters;
    double mega_macs;  // rounded to the published digits
    int classes;
  };
  const Case known = GENERATE(Case{"lenet-5", 61'706, 0.416, 10}, Case{"resnet-20", 269'722, 40.6, 10},
                              Case{"resnet-56", 853'018, 125.5, 10}, Case{"resnet-18", 11'689'512, 1814, 1000},
                              Case{"resnet-50", 25'557'032, 4089, 1000}, Case{"mobilenet-v2", 3'504'872, 300.8, 1000});
  INFO(known.name);
  const Network network = build(known.name).value();
  CHECK(trained_values(network) == known.parameters);
  CHECK(mac_count(network) / 1e6 == Approx(known.mega_macs).epsilon(0.002));
  CHECK(infer_shapes(network, known.name).back() == Shape{known.classes, 1, 1});
}

TEST_CASE("every built-in network is a graph that fits together") {
  for (const Builder& builder : builders()) {
    INFO(builder.name);
    const Network network = build(builder.name).value();
    CHECK(network.name == builder.name);
    CHECK_NOTHROW(infer_shapes(network, builder.name));
  }
  CHECK_FALSE(build("resnet-21").has_value());
}

TEST_CASE("the networks of the experiments have the layers that their names tell") {
  const auto channels = [](const char* name) {
    std::vector<int> result;
    const Network network = build(name).value();
    for (const Layer& layer : network.layers) {
      if (const auto* conv = std::get_if<Conv2d>(&layer.operation)) result.push_back(conv->out_channels);
      if (const auto* linear = std::get_if<Linear>(&layer.operation)) result.push_back(linear->out_features);
    }
    return result;
  };
  CHECK(channels("lenet-5") == std::vector{6, 16, 120, 84, 10});
  CHECK(channels("cifar-184") == std::vector{64, 64, 64, 64, 184, 10});
  CHECK(channels("vgg-small") == std::vector{128, 128, 256, 256, 512, 512, 1024, 10});
  CHECK(channels("resnet-14") == std::vector{32, 32, 32, 32, 32, 64, 64, 64, 64, 128, 128, 128, 128, 10});
  const Network alexnet = build("alexnet").value();
  const auto& first = std::get<Conv2d>(alexnet.layers[0].operation).window;
  CHECK(first.kernel == std::array{7, 7});
  CHECK(first.stride == std::array{2, 2});
  const auto second = std::find_if(alexnet.layers.begin() + 1, alexnet.layers.end(),
                                   [](const Layer& layer) { return std::holds_alternative<Conv2d>(layer.operation); });
  CHECK(std::get<Conv2d>(second->operation).window.stride == std::array{2, 2});
}

TEST_CASE("the built-in networks have the tensors of PyTorch's own models, by name and shape") {
  struct Case {
    const char* network;
    std::size_t tensors;  // without the counters of batches
    const char* name;
    std::vector<std::uint64_t> shape;
  };
  const Case known = GENERATE(
      Case{"resnet-18", 102, "layer2.0.downsample.0.weight", {128, 64, 1, 1}},
      Case{"resnet-18", 102, "layer4.1.bn2.running_var", {512}},
      Case{"resnet-50", 267, "layer4.2.conv3.weight", {2048, 512, 1, 1}}, Case{"resnet-50", 267, "fc.bias", {1000}},
      Case{"mobilenet-v2", 262, "features.1.conv.1.weight", {16, 32, 1, 1}},
      Case{"mobilenet-v2", 262, "features.2.conv.1.0.weight", {96, 1, 3, 3}},
      Case{"mobilenet-v2", 262, "features.17.conv.3.running_mean", {320}},
      Case{"mobilenet-v2", 262, "classifier.1.weight", {1000, 1280}},
      Case{"resnet-32", 157, "layer3.4.conv2.weight", {64, 64, 3, 3}}, Case{"resnet-20", 97, "linear.weight", {10, 64}},
      Case{"lenet-5", 10, "fc2.weight", {84, 120}});
  INFO(known.network << ": " << known.name);
  const Network network = *build(known.network);
  std::map<std::string, std::vector<std::uint64_t>> tensors;
  for (const Layer& layer : network.layers) {
    for (const ConstParameter& parameter : parameters(layer))
      tensors[layer.name + "." + parameter.name] = parameter.shape;
  }
  CHECK(tensors.size() == known.tensors);
  CHECK(tensors[known.name] == known.shape);
}

TEST_CASE("shapes that do not match are refused with the layer, what it takes and what it gets") {
  struct Case {
    const char* what;
    std::function<void(Network&)> spoil;
    const char* message;
  };
  const Case wrong = GENERATE(
      Case{"channels", [](Network& n) { std::get<Conv2d>(n.layers[3].operation).in_channels = 21; },
           "n.json: layer 'conv2': takes 21 channels, but its input is 18 x 13 x 11"},
      Case{"groups", [](Network& n) { std::get<Conv2d>(n.layers[3].operation).groups = 4; },
           "n.json: layer 'conv2': 4 groups do not divide both 18 input and 6 output channels"},
      Case{"no groups", [](Network& n) { std::get<Conv2d>(n.layers[3].operation).groups = 0; },
           "n.json: layer 'conv2': groups is 0: must be 1.."},
      Case{"features", [](Network& n) { std::get<Linear>(n.layers[15].operation).in_features = 50; },
           "n.json: layer 'fc1': takes 50 features, but its input is 52 x 1 x 1"},
      Case{"a sum of two shapes",
           [](Network& n) {
             n.layers[9].inputs = {6, 7};
           },
           "n.json: layer 'add': adds 12 x 7 x 6 to 12 x 13 x 6: both must have one shape"},
      Case{"a sum of one", [](Network& n) { n.layers[9].inputs = {6}; }, "n.json: layer 'add': has 1 inputs, takes 2"},
      Case{"a kernel too large",
           [](Network& n) {
             std::get<Conv2d>(n.layers[0].operation).window.kernel = {16, 3};
           },
           "n.json: layer 'conv1': a kernel of 16 does not fit 13 + 2 of padding"},
      Case{"a pool of padding",
           [](Network& n) {
             std::get<MaxPool>(n.layers[8].operation).window.padding = {3, 0, 1, 0};
           },
           "n.json: layer 'pool1': its padding is not less than its kernel"},
      Case{"a padded mean",
           [](Network& n) {
             std::get<AveragePool>(n.layers[12].operation).window.padding = {1, 0, 0, 0};
           },
           "n.json: layer 'pool2': an average pool takes no padding"},
      Case{"a later input", [](Network& n) { n.layers[2].inputs = {2}; },
           "n.json: layer 'relu1': takes the output of a layer that comes later"},
      Case{"an unused output", [](Network& n) { n.layers[2].inputs = {0}; },
           "n.json: nothing takes the output of layer 'bn1'"},
      Case{"a name twice", [](Network& n) { n.layers[2].name = "bn1"; }, "n.json: two layers are called 'bn1'"},
      Case{"a layer called input", [](Network& n) { n.layers[2].name = "input"; }, "n.json: a layer is called input"},
      Case{"too few weights", [](Network& n) { std::get<Linear>(n.layers[15].operation).weight.pop_back(); },
           "n.json: layer 'fc1': its weight holds 1039 values instead of 1040"},
      Case{"a mean too many", [](Network& n) { n.preprocessing.mean.push_back(0); },
           "n.json: needs one mean and one deviation for each of 3 input channels"},
      Case{"an image without height", [](Network& n) { n.input.height = 0; }, "n.json: input: height is 0"},
      Case{"an image too large",
           [](Network& n) {
             n.input = {1 << 20, 1 << 20, 1 << 20};
           },
           "n.json: its input is "},
      Case{"no layers", [](Network& n) { n.layers.clear(); }, "n.json: has no layers"});
  INFO(wrong.what);
  Network network = rccm::test::every_operation();
  CHECK_NOTHROW(infer_shapes(network, "n.json"));
  wrong.spoil(network);
  CHECK_THAT(complaint([&] { static_cast<void>(infer_shapes(network, "n.json")); }), Catch::StartsWith(wrong.message));
}
