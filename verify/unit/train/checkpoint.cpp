#include "train/checkpoint.hpp"

#include "support/files.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/network/samples.hpp"
#include "weights/write_npz.hpp"

using namespace rccm::train;

TEST_CASE("a checkpoint is read as it was written, to the last bit") {
  const rccm::test::ScratchFolder folder;
  const auto path = folder.path() / "state.npz";
  Checkpoint checkpoint{"{\"seed\": 1}", {{1, 0.01, 0.5, 90.25, 88.5}, {2, 0.001, 1.0 / 3, 92, {}}}, {}};
  checkpoint.tensors["conv1.weight"] = {{2, 1, 1, 2}, {0.1F, -1.0F / 3, 1e-30F, 7}};
  checkpoint.tensors["conv1.scales"] = {{1}, {0.1}};
  save_checkpoint(checkpoint, path);
  const Checkpoint again = load_checkpoint(path);
  CHECK(again.identity == checkpoint.identity);
  CHECK(again.epochs == checkpoint.epochs);
  CHECK(again.tensors == checkpoint.tensors);
}

TEST_CASE("a file that is no checkpoint is refused by name") {
  const rccm::test::ScratchFolder folder;
  const auto path = folder.path() / "weights.npz";
  const std::vector<float> values{1, 2};
  rccm::write_file(path, rccm::write_npz({rccm::npz_array("w", {2}, std::span<const float>(values))}));
  CHECK(rccm::test::complaint([&] { static_cast<void>(load_checkpoint(path)); }) ==
        path.string() + ": is no checkpoint of a training: name another file, or remove this one");
}
