#include "network/file.hpp"

#include "circuit/json.hpp"
#include "network/json.hpp"
#include "network/state.hpp"
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

// All values of all layers, to compare networks by.
std::vector<float> values_of(const Network& network) {
  std::vector<float> values;
  for (const Layer& layer : network.layers) {
    for (const ConstParameter& parameter : parameters(layer)) {
      values.insert(values.end(), parameter.values->begin(), parameter.values->end());
    }
  }
  return values;
}

std::string floats(const std::string& shape, std::size_t count, float value) {
  return testing::npy_file(testing::npy_header("<f4", shape), testing::encode_all(std::vector<float>(count, value)));
}

// A state dictionary for lenet-5, by tensor.
std::map<std::string, std::string> lenet_state() {
  return {{"conv1.weight", floats("(6, 1, 5, 5)", 150, 0.5F)}, {"conv1.bias", floats("(6,)", 6, 1)},
          {"conv2.weight", floats("(16, 6, 5, 5)", 2400, 2)},  {"conv2.bias", floats("(16,)", 16, 3)},
          {"fc1.weight", floats("(120, 400)", 48000, 4)},      {"fc1.bias", floats("(120,)", 120, 5)},
          {"fc2.weight", floats("(84, 120)", 10080, 6)},       {"fc2.bias", floats("(84,)", 84, 7)},
          {"fc3.weight", floats("(10, 84)", 840, 8)},          {"fc3.bias", floats("(10,)", 10, 9)}};
}

std::string npz_of(const std::map<std::string, std::string>& state) {
  std::vector<testing::ZipEntry> entries;
  for (const auto& [name, bytes] : state) entries.push_back(testing::ZipEntry::stored(name + ".npy", bytes));
  return testing::zip_file(entries);
}

}  // namespace

TEST_CASE("a network that was saved is the same when it is loaded") {
  const ScratchFolder folder;
  const Network network = rccm::test::every_operation();
  const std::string path = (folder.path() / "sample.json").string();
  save_network(network, path);
  const Network loaded = load_network(path);
  CHECK(to_json(loaded, "t") == to_json(network, "t"));
  CHECK(values_of(loaded) == values_of(network));
  CHECK(std::filesystem::exists(folder.path() / "sample.npz"));
}

TEST_CASE("a network file that is not what it should be is refused with the place") {
  const ScratchFolder folder;
  const std::string path = (folder.path() / "n.json").string();
  save_network(rccm::test::every_operation(), path);
  const Json good = Json::parse(rccm::read_file(path));
  struct Case {
    const char* what;
    const char* pointer;
    Json value;
    const char* message;
  };
  const Case wrong = GENERATE(
      Case{"another version", "/schema", "rccm.network/2", "n.json: schema \"rccm.network/2\" is not rccm.network/1"},
      Case{"an unknown key", "/colour", 1, "n.json: unknown key \"colour\""},
      Case{"an unknown key of a layer", "/layers/0/dilation", 1, "n.json: layers[0]: unknown key \"dilation\""},
      Case{"an unknown operation", "/layers/2/op", "swish", "n.json: layers[2]: op \"swish\" is not one of conv2d,"},
      Case{"an unknown input", "/layers/2/inputs/0", "bn7",
           "n.json: layers[2]: inputs: no layer before it is called \"bn7\""},
      Case{"a kernel of three",
           "/layers/0/kernel",
           {1, 2, 3},
           "n.json: layers[0]: kernel: holds 3 integers, must hold 2"},
      Case{"a kernel of text", "/layers/0/kernel/0", "3", "n.json: layers[0]: kernel: \"3\" is no integer"},
      Case{"channels that do not match", "/layers/0/channels/1", 17,
           "n.json: layer 'bn1': takes 18 channels, but its input is 17 x 13 x 11"},
      Case{"an order", "/layers/14/order", "cwh", "n.json: layers[14]: order: \"cwh\" is not one of chw, hwc"},
      Case{"another folder's tensors", "/tensors", "../n.npz",
           "n.json: tensors \"../n.npz\" is no name of a file in the same folder"},
      Case{"tensors that are not there", "/tensors", "m.npz", "m.npz: no such file"},
      Case{"an integer network", "/arithmetic", "integer", "n.json: holds an integer network"},
      Case{"a bias too many", "/layers/17/bias", true, "n.npz: tensor 'fc2.bias' of layer 'fc2' is missing"},
      Case{"a bias too few", "/layers/15/bias", false, "n.npz:fc1.bias: belongs to no layer of network 'sample'"},
      Case{"another number of features", "/layers/17/features/1", 11,
           "n.npz:fc2.weight: is 10 x 20, but layer 'fc2' takes 11 x 20"});
  INFO(wrong.what);
  Json json = good;
  json[Json::json_pointer(wrong.pointer)] = wrong.value;
  rccm::write_file(path, json.dump());
  const std::string message = complaint([&] { static_cast<void>(load_network(path)); });
  CHECK_THAT(message, Catch::Contains(wrong.message));
}

TEST_CASE("a built-in network is filled from a state dictionary, whatever kind of file it is") {
  const ScratchFolder folder;
  std::string state;
  SECTION("npz") {
    state = folder.write("lenet.npz", npz_of(lenet_state()));
  }
  SECTION("a folder of npy files, with other files beside") {
    for (const auto& [name, bytes] : lenet_state()) folder.write(name + ".npy", bytes);
    folder.write("readme.txt", "nothing to see");
    state = folder.path().string();
  }
  SECTION("with the names that wrapped modules have, and counters") {
    std::map<std::string, std::string> renamed;
    for (const auto& [name, bytes] : lenet_state()) renamed["module." + name] = bytes;
    renamed["module.conv1.num_batches_tracked"] = floats("()", 1, 100);
    state = folder.write("lenet.npz", npz_of(renamed));
  }
  SECTION("safetensors") {
    std::string header;
    std::string data;
    for (const Layer& layer : load_network("lenet-5", folder.write("lenet.npz", npz_of(lenet_state()))).layers) {
      for (const ConstParameter& parameter : parameters(layer)) {
        const std::string bytes = testing::encode_all(*parameter.values);
        header += (header.empty() ? "{\"" : ", \"") + layer.name + "." + parameter.name +
                  R"(": {"dtype": "F32", "shape": )" + Json(parameter.shape).dump() + ", \"data_offsets\": [" +
                  std::to_string(data.size()) + ", " + std::to_string(data.size() + bytes.size()) + "]}";
        data += bytes;
      }
    }
    state = folder.write("lenet.safetensors", testing::safetensors_file(header + "}", data));
  }
  const Network network = load_network("lenet-5", state);
  CHECK(std::get<Conv2d>(network.layers[0].operation).weight == std::vector<float>(150, 0.5F));
  CHECK(std::get<Linear>(network.layers[11].operation).bias == std::vector<float>(10, 9));
}

TEST_CASE("whether a layer has a bias is for a framework's dictionary to say") {
  const ScratchFolder folder;
  auto state = lenet_state();
  state.erase("conv1.bias");
  const Network network = load_network("lenet-5", folder.write("lenet.npz", npz_of(state)));
  CHECK_FALSE(std::get<Conv2d>(network.layers[0].operation).has_bias);
  CHECK(std::get<Conv2d>(network.layers[3].operation).has_bias);
}

TEST_CASE("running statistics are found under either name") {
  Network network{"norm", {1, 1, 1}, {1, {0}, {1}}, {}};
  network.layers.push_back({"bn", {kImage}, BatchNorm{1, 0, {}, {}, {}, {}}});
  const std::string mean = GENERATE("bn.running_mean", "bn.mean");
  const std::string variance = mean == "bn.mean" ? "bn.var" : "bn.running_var";
  State state;
  for (const auto& [name, value] :
       {std::pair<std::string, double>("bn.weight", 1), {"bn.bias", 2}, {mean, 3}, {variance, 4}}) {
    add_tensor(state, {name, {1}, {value}, true}, name);
  }
  assign_state(network, state, StateRules::kForeign, "state");
  CHECK(std::get<BatchNorm>(network.layers[0].operation).mean == std::vector<float>{3});
  CHECK(std::get<BatchNorm>(network.layers[0].operation).variance == std::vector<float>{4});
}

TEST_CASE("a state dictionary of another network is refused by tensor and layer") {
  const ScratchFolder folder;
  auto state = lenet_state();
  std::string message;
  SECTION("missing") {
    state.erase("fc2.weight");
    message = "lenet.npz: tensor 'fc2.weight' of layer 'fc2' is missing";
  }
  SECTION("of another shape") {
    state["fc2.weight"] = floats("(84, 121)", 10164, 0);
    message = "lenet.npz:fc2.weight: is 84 x 121, but layer 'fc2' takes 84 x 120";
  }
  SECTION("left over") {
    state["fc4.weight"] = floats("(84,)", 84, 0);
    message = "lenet.npz:fc4.weight: belongs to no layer of network 'lenet-5' (1 such tensors)";
  }
  SECTION("not a number") {
    state["fc3.bias"] = floats("(10,)", 10, std::numeric_limits<float>::quiet_NaN());
    message = "lenet.npz:fc3.bias: the value at index 0 is NaN";
  }
  const std::string path = folder.write("lenet.npz", npz_of(state));
  CHECK_THAT(complaint([&] { static_cast<void>(load_network("lenet-5", path)); }), Catch::Contains(message));
}

TEST_CASE("names that are neither a file nor a built-in network, and weights too many or too few, are wrong use") {
  CHECK_THAT(
      complaint([] { static_cast<void>(load_network("lenet")); }),
      Catch::StartsWith("lenet: neither a file nor a built-in network: name a file or one of lenet-5, cifar-184"));
  CHECK_THAT(complaint([] { static_cast<void>(load_network("lenet-5")); }), Catch::Contains("needs weights"));
  CHECK_THAT(complaint([] { static_cast<void>(load_network("a.json", "b.npz")); }), Catch::Contains("its own weights"));
  CHECK_THAT(complaint([] { save_network(rccm::test::every_operation(), "n.npz"); }),
             Catch::StartsWith("n.npz: is the name that the network's tensors get"));
}
