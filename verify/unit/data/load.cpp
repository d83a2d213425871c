#include "data/load.hpp"

#include <zlib.h>

#include "data/cifar.hpp"
#include "support/error.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/weights/writers.hpp"

using rccm::data::Dataset;
using rccm::data::load_datasets;
using rccm::test::ScratchFolder;
using rccm::testing::refusal;

namespace {

std::string big_endian(std::uint32_t value) {
  return rccm::testing::encode(value, std::endian::big);
}

std::string idx_images(std::uint32_t count, std::uint32_t rows, std::uint32_t columns, const std::string& pixels) {
  return std::string("\0\0\x08\x03", 4) + big_endian(count) + big_endian(rows) + big_endian(columns) + pixels;
}

std::string idx_labels(std::uint32_t count, const std::string& labels) {
  return std::string("\0\0\x08\x01", 4) + big_endian(count) + labels;
}

std::string gzipped(const std::string& content) {
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
  return std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + rccm::testing::deflate_raw(content) +
         rccm::testing::u32(crc) + rccm::testing::u32(content.size());
}

// One record: its label, then a pixel value for each of red, green and blue.
std::string cifar_record(char label, char red, char green, char blue) {
  return std::string(1, label) + std::string(1024, red) + std::string(1024, green) + std::string(1024, blue);
}

const std::string kTwoImages = idx_images(2, 2, 3, "abcdefghijkl");
const std::string kTwoLabels = idx_labels(2, "\x03\x09");

}  // namespace

TEST_CASE("IDX images and the labels beside them are read, plain and gzipped") {
  const ScratchFolder folder;
  std::string name;
  SECTION("plain") {
    name = folder.write("train-images-idx3-ubyte", kTwoImages);
    folder.write("train-labels-idx1-ubyte", kTwoLabels);
  }
  SECTION("gzipped") {
    name = folder.write("train-images-idx3-ubyte.gz", gzipped(kTwoImages));
    folder.write("train-labels-idx1-ubyte.gz", gzipped(kTwoLabels));
  }
  SECTION("gzipped in two members") {
    name = folder.write("train-images-idx3-ubyte.gz", gzipped(kTwoImages.substr(0, 5)) + gzipped(kTwoImages.substr(5)));
    folder.write("train-labels-idx1-ubyte.gz", gzipped(kTwoLabels));
  }
  const Dataset dataset = load_datasets({name});
  CHECK(dataset.size() == 2);
  CHECK(dataset.channels == 1);
  CHECK(dataset.height == 2);
  CHECK(dataset.width == 3);
  CHECK(dataset.labels == std::vector<rccm::data::Label>{3, 9});
  const auto second = dataset.image(1);
  CHECK(std::string(second.begin(), second.end()) == "ghijkl");
}

TEST_CASE("CIFAR-10 batches are read and joined in the order given") {
  const ScratchFolder folder;
  const std::string a = folder.write("a.bin", cifar_record(7, 'r', 'g', 'b') + cifar_record(0, 'x', 'y', 'z'));
  const std::string b = folder.write("b.bin", cifar_record(9, '1', '2', '3'));
  const Dataset dataset = load_datasets({b, a});
  CHECK(dataset.labels == std::vector<rccm::data::Label>{9, 7, 0});
  CHECK(dataset.channels == 3);
  CHECK(dataset.image(1)[0] == 'r');
  CHECK(dataset.image(1)[1024] == 'g');
  CHECK(dataset.image(1)[3071] == 'b');
  CHECK(dataset.image(2)[0] == 'x');
}

TEST_CASE("data that is not what it should be is refused with the file, the place and the remedy") {
  struct Case {
    const char* what;
    std::string images;
    std::string labels;
    std::string message;
  };
  const Case wrong = GENERATE(
      Case{"images cut short", kTwoImages.substr(0, 27), kTwoLabels,
           "i-images-idx3: its header asks for 12 bytes of data, but 11 follow"},
      Case{"bytes behind the images", kTwoImages + "m", kTwoLabels,
           "i-images-idx3: its header asks for 12 bytes of data, but 13 follow"},
      Case{"within the header", kTwoImages.substr(0, 9), kTwoLabels, "i-images-idx3: ends within its header"},
      Case{"extents whose product overflows", idx_images(0xffffffff, 0xffffffff, 0xffffffff, ""), kTwoLabels,
           "i-images-idx3: its header asks for more than 2^64 bytes"},
      Case{"labels as images", kTwoLabels, kTwoLabels, "i-images-idx3: is no IDX file of unsigned bytes with 3"},
      Case{"images as labels", kTwoImages, kTwoImages, "i-labels-idx1: is no IDX file of unsigned bytes with 1"},
      Case{"a label too few", kTwoImages, idx_labels(1, "\x03"), "i-labels-idx1: holds 1 labels for the 2 images of "},
      Case{"a label of no class", kTwoImages, idx_labels(2, "\x03\x0a"),
           "i-labels-idx1: label 10 of image 1 is not below 10"},
      Case{"no images", idx_images(0, 2, 3, ""), idx_labels(0, ""), "i-images-idx3: holds no images"},
      Case{"gzip cut short", gzipped(kTwoImages).substr(0, 20), kTwoLabels, "i-images-idx3: its gzip data is damaged"},
      Case{"gzip without its trailer", gzipped(kTwoImages).substr(0, gzipped(kTwoImages).size() - 1), kTwoLabels,
           "i-images-idx3: its gzip data is damaged"},
      Case{"half a CIFAR record", cifar_record(1, 'a', 'b', 'c').substr(1), kTwoLabels,
           "i-images-idx3: its 3072 bytes are not a whole number of records"},
      Case{"a CIFAR label of no class", cifar_record(1, 'a', 'b', 'c') + cifar_record(10, 'a', 'b', 'c'), kTwoLabels,
           "i-images-idx3: label 10 of record 1 is not below 10"},
      Case{"an empty file", "", kTwoLabels, "i-images-idx3: its 0 bytes are not a whole number"});
  INFO(wrong.what);
  const ScratchFolder folder;
  const std::string name = folder.write("i-images-idx3", wrong.images);
  folder.write("i-labels-idx1", wrong.labels);
  CHECK_THAT(refusal([&] { static_cast<void>(load_datasets({name})); }), Catch::Contains(wrong.message));
}

TEST_CASE("files that do not belong together, or whose labels cannot be found, are refused") {
  const ScratchFolder folder;
  const std::string images = folder.write("i-images-idx3", kTwoImages);
  CHECK_THAT(refusal([&] { static_cast<void>(load_datasets({images})); }),
             Catch::Contains("i-labels-idx1: no such file"));
  folder.write("i-labels-idx1", kTwoLabels);
  const std::string other = folder.write("digits", kTwoImages);
  CHECK_THAT(refusal([&] { static_cast<void>(load_datasets({other})); }),
             Catch::Contains("digits: where its labels are cannot be told"));
  const std::string batch = folder.write("batch.bin", cifar_record(1, 'a', 'b', 'c'));
  CHECK_THAT(refusal([&] {
               static_cast<void>(load_datasets({images, batch}));
             }),
             Catch::Contains("batch.bin: its images are of another size than those of "));
}
