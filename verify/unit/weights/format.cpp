#include "weights/format.hpp"

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using namespace rccm::testing;

TEST_CASE("A file is known by its beginning, whatever it is called") {
  CHECK(detect_weight_format(npy_floats({1}), "weights") == WeightFormat::kNpy);
  CHECK(detect_weight_format(npy_floats({1}), "weights.csv") == WeightFormat::kNpy);
  CHECK(detect_weight_format(zip_file({ZipEntry::stored("a.npy", "")}), "x.npy") == WeightFormat::kNpz);
  CHECK(detect_weight_format(zip_file({}), "x.npy") == WeightFormat::kNpz);
  CHECK(detect_weight_format(safetensors_file("{}", ""), "x.bin") == WeightFormat::kSafetensors);
}

TEST_CASE("Where the beginning says nothing the extension decides, then whether it is text") {
  CHECK(detect_weight_format("\x01", "x.npy") == WeightFormat::kNpy);
  CHECK(detect_weight_format("PK", "x.NPZ") == WeightFormat::kNpz);
  CHECK(detect_weight_format("\x01", "x.safetensors") == WeightFormat::kSafetensors);
  CHECK(detect_weight_format("\x01", "x.txt") == WeightFormat::kCsv);
  CHECK(detect_weight_format("1.5\t2\r\n", "x") == WeightFormat::kCsv);
}

TEST_CASE("Other kinds of file are refused, the common ones by name") {
  const auto refuse = [](std::string_view bytes) {
    return refusal([&] { (void)detect_weight_format(bytes, "net.bin"); });
  };
  CHECK(refuse("") == "net.bin: is empty: write the weights again");
  CHECK(refuse("\x89HDF\r\n\x1a\n") ==
        "net.bin: is an HDF5 file (Keras), which is not read: export the weights as .npy, .npz, .safetensors or .csv");
  CHECK(contains(refuse("\x80\x02}"), "is a Python pickle (PyTorch)"));
  CHECK(contains(refuse("{\"a\": 1}"), "is a JSON file"));
  CHECK(contains(refuse("\x01\x02\x03"), "is of an unknown kind"));
}
