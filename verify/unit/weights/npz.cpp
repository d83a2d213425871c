#include "weights/npz.hpp"

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using namespace rccm::testing;

TEST_CASE("The arrays of an archive come in its order, named without .npy") {
  const std::string archive = zip_file({ZipEntry::deflated("conv2.weight.npy", npy_floats({3, 4})),
                                        ZipEntry::stored("conv1.weight.npy", npy_floats({1, 2}))});
  const std::vector<Tensor> tensors = read_npz(archive, "net.npz");
  REQUIRE(tensors.size() == 2);
  CHECK(tensors[0].name == "conv2.weight");
  CHECK(tensors[0].values == std::vector<double>{3, 4});
  CHECK(tensors[1].name == "conv1.weight");
  CHECK(tensors[1].values == std::vector<double>{1, 2});
}

TEST_CASE("Arrays that the filter does not want are not unpacked") {
  const std::string archive =
      zip_file({ZipEntry::stored("good.npy", npy_floats({1})), ZipEntry::stored("bad.npy", "no array")});
  const std::vector<Tensor> tensors =
      read_npz(archive, "net.npz", [](std::string_view name) { return name == "good"; });
  REQUIRE(tensors.size() == 1);
  CHECK(tensors[0].name == "good");
}

TEST_CASE("An invalid array is refused with archive and member") {
  CHECK(refusal([] { (void)read_npz(zip_file({ZipEntry::stored("bad.npy", "no array")}), "net.npz"); }) ==
        "net.npz:bad: does not begin as a .npy file does: save the array with numpy.save");
}

TEST_CASE("An archive without arrays is refused, such as a PyTorch checkpoint") {
  const std::string message =
      "net.pt: a zip archive without .npy arrays (a PyTorch checkpoint is one, too): export the weights with "
      "numpy.savez or as safetensors";
  CHECK(refusal([] { (void)read_npz(zip_file({ZipEntry::stored("net/data.pkl", "x")}), "net.pt"); }) == message);
  CHECK(refusal([] { (void)read_npz(zip_file({}), "net.pt"); }) == message);
}
