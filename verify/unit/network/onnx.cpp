#include "network/onnx.hpp"

#include "network/file.hpp"
#include "network/json.hpp"
#include "network/parameters.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/network/onnx_writer.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::network;
using namespace rccm::test::onnx;
using rccm::testing::refusal;

namespace {

std::vector<std::int64_t> as_list(const Window& window) {
  return {window.padding.begin(), window.padding.end()};
}

std::string window_attributes(const Window& window, bool has_padding) {
  return attribute("kernel_shape", std::vector<std::int64_t>{window.kernel.begin(), window.kernel.end()}) +
         attribute("strides", std::vector<std::int64_t>{window.stride.begin(), window.stride.end()}) +
         (has_padding ? attribute("pads", as_list(window)) : "");
}

// A network of this project as ONNX, its values called after the layers.
Graph exported(const Network& network) {
  Graph graph;
  graph.input = {1, network.input.channels, network.input.height, network.input.width};
  graph.output = network.layers.back().name;
  for (const Layer& layer : network.layers) {
    std::vector<std::string> inputs;
    for (const int source : layer.inputs) inputs.push_back(source == kImage ? "x" : source_name(network, source));
    for (const ConstParameter& parameter : parameters(layer)) {
      const std::string name = layer.name + "." + parameter.name;
      inputs.push_back(name);
      graph.tensors.push_back(tensor(name, {parameter.shape.begin(), parameter.shape.end()}, *parameter.values));
    }
    std::string operation;
    std::string attributes;
    if (const auto* conv = std::get_if<Conv2d>(&layer.operation)) {
      operation = "Conv";
      attributes = window_attributes(conv->window, true) + attribute("group", std::int64_t{conv->groups});
    } else if (std::holds_alternative<Linear>(layer.operation)) {
      operation = "Gemm";
      attributes = attribute("transB", std::int64_t{1});
    } else if (const auto* norm = std::get_if<BatchNorm>(&layer.operation)) {
      operation = "BatchNormalization";
      attributes = attribute("epsilon", static_cast<float>(norm->epsilon));
    } else if (const auto* relu = std::get_if<Relu>(&layer.operation)) {
      operation = relu->limit ? "Clip" : "Relu";
      if (relu->limit) attributes = attribute("min", 0.0F) + attribute("max", *relu->limit);
    } else if (const auto* maximum = std::get_if<MaxPool>(&layer.operation)) {
      operation = "MaxPool";
      attributes = window_attributes(maximum->window, true);
    } else if (const auto* average = std::get_if<AveragePool>(&layer.operation)) {
      operation = "AveragePool";
      attributes = window_attributes(average->window, false);
    } else if (std::holds_alternative<GlobalAveragePool>(layer.operation)) {
      operation = "GlobalAveragePool";
    } else {
      operation = std::holds_alternative<Add>(layer.operation) ? "Add" : "Flatten";
    }
    graph.nodes.push_back(node(operation, inputs, layer.name, attributes, layer.name));
  }
  return graph;
}

// Every operation that ONNX has as well.
Network sample() {
  Network network{"sample", {3, 13, 11}, {255, {0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}}, {}};
  network.layers = {
      {"conv1", {kImage}, Conv2d{3, 18, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}}, false, {}, {}}},
      {"bn1", {0}, BatchNorm{18, static_cast<double>(1e-3F), {}, {}, {}, {}}},
      {"relu1", {1}, Relu{}},
      {"conv2", {2}, Conv2d{18, 6, 3, {{2, 3}, {1, 2}, {0, 2, 1, 1}}, true, {}, {}}},
      {"relu2", {3}, Relu{0.9F}},
      {"conv3", {4}, Conv2d{6, 6, 6, {{3, 3}, {1, 1}, {1, 1, 1, 1}}, true, {}, {}}},
      {"add", {5, 4}, Add{}},
      {"pool1", {6}, MaxPool{{{3, 1}, {2, 1}, {1, 0, 1, 0}}}},
      {"pool2", {7}, AveragePool{{{2, 2}, {2, 2}, {0, 0, 0, 0}}}},
      {"flatten", {8}, Flatten{Flatten::Order::kChw}},
      {"fc1", {9}, Linear{54, 10, true, {}, {}}},
      {"relu4", {10}, Relu{}},
      {"fc2", {11}, Linear{10, 10, false, {}, {}}},
  };
  rccm::test::fill_randomly(network, 3);
  return network;
}

const std::vector<float>& weight_of(const Layer& layer) {
  if (const auto* linear = std::get_if<Linear>(&layer.operation)) return linear->weight;
  return std::get<Conv2d>(layer.operation).weight;
}

// One convolution of 1 x 1 with a weight of 2, which the cases of refusals spoil.
Graph one_convolution(const std::string& attributes = "") {
  Graph graph;
  graph.nodes = {node("Conv", {"x", "w"}, "y", attributes, "first")};
  graph.tensors = {tensor("w", {1, 1, 1, 1}, {2})};
  return graph;
}

Graph with_node(const std::string& operation, const std::string& attributes = "",
                const std::vector<std::string>& inputs = {"x"}) {
  Graph graph = one_convolution();
  graph.nodes = {node(operation, inputs, "y", attributes, "odd")};
  return graph;
}

Graph with_tensor(const std::string& content) {
  Graph graph = one_convolution();
  graph.tensors = {content};
  return graph;
}

}  // namespace

TEST_CASE("a network that was written as ONNX is the same when it is read") {
  const rccm::test::ScratchFolder folder;
  const Network network = sample();
  const Network read = load_network(folder.write("sample.onnx", exported(network).file()));
  CHECK(to_json(read, "t") == to_json(network, "t"));
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto wanted = parameters(network.layers[i]);
    const auto found = parameters(read.layers.at(i));
    for (std::size_t p = 0; p < wanted.size(); ++p) CHECK(*found[p].values == *wanted[p].values);
  }
}

TEST_CASE("products and sums with constants are linear layers and biases") {
  Graph graph;
  graph.input = {1, 2, 1, 1};
  graph.nodes = {node("Conv", {"x", "body.weight"}, "c", "", "/body/Conv"), node("Add", {"c", "cb"}, "cs"),
                 node("Reshape", {"cs", "shape"}, "r"), node("MatMul", {"r", "m"}, "p", "", "/head/MatMul"),
                 node("Add", {"b", "p"}, "y")};
  graph.tensors = {tensor("body.weight", {2, 2, 1, 1}, {1, 0, 0, 1}), tensor("cb", {1, 2, 1, 1}, {5, 6}),
                   integers("shape", {0, -1}), tensor("m", {2, 3}, {1, 2, 3, 4, 5, 6}), tensor("b", {3}, {7, 8, 9})};
  const Network network = read_onnx(graph.file(), "n.onnx");
  REQUIRE(network.layers.size() == 2);
  CHECK(network.layers[0].name == "body");
  CHECK(std::get<Conv2d>(network.layers[0].operation).bias == std::vector<float>{5, 6});
  CHECK(network.layers[1].name == "head.MatMul");
  CHECK(weight_of(network.layers[1]) == std::vector<float>{1, 4, 2, 5, 3, 6});
  CHECK(std::get<Linear>(network.layers[1].operation).bias == std::vector<float>{7, 8, 9});
}

TEST_CASE("Gemm multiplies its weight by alpha and its bias by beta") {
  Graph graph;
  graph.input = {1, 2, 1, 1};
  graph.nodes = {node("Gemm", {"x", "w", "b"}, "y", attribute("alpha", 2.0F) + attribute("beta", 3.0F))};
  graph.tensors = {tensor("w", {2, 1}, {1, 4}), tensor("b", {1}, {5})};
  const Network network = read_onnx(graph.file(), "n.onnx");
  CHECK(weight_of(network.layers[0]) == std::vector<float>{2, 8});
  CHECK(std::get<Linear>(network.layers[0].operation).bias == std::vector<float>{15});
}

TEST_CASE("nodes that do nothing are left out, wherever they are") {
  Graph graph = one_convolution();
  graph.nodes = {node("Constant", {}, "k", tensor_attribute("value", tensor("", {1, 1, 1, 1}, {3}))),
                 node("Identity", {"x"}, "i"),
                 node("Dropout", {"i"}, "d"),
                 node("Conv", {"d", "k"}, "c"),
                 node("Relu", {"c"}, "r"),
                 node("ReduceMean", {"r"}, "m", attribute("axes", std::vector<std::int64_t>{2, -1})),
                 node("Flatten", {"m"}, "f"),
                 node("Softmax", {"f"}, "y")};
  const Network network = read_onnx(graph.file(), "n.onnx");
  REQUIRE(network.layers.size() == 3);
  CHECK(weight_of(network.layers[0]) == std::vector<float>{3});
  CHECK(std::holds_alternative<GlobalAveragePool>(network.layers[2].operation));
}

TEST_CASE("tensors are read from raw bytes and from lists, packed or not, of any type of numbers") {
  const std::string head = dims({1, 1, 1, 2}) + bytes_field(8, "w");
  const std::string tensor = GENERATE_COPY(
      head + integer_field(2, 1) + bytes_field(4, rccm::testing::encode_all(std::vector<float>{0.5F, -2})),
      head + integer_field(2, 1) + float_field(4, 0.5F) + float_field(4, -2),
      head + integer_field(2, 11) + bytes_field(10, rccm::testing::encode_all(std::vector<double>{0.5, -2})),
      head + integer_field(2, 10) + bytes_field(9, std::string("\x00\x38\x00\xc0", 4)),
      head + integer_field(2, 10) + bytes_field(5, varint(0x3800) + varint(0xc000)),
      head + integer_field(2, 10) + integer_field(5, 0x3800) + integer_field(5, 0xc000));
  CHECK(weight_of(read_onnx(with_tensor(tensor).file(), "n.onnx").layers[0]) == std::vector<float>{0.5F, -2});
}

TEST_CASE("padding by rule is what the rule says for the input's size") {
  struct Case {
    const char* rule;
    std::array<int, 4> padding;
  };
  const Case known = GENERATE(Case{"SAME_UPPER", {0, 1, 1, 1}}, Case{"SAME_LOWER", {1, 1, 0, 1}},
                              Case{"VALID", {0, 0, 0, 0}}, Case{"NOTSET", {0, 0, 0, 0}});
  Graph graph = one_convolution(attribute("auto_pad", std::string(known.rule)) +
                                attribute("strides", std::vector<std::int64_t>{2, 1}));
  graph.tensors = {tensor("w", {1, 1, 3, 3}, std::vector<float>(9, 1))};
  CHECK(std::get<Conv2d>(read_onnx(graph.file(), "n.onnx").layers[0].operation).window.padding == known.padding);
}

TEST_CASE("an image of three channels is prepared as ImageNet's, others are divided by 255") {
  CHECK(read_onnx(one_convolution().file(), "n.onnx").preprocessing.mean == std::vector<double>{0});
  CHECK(read_onnx(exported(sample()).file(), "n.onnx").preprocessing.deviation[1] == 0.224);
}

TEST_CASE("what is no network of this project is refused by node or tensor") {
  struct Case {
    const char* what;
    std::string file;
    const char* message;
  };
  Graph two_inputs = one_convolution();
  two_inputs.extra = bytes_field(11, value_info("z", {0, 1, 4, 4}));
  Graph open = one_convolution();
  open.input = {0, 1, 0, 4};
  Graph sparse = one_convolution();
  sparse.extra = bytes_field(15, "");
  Graph softmax = with_node("Softmax");
  softmax.nodes.push_back(node("Relu", {"y"}, "z"));
  Graph twice = one_convolution();
  twice.nodes.push_back(twice.nodes.front());
  Graph elsewhere = one_convolution();
  elsewhere.output = "z";
  Graph foreign = one_convolution();
  foreign.nodes = {node("Conv", {"x", "w"}, "y", bytes_field(7, "com.example"), "odd")};
  const std::string good = one_convolution().file();
  const std::string head = dims({1, 1, 1, 1}) + bytes_field(8, "w");
  const std::string three = head + integer_field(2, 1) + bytes_field(9, "abc");
  const std::vector<Case> cases{
      {"another operator", with_node("Concat").file(),
       "n.onnx: node 'odd' (Concat): this operator is none of Add, AveragePool, BatchNormalization, Clip,"},
      {"another domain", foreign.file(), "n.onnx: node 'odd' (Conv): is an operator of domain com.example"},
      {"a softmax within", softmax.file(), "n.onnx: node 'odd' (Softmax): this operator is none of"},
      {"a weight that is computed", with_node("Conv", "", {"x", "x"}).file(),
       "n.onnx: node 'odd' (Conv): its weight 'x' is no constant of the file"},
      {"no weight", with_node("Conv").file(), "n.onnx: node 'odd' (Conv): has no weight"},
      {"an input from nowhere", with_node("Relu", "", {"q"}).file(),
       "n.onnx: node 'odd' (Relu): its input 'q' is nothing that an earlier node computes"},
      {"gaps", one_convolution(attribute("dilations", std::vector<std::int64_t>{2, 1})).file(),
       "n.onnx: node 'first' (Conv): its dilations are not 1"},
      {"a pool over the edge",
       with_node("MaxPool",
                 attribute("kernel_shape", std::vector<std::int64_t>{2, 2}) + attribute("ceil_mode", std::int64_t{1}))
           .file(),
       "n.onnx: node 'odd' (MaxPool): its ceil_mode is 1: pools that reach over the edge"},
      {"a kernel of one extent", with_node("MaxPool", attribute("kernel_shape", std::vector<std::int64_t>{2})).file(),
       "n.onnx: node 'odd' (MaxPool): its kernel_shape has 1 extents"},
      {"a lower bound that is not 0", with_node("Clip", attribute("min", -1.0F)).file(),
       "n.onnx: node 'odd' (Clip): its min is not 0"},
      {"the sum with a constant", with_node("Add", "", {"x", "w"}).file(),
       "n.onnx: node 'odd' (Add): adds a constant that is no bias of a layer before it"},
      {"a reshape to another image",
       with_node("Reshape", attribute("shape", std::vector<std::int64_t>{1, 4, 2, 2})).file(),
       "n.onnx: node 'odd' (Reshape): does not make a vector of each image"},
      {"a value computed twice", twice.file(), "n.onnx: two nodes compute 'y'"},
      {"channels that do not match", with_tensor(tensor("w", {1, 3, 1, 1}, {1, 2, 3})).file(),
       "n.onnx: node 'first' (Conv): takes 3 channels, but its input is 1 x 4 x 4"},
      {"a weight of two extents", with_tensor(tensor("w", {1, 1}, {1})).file(),
       "n.onnx: node 'first' (Conv): its weight has 2 dimensions: images take 4"},
      {"values that are too few", with_tensor(tensor("w", {1, 1, 1, 2}, {1})).file(),
       "n.onnx: initializer 'w': holds 1 values, another number than its extents ask for"},
      {"half a value", with_tensor(three).file(), "n.onnx: initializer 'w': its 3 bytes are no whole number of values"},
      {"text instead of numbers", with_tensor(head + integer_field(2, 8)).file(),
       "n.onnx: initializer 'w': has elements of ONNX's type 8"},
      {"values in another file", with_tensor(head + integer_field(2, 1) + bytes_field(13, "")).file(),
       "n.onnx: initializer 'w': its values lie in another file"},
      {"a value that is infinite",
       with_tensor(tensor("w", {1, 1, 1, 1}, {std::numeric_limits<float>::infinity()})).file(),
       "n.onnx: node 'first' (Conv): weight 'w': the value at index 0 is NaN, infinite"},
      {"sparse tensors", sparse.file(), "n.onnx: holds sparse tensors"},
      {"two images", two_inputs.file(), "n.onnx: has 2 inputs besides its weights"},
      {"an image of any height", open.file(), "n.onnx: input 'x': leaves channels, height or width open"},
      {"an output that no layer computes", elsewhere.file(),
       "n.onnx: its output 'z' is not what its last layer computes"},
      {"a file cut short", good.substr(0, good.size() - 1), "n.onnx: ends within a field"},
      {"a file that is no protobuf", "{\"schema\": 1}", "n.onnx: "},
      {"an empty file", "", "n.onnx: holds no graph"}};
  for (const Case& wrong : cases) {
    INFO(wrong.what);
    CHECK_THAT(refusal([&] { static_cast<void>(read_onnx(wrong.file, "n.onnx")); }), Catch::StartsWith(wrong.message));
  }
}
