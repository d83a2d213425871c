// rccm quantize and rccm eval on a network and images that the test makes.

#include "network/file.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/network/onnx_writer.hpp"
#include "unit/network/samples.hpp"

using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;
namespace onnx = rccm::test::onnx;

namespace {

ProcessResult run(const ScratchFolder& folder, const std::string& arguments) {
  return run_shell("cd '" + folder.path().string() + "' && '" + RCCM_PROGRAM + "' " + arguments + " 2>&1");
}

// net.json with ten classes over CIFAR's images, and a batch of 20 of these.
void write_files(const ScratchFolder& folder) {
  using namespace rccm::network;
  Network network{"small", {3, 32, 32}, {255, {0.5, 0.5, 0.5}, {0.25, 0.25, 0.25}}, {}};
  network.layers = {{"conv1", {kImage}, Conv2d{3, 8, 1, {{3, 3}, {2, 2}, {1, 1, 1, 1}}, true, {}, {}}},
                    {"relu1", {0}, Relu{}},
                    {"pool", {1}, GlobalAveragePool{}},
                    {"fc", {2}, Linear{8, 10, true, {}, {}}}};
  rccm::test::fill_randomly(network, 2);
  save_network(network, folder.path() / "net.json");
  const auto images = rccm::test::random_images(network.input, 20, 6);
  std::string batch;
  for (std::size_t i = 0; i < images.size(); ++i) {
    batch += static_cast<char>(images.labels[i]);
    batch.append(reinterpret_cast<const char*>(images.image(i).data()), images.image_bytes());
  }
  folder.write("batch.bin", batch);
}

}  // namespace

TEST_CASE("a network is quantised, evaluated and compared with the float one") {
  const ScratchFolder folder;
  write_files(folder);
  const ProcessResult made = run(
      folder, "quantize net.json --circuit booth:8x8 --layer fc=addnet:2-add --data batch.bin --images 10 -o q.json");
  CHECK(made.status == 0);
  CHECK(made.output == "q.json, q.npz: network 'small' with booth:8x8\n");
  const ProcessResult text = run(folder, "eval q.json --data batch.bin --reference net.json --threads 1");
  CHECK(text.status == 0);
  CHECK_THAT(text.output, Catch::StartsWith("small, integers, 20 images\ntop-1  "));
  CHECK_THAT(text.output, Catch::Contains("\nconv1  relu1"));
  CHECK(run(folder, "eval q.json --data batch.bin --reference net.json --threads 2").output == text.output);
  const ProcessResult json = run(folder, "eval q.json --data batch.bin --images 5 --json");
  CHECK_THAT(json.output, Catch::Contains("\"schema\": \"rccm.accuracy/1\"") && Catch::Contains("\"images\": 5"));
  CHECK_THAT(run(folder, "eval net.json --data batch.bin").output, Catch::StartsWith("small, float, 20 images\n"));
}

TEST_CASE("weights alone can be fitted, to coefficients that no circuit is known for") {
  const ScratchFolder folder;
  write_files(folder);
  CHECK(run(folder, "quantize net.json --coefficients -1,0,1 --per-layer --float-activations -o f.json").status == 0);
  CHECK_THAT(run(folder, "eval f.json --data batch.bin").output, Catch::StartsWith("small, float, 20 images\n"));
}

TEST_CASE("the levels of a quantiser stand for a multiplier, as in training") {
  const ScratchFolder folder;
  write_files(folder);
  const std::string quantize = "quantize net.json --data batch.bin -q ";
  CHECK(run(folder, quantize + "--circuit set:-1,0,1 --layer fc=lsq:4 -o a.json").status == 0);
  CHECK(run(folder, quantize + "--coefficients -1,0,1 --layer fc=lsq:4 -o b.json").status == 0);
  CHECK(run_shell("cd '" + folder.path().string() + "' && cmp a.npz b.npz 2>&1").output.empty());
  CHECK_THAT(rccm::read_file(folder.path() / "a.json"), Catch::Contains("\"name\": \"lsq:4\""));
}

TEST_CASE("an ONNX file is quantised and evaluated as other networks are, its preprocessing told by options") {
  const ScratchFolder folder;
  write_files(folder);
  onnx::Graph graph;
  graph.input = {0, 3, 32, 32};
  graph.nodes = {onnx::node("Conv", {"x", "w"}, "c"), onnx::node("GlobalAveragePool", {"c"}, "y")};
  std::vector<float> weights;
  for (int i = 0; i < 30; ++i) weights.push_back(0.01F * static_cast<float>(i * 7 % 30 - 15));
  graph.tensors = {onnx::tensor("w", {10, 3, 1, 1}, weights)};
  folder.write("net.onnx", graph.file());
  const ProcessResult usual = run(folder, "eval net.onnx --data batch.bin");
  CHECK(usual.status == 0);
  CHECK_THAT(usual.output, Catch::StartsWith("sample, float, 20 images\n"));
  const std::string imagenet = "--divisor 255 --mean 0.485,0.456,0.406 --deviation 0.229,0.224,0.225";
  CHECK(run(folder, "eval net.onnx --data batch.bin " + imagenet).output == usual.output);
  const std::string other = "--divisor 255 --mean 0.1,0.2,0.7 --deviation 1,0.2,1 ";
  CHECK(run(folder, "eval net.onnx --data batch.bin " + other).output != usual.output);
  CHECK(run(folder, "quantize net.onnx --circuit booth:8x8 --data batch.bin -o q.json -q " + other).status == 0);
  CHECK_THAT(run(folder, "eval q.json --data batch.bin --reference net.onnx " + other).output,
             Catch::StartsWith("sample, integers, 20 images\n") && Catch::Contains("SNR dB"));
}

TEST_CASE("quantize and eval end with the documented status where they cannot go on") {
  struct Case {
    const char* arguments;
    int status;
    const char* message;
  };
  const std::vector<Case> cases{
      {"eval net.json", 2, "rccm: no images: pass --data FILE"},
      {"eval none.json --data batch.bin", 3, "rccm: none.json: no such file"},
      {"eval lenet --data batch.bin", 2, "rccm: lenet: neither a file nor a built-in network"},
      {"eval resnet-20 --data batch.bin", 2, "rccm: resnet-20: a built-in network needs weights"},
      {"eval net.json --data net.json", 3, "rccm: net.json: its "},
      {"eval net.json --data cut.bin", 3, "rccm: cut.bin: its 3072 bytes are not a whole number of records"},
      {"eval net.json --data label.bin", 3, "rccm: label.bin: label 10 of record 0 is not below 10"},
      {"eval net.json --data empty", 3, "rccm: empty: holds no folders: name a folder that has one folder of images"},
      {"eval net.json --data batch.bin --mean 1,2", 2, "rccm: --mean has 2 values: network 'small' has 3 input"},
      {"eval renamed.json --data batch.bin", 3, "rccm: net.npz: tensor 'fd.weight' of layer 'fd' is missing"},
      {"eval huge.json --data batch.bin", 3, "rccm: network 'small', layer 'fc': its output is NaN or infinite"},
      {"quantize huge.json --circuit booth:8x8 --data batch.bin -o q.json", 3,
       "rccm: network 'small', layer 'fc': its output is NaN or infinite"},
      {"eval lenet-5 --weights net.npz --data batch.bin", 3,
       "rccm: net.npz:conv1.weight: is 8 x 3 x 3 x 3, but layer 'conv1' takes 6 x 1 x 5 x 5"},
      {"eval odd.onnx --data batch.bin", 3, "rccm: odd.onnx: node 'y' (Concat): this operator is none of Add,"},
      {"eval small.onnx --data batch.bin", 3,
       "rccm: network 'sample' takes images of 1 x 4 x 4, the data's are 3 x 32 x 32"},
      {"eval net.json --data batch.bin --images 21", 2, "rccm: --images 21: the data has 20"},
      {"eval net.json --data batch.bin --reference net.json", 2, "rccm: --reference is for integer networks"},
      {"quantize net.json --data batch.bin -o q.json", 2, "rccm: needs the coefficients to fit to"},
      {"quantize net.json --circuit addnet:2-add -o q.json", 2, "rccm: no images"},
      {"quantize net.json --coefficients 1,x --data batch.bin -o q.json", 2, "rccm: --coefficients 1,x: is no list"},
      {"quantize net.json --circuit addnet:2-add --layer fc --data batch.bin -o q.json", 2,
       "rccm: --layer fc: is not LAYER=CIRCUIT"},
      {"quantize net.json --circuit addnet:2-add --layer fc9=addnet:2-add --data batch.bin -o q.json", 2,
       "rccm: network 'small' has no convolution or linear layer 'fc9'"},
      {"quantize net.json --circuit addnet:2-add --bits 17 --data batch.bin -o q.json", 2,
       "rccm: activations of 17 bits"},
      {"quantize net.json --circuit nonsense --data batch.bin -o q.json", 2, "rccm: quantizer 'nonsense': unknown"},
      {"quantize net.json --circuit none.json --data batch.bin -o q.json", 3, "rccm: none.json: no such file"},
      {"quantize net.json --circuit addnet:2-add --data batch.bin -o q.npz", 2,
       "rccm: q.npz: is the name that the network's tensors get"}};
  const ScratchFolder folder;
  write_files(folder);
  folder.write("cut.bin", std::string(3072, '\1'));
  folder.write("label.bin", std::string(3073, '\n'));
  std::filesystem::create_directory(folder.path() / "empty");
  const std::string good = rccm::read_file(folder.path() / "net.json");
  folder.write("renamed.json", std::string(good).replace(good.find("\"fc\""), 4, "\"fd\""));
  auto huge = rccm::network::load_network((folder.path() / "net.json").string());
  for (float& weight : std::get<rccm::network::Linear>(huge.layers[3].operation).weight) weight = 3e38F;
  save_network(huge, folder.path() / "huge.json");
  onnx::Graph graph;
  graph.nodes = {onnx::node("Relu", {"x"}, "y")};
  folder.write("small.onnx", graph.file());
  graph.nodes = {onnx::node("Concat", {"x", "x"}, "y")};
  folder.write("odd.onnx", graph.file());
  for (const Case& wrong : cases) {
    INFO(wrong.arguments);
    const ProcessResult result = run(folder, wrong.arguments);
    CHECK(result.status == wrong.status);
    CHECK_THAT(result.output, Catch::StartsWith(wrong.message));
  }
}
