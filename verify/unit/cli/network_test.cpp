// rccm quantize and rccm eval on a network and images that the test makes.

#include "network/file.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/network/samples.hpp"

using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

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
      {"quantize net.json --circuit none.json --data batch.bin -o q.json", 3, "rccm: none.json: no such file"},
      {"quantize net.json --circuit addnet:2-add --data batch.bin -o q.npz", 2,
       "rccm: q.npz: is the name that the network's tensors get"}};
  const ScratchFolder folder;
  write_files(folder);
  for (const Case& wrong : cases) {
    INFO(wrong.arguments);
    const ProcessResult result = run(folder, wrong.arguments);
    CHECK(result.status == wrong.status);
    CHECK_THAT(result.output, Catch::StartsWith(wrong.message));
  }
}
