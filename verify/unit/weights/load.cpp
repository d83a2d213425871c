#include "weights/load.hpp"

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "support/files.hpp"
#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using namespace rccm::testing;
namespace fs = std::filesystem;
using Values = std::vector<double>;
using Names = std::vector<std::string>;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// A folder of its own, gone with the test. Messages are compared without its path.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("rccm-weights-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& content) const {
    write_file(path_ / name, content);
    return at(name);
  }
  std::string at(const std::string& name) const { return (path_ / name).string(); }

  std::string refuse(const Names& names) const {
    Names specs;
    for (const std::string& name : names) specs.push_back(at(name));
    std::string message = refusal([&] { (void)load_weights(specs); });
    const std::string prefix = path_.string() + "/";
    for (std::size_t found = message.find(prefix); found != std::string::npos; found = message.find(prefix)) {
      message.erase(found, prefix.size());
    }
    return message;
  }

 private:
  fs::path path_;
};

std::string two_layers() {
  return zip_file({ZipEntry::deflated("conv1.weight.npy", npy_floats({1, 2})),
                   ZipEntry::stored("conv2.weight.npy", npy_floats({3})),
                   ZipEntry::stored("conv2.bias.npy", npy_floats({9})),
                   ZipEntry::stored("steps.npy", npy_file(npy_header("<i8", "()"), encode<std::int64_t>(500)))});
}

const std::string kBins = "lower,upper,count\n-1,0,3\n0,1,5\n";

}  // namespace

TEST_CASE("A .npy file gives its values and its name as the source") {
  const Folder folder;
  const Weights weights = load_weights({folder.write("conv1.npy", npy_floats({1, -2, 0}))});
  CHECK(weights.values == Values{1, -2, 0});
  CHECK_FALSE(weights.histogram);
  CHECK(weights.sources == Names{"conv1.npy"});
}

TEST_CASE("An archive without a tensor name gives every floating-point tensor, and no integers") {
  const Folder folder;
  const Weights weights = load_weights({folder.write("net.npz", two_layers())});
  CHECK(weights.values == Values{1, 2, 3, 9});
  CHECK(weights.sources == Names{"net.npz:conv1.weight", "net.npz:conv2.weight", "net.npz:conv2.bias"});
}

TEST_CASE("A pattern takes the tensors that match it") {
  const Folder folder;
  const std::string file = folder.write("net.npz", two_layers());
  CHECK(load_weights({file + ":conv?.weight"}).values == Values{1, 2, 3});
  CHECK(load_weights({file + ":*2*"}).values == Values{3, 9});
  CHECK(load_weights({file + ":conv2.weight"}).sources == Names{"net.npz:conv2.weight"});
  CHECK(load_weights({file + ":*"}).values == Values{1, 2, 3, 9});
}

TEST_CASE("Integer tensors are taken under their full name only") {
  const Folder folder;
  const std::string file = folder.write("net.npz", two_layers());
  CHECK(load_weights({file + ":steps"}).values == Values{500});
  CHECK(folder.refuse({"net.npz:st*"}) ==
        "net.npz: only integer tensors match 'st*': ask for one by its full name; it holds conv1.weight, conv2.weight, "
        "conv2.bias, steps");
  folder.write("codes.npy", npy_file(npy_header("|i1", "(2,)"), "\x01\x02"));
  CHECK(load_weights({folder.at("codes.npy")}).values == Values{1, 2});
}

TEST_CASE("A safetensors file is read by name, and names may hold colons") {
  const Folder folder;
  const std::string header = R"({"dense/kernel:0":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}})";
  const std::string file = folder.write("net.safetensors", safetensors_file(header, u16(0x3f80)));
  CHECK(load_weights({file + ":dense/kernel:0"}).values == Values{1});
  CHECK(load_weights({file + ":*kernel*"}).sources == Names{"net.safetensors:dense/kernel:0"});
}

TEST_CASE("A file whose own name holds a colon is that file") {
  const Folder folder;
  folder.write("net.npy", npy_floats({1}));
  folder.write("net.npy:old", npy_floats({2}));
  CHECK(load_weights({folder.at("net.npy:old")}).values == Values{2});
  CHECK(load_weights({folder.at("net.npy:old:*")}).values == Values{2});
  CHECK(load_weights({folder.at("net.npy:net")}).values == Values{1});
}

TEST_CASE("Several sources of samples are joined in the order given") {
  const Folder folder;
  const std::string b = folder.write("b.csv", "3\n4");
  const std::string a = folder.write("a.npy", npy_floats({1, 2}));
  const Weights weights = load_weights({b, a});
  CHECK(weights.values == Values{3, 4, 1, 2});
  CHECK(weights.sources == Names{"b.csv", "a.npy"});
}

TEST_CASE("A histogram is loaded as such, and histograms of the same bins are added") {
  const Folder folder;
  const std::string a = folder.write("a.csv", kBins);
  const std::string b = folder.write("b.csv", "lower,upper,count\n-1,0,10\n0,1,0\n");
  const Weights weights = load_weights({a, b});
  REQUIRE(weights.histogram);
  CHECK(weights.values.empty());
  CHECK(*weights.histogram == Histogram{{{-1, 0, 13}, {0, 1, 5}}});
  CHECK(weights.sources == Names{"a.csv", "b.csv"});
}

TEST_CASE("Histograms of other bins, and samples beside a histogram, are refused") {
  const Folder folder;
  folder.write("a.csv", kBins);
  folder.write("b.csv", "lower,upper,count\n-1,0,3\n0,2,5\n");
  folder.write("c.npy", npy_floats({1}));
  folder.write("d.csv", "lower,upper,count\n-2,0,3\n0,1,5\n");
  folder.write("e.csv", kBins + "1,2,1\n");
  CHECK(contains(folder.refuse({"a.csv", "d.csv"}), "d.csv: its bins differ"));
  CHECK(contains(folder.refuse({"a.csv", "e.csv"}), "e.csv: its bins differ"));
  CHECK(folder.refuse({"a.csv", "b.csv"}) ==
        "b.csv: its bins differ from those of the histogram before it: make both over the same range with the same "
        "number of bins");
  const std::string mixed = ": samples and a histogram cannot be joined: give either samples or histograms";
  CHECK(folder.refuse({"a.csv", "c.npy"}) == "c.npy" + mixed);
  CHECK(folder.refuse({"c.npy", "a.csv"}) == "a.csv" + mixed);
  CHECK(folder.refuse({"a.csv:w"}) == "a.csv: is a histogram and has no tensor 'w': name only the file");
}

TEST_CASE("NaN and infinite weights are refused with their number and first place") {
  const Folder folder;
  std::vector<float> values(4096, 1.0F);
  values[17] = values[100] = values[4095] = kNan;
  folder.write("weights.npy", npy_floats(values));
  CHECK(folder.refuse({"weights.npy"}) ==
        "weights.npy: 3 of 4096 values are NaN (first at index 17): clean the tensor");
  folder.write("net.npz", zip_file({ZipEntry::stored("w.npy", npy_floats({1, -kInfinity}))}));
  CHECK(folder.refuse({"net.npz"}) == "net.npz:w: 1 of 2 values are infinite (first at index 1): clean the tensor");
}

TEST_CASE("Weights that nothing can be fitted to are refused") {
  const Folder folder;
  folder.write("zero.npy", npy_floats({0, -0.0F}));
  folder.write("one.npy", npy_floats({1}));
  folder.write("none.npy", npy_floats({}));
  folder.write("huge.csv", "1e200");
  folder.write("tiny.csv", "1e-200");
  CHECK(folder.refuse({"zero.npy"}) == "zero.npy: all weights are zero: nothing can be fitted to them");
  CHECK(folder.refuse({"zero.npy", "one.npy"}).empty());
  CHECK(folder.refuse({"none.npy"}) == "none.npy: holds no values: name a tensor that does");
  CHECK(folder.refuse({"huge.csv"}) == "huge.csv: the largest magnitude lies outside 1e-100..1e100: scale the weights");
  CHECK(contains(folder.refuse({"tiny.csv"}), "outside 1e-100..1e100"));
}

TEST_CASE("A name that nothing matches is refused with up to ten names that there are") {
  const Folder folder;
  std::vector<ZipEntry> entries;
  for (char c = 'a'; c < 'm'; ++c) entries.push_back(ZipEntry::stored(std::string(1, c) + ".npy", npy_floats({1})));
  folder.write("net.npz", zip_file(entries));
  folder.write("conv.npy", npy_floats({1}));
  folder.write("empty.safetensors", safetensors_file("{}", ""));
  CHECK(folder.refuse({"net.npz:conv*"}) ==
        "net.npz: no tensor matches 'conv*': it holds a, b, c, d, e, f, g, h, i, j and 2 more");
  CHECK(folder.refuse({"conv.npy:w"}) == "conv.npy: no tensor matches 'w': it holds conv");
  CHECK(folder.refuse({"empty.safetensors"}) == "empty.safetensors: no tensor in it: it holds none");
}

TEST_CASE("A file that is missing, empty, a folder or of another kind is refused") {
  const Folder folder;
  folder.write("empty.npy", "");
  folder.write("net.h5", "\x89HDF\r\n\x1a\n");
  CHECK(folder.refuse({"nowhere.npz:conv1"}) == "nowhere.npz: no such file: check the path");
  CHECK(folder.refuse({"nowhere.npy"}) == "nowhere.npy: no such file: check the path");
  CHECK(folder.refuse({"empty.npy"}) == "empty.npy: is empty: write the weights again");
  CHECK(contains(folder.refuse({"."}), "is a folder"));
  CHECK(contains(folder.refuse({"net.h5"}), "net.h5: is an HDF5 file"));
  CHECK(refusal([] { (void)load_weights({":conv1"}); }) ==
        "':conv1': no file before the colon: write FILE or FILE:TENSOR");
  folder.write("conv.npy", npy_floats({1}));
  CHECK(folder.refuse({"conv.npy:"}) == "conv.npy:: no tensor name after the colon: write FILE or FILE:TENSOR");
}

TEST_CASE("Loading nothing is wrong use, not a wrong file") {
  CHECK_THROWS_AS(load_weights({}), Error);
  CHECK(contains(refusal([] { (void)load_weights({}); }), "of another kind: no weights"));
}

TEST_CASE("Control characters of a tensor's name do not reach its label") {
  const Folder folder;
  const std::string file = folder.write("net.npz", zip_file({ZipEntry::stored("a\nb.npy", npy_floats({1}))}));
  CHECK(load_weights({file}).sources == Names{"net.npz:a?b"});
}

TEST_CASE("A source keeps the shape of its tensors") {
  const Folder folder;
  const std::string file = folder.write("w.npy", npy_file(npy_header("<f4", "(2, 1, 1)"), encode_all<float>({1, 2})));
  const WeightSource source = load_weight_source(file);
  REQUIRE(source.tensors.size() == 1);
  CHECK(source.tensors[0].name == "w");
  CHECK(source.tensors[0].shape == std::vector<std::uint64_t>{2, 1, 1});
}
