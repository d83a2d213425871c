// rccm train, on a network and images that the test makes.

#include "circuit/json.hpp"
#include "circuit/presets.hpp"
#include "network/file.hpp"
#include "network/integer_file.hpp"
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

// net.json with ten classes over CIFAR's images, and a batch of 40 of these whose brightness is their class.
void write_files(const ScratchFolder& folder) {
  using namespace rccm::network;
  Network network{"small", {3, 32, 32}, {255, {0.5, 0.5, 0.5}, {0.25, 0.25, 0.25}}, {}};
  network.layers = {{"conv1", {kImage}, Conv2d{3, 8, 1, {{3, 3}, {2, 2}, {1, 1, 1, 1}}, true, {}, {}}},
                    {"relu1", {0}, Relu{}},
                    {"pool", {1}, GlobalAveragePool{}},
                    {"fc", {2}, Linear{8, 10, true, {}, {}}}};
  rccm::test::fill_randomly(network, 2);
  save_network(network, folder.path() / "net.json");
  std::string batch;
  for (int i = 0; i < 40; ++i) {
    batch += static_cast<char>(i % 10);
    batch.append(3072, static_cast<char>(25 * (i % 10)));
  }
  folder.write("batch.bin", batch);
}

}  // namespace

TEST_CASE("rccm train refuses what makes no sense before it trains") {
  struct Case {
    const char* arguments;
    int status;
    const char* message;
  };
  const std::vector<Case> cases{
      {"train net.json --data batch.bin", 2, "rccm: "},
      {"train net.json -o out.json", 2, "rccm: no images: pass --data FILE"},
      {"train net.json --data batch.bin -o out.npz", 2, "rccm: out.npz: is the name that the network's tensors get"},
      {"train net.json --data batch.bin --layer fc=booth:8x4 -o out.json", 2, "rccm: --layer needs --circuit"},
      {"train net.json --data batch.bin --integers i.json -o out.json", 2, "rccm: --integers needs the multiplier"},
      {"train net.json --data batch.bin --circuit booth:8x4 --float-activations --integers i.json -o out.json", 2,
       "rccm: --integers does not go with --float-activations"},
      {"train net.json --data batch.bin --circuit none.json -o out.json", 3, "rccm: none.json: no such file"},
      {"train net.json --data batch.bin --circuit quantile:4 -o out.json", 2,
       "rccm: quantizer 'quantile:4': its levels are no list of integers"},
      {"train net.json --data batch.bin --circuit nonsense -o out.json", 2, "rccm: quantizer 'nonsense': unknown"},
      {"train net.json --data batch.bin --circuit booth:8x4 --layer fc -o out.json", 2,
       "rccm: --layer fc: is not LAYER=CIRCUIT"},
      {"train net.json --data batch.bin --schedule linear -o out.json", 2, "rccm: schedule 'linear'"},
      {"train net.json --data batch.bin --crop 0.08 -o out.json", 2, "rccm: --crop is for a folder of pictures"},
      {"train net.json --data none.bin -o out.json", 3, "rccm: none.bin: no such file"}};
  const ScratchFolder folder;
  write_files(folder);
  for (const Case& wrong : cases) {
    INFO(wrong.arguments);
    const ProcessResult result = run(folder, wrong.arguments);
    CHECK(result.status == wrong.status);
    CHECK_THAT(result.output, Catch::StartsWith(wrong.message));
  }
}

TEST_CASE("layers choose among multipliers within a budget, and the measurements are written") {
  const ScratchFolder folder;
  write_files(folder);
  const std::string candidates = " --choose native:signless-cell --choose booth:8x8 --data batch.bin ";
  const ProcessResult made =
      run(folder, "quantize net.json" + candidates + "--budget-luts 12 --sensitivity s.json -o q.json");
  INFO(made.output);
  CHECK(made.status == 0);
  CHECK_THAT(made.output, Catch::Contains("loss added") && Catch::Contains(" LUTs a multiplier of 12.00") &&
                              Catch::Contains("q.json, q.npz: network 'small' with chosen multipliers"));
  CHECK(run(folder, "eval q.json --data batch.bin").status == 0);
  CHECK_THAT(run_shell("cat '" + (folder.path() / "s.json").string() + "'").output,
             Catch::Contains("\"schema\": \"rccm.sensitivity/1\"") && Catch::Contains("\"chosen\": "));
  struct Case {
    const char* options;
    const char* message;
  };
  for (const auto& [options, message] :
       {Case{"-o q.json", "rccm: --choose needs a budget"},
        Case{"--budget-bits 4 --budget-luts 9 -o q.json", "rccm: --choose needs a budget"},
        Case{"--budget-luts 5 -o q.json", "rccm: a budget of 5.0 is less than the "},
        Case{"--budget-bits 6 --circuit booth:8x8 -o q.json", "rccm: --choose decides for all layers"},
        Case{"--budget-luts 20 --choose lsq:4 -o q.json", "rccm: --budget-luts: no circuit is known for lsq:4"}}) {
    const ProcessResult result = run(folder, "quantize net.json" + candidates + options);
    CHECK(result.status == 2);
    CHECK_THAT(result.output, Catch::StartsWith(message));
  }
}

#ifdef RCCM_HAS_TORCH

TEST_CASE("rccm train writes the trained network, its integers and the course of the training") {
  const ScratchFolder folder;
  write_files(folder);
  const std::string arguments =
      "train net.json --circuit addnet:2-add --layer fc=booth:8x8 --data batch.bin --test-data batch.bin --epochs 2 "
      "--batch 10 --rate 0.01 --threads 1 -o out.json --integers integers.json ";
  const ProcessResult made = run(folder, arguments + "--log log.csv");
  INFO(made.output);
  CHECK(made.status == 0);
  CHECK_THAT(made.output, Catch::StartsWith("epoch 1 of 2: loss ") &&
                              Catch::Contains("\nsmall with addnet:2-add, 2 epochs\ntop-1 of the integer network  "));
  const ProcessResult evaluated = run(folder, "eval integers.json --data batch.bin");
  CHECK_THAT(evaluated.output, Catch::StartsWith("small, integers, 40 images\n"));
  CHECK(run(folder, "eval out.json --data batch.bin").status == 0);
  CHECK_THAT(run_shell("cat '" + (folder.path() / "log.csv").string() + "'").output,
             Catch::StartsWith("epoch,rate,loss,train_percent,test_percent\n1,0.0"));
  const ProcessResult json = run(folder, arguments + "--quiet --json");
  CHECK_THAT(json.output, Catch::StartsWith("{\n  \"schema\": \"rccm.training/1\"") &&
                              Catch::Contains("\"arithmetic\": \"integer\""));
}

TEST_CASE("a circuit whose product the accumulation may shift is in the integers as that circuit") {
  const ScratchFolder folder;
  write_files(folder);
  rccm::Circuit circuit = *rccm::preset_circuit("native:signless-cell");
  circuit.name = "shifted";
  circuit.consumer_shift = 2;
  folder.write("shifted.json", rccm::to_text(rccm::to_json(circuit)));
  const ProcessResult made = run(folder,
                                 "train net.json --circuit shifted.json --layer fc=set:-1,0,1 --data batch.bin "
                                 "--batch 10 -q -o out.json --integers integers.json");
  INFO(made.output);
  REQUIRE(made.status == 0);
  const auto any = rccm::network::load_any_network((folder.path() / "integers.json").string(), "");
  const auto& integers = std::get<rccm::network::IntegerNetwork>(any);
  REQUIRE(integers.multipliers.size() == 2);
  REQUIRE(integers.multipliers[0].circuit);
  CHECK(rccm::coefficient_table(*integers.multipliers[0].circuit) == rccm::coefficient_table(circuit));
  CHECK(integers.multipliers[0].consumer_shift == 2);
  CHECK(rccm::network::stored_bits(integers.multipliers[0]) == 5);
  CHECK_FALSE(integers.multipliers[1].circuit);
}

TEST_CASE("rccm train ends with the documented status where it cannot go on") {
  const ScratchFolder folder;
  write_files(folder);
  const ProcessResult lost = run(folder, "train net.json --data batch.bin --rate 1e30 --epochs 9 -q -o out.json");
  CHECK(lost.status == 3);
  CHECK_THAT(lost.output, Catch::Contains("the loss is no longer a number; layer '"));
  folder.write("state.npz", "nonsense");
  CHECK(run(folder, "train net.json --data batch.bin --checkpoint state.npz -q -o out.json").status == 3);
}

#endif

TEST_CASE("rccm train says how to get LibTorch where the trainer is not beside the program") {
  const ScratchFolder folder;
  write_files(folder);
  std::filesystem::copy_file(RCCM_PROGRAM, folder.path() / "rccm");
  const ProcessResult result =
      run_shell("cd '" + folder.path().string() + "' && ./rccm train net.json --data batch.bin -o out.json 2>&1");
  CHECK(result.status == 4);
  CHECK(result.output ==
        "rccm: there is no rccm-train beside this program, as it was built without LibTorch: install that (tools/setup "
        "train; the Debian package is libtorch-dev) and build again with cmake -DRCCM_TRAIN=ON\n");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "out.json"));
}
