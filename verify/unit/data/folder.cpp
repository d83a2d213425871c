#include "data/folder.hpp"

#include <set>

#include "data/source.hpp"
#include "support/error.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/data/picture_writer.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm::data;
using rccm::test::png_file;
using rccm::test::ScratchFolder;
using rccm::testing::refusal;

namespace {

// A PNG file of 2 x 2 pixels of one grey.
std::string grey(std::uint8_t value) {
  return png_file(2, 2, std::vector<std::uint8_t>(12, value));
}

void write_in(const ScratchFolder& folder, const std::string& name, const std::string& content) {
  std::filesystem::create_directories((folder.path() / name).parent_path());
  folder.write(name, content);
}

// Three cats, one dog, and what lies about in folders.
void write_animals(const ScratchFolder& folder) {
  write_in(folder, "dog/d.png", grey(40));
  write_in(folder, "cat/c.jpeg", rccm::test::jpeg_file({2, 2, std::vector<std::uint8_t>(12, 30)}));
  write_in(folder, "cat/a.PNG", grey(10));
  write_in(folder, "cat/b.png", grey(20));
  write_in(folder, "cat/notes.txt", "no picture");
  write_in(folder, "readme.txt", "no folder");
  write_in(folder, ".hidden/e.png", "no picture");
}

const ImageSize kSmall{3, 2, 2};

std::string complaint(const ScratchFolder& folder, const ImageSize& size = kSmall) {
  return refusal([&] {
    const ImageFolder images = list_image_folder(folder.path());
    static_cast<void>(read_pictures(images, 0, images.entries.size(), size, 1));
  });
}

}  // namespace

TEST_CASE("the folders of a folder are classes in the order of names, their pictures taken in turn") {
  const ScratchFolder folder;
  write_animals(folder);
  const ImageFolder images = list_image_folder(folder.path());
  CHECK(images.classes == std::vector<std::string>{"cat", "dog"});
  const Dataset dataset = read_pictures(images, 0, 4, kSmall, 2);
  CHECK(dataset.classes == 2);
  CHECK(dataset.labels == std::vector<Label>{0, 1, 0, 0});
  CHECK(dataset.image(0)[0] == 10);
  CHECK(dataset.image(1)[11] == 40);
  CHECK(dataset.image(2)[5] == 20);
  CHECK(dataset.image(3)[0] == 30);
  CHECK(read_pictures(images, 1, 3, kSmall, 1).labels == std::vector<Label>{1, 0});
}

TEST_CASE("a network of one channel gets the luminance, one of three gets planes of red, green and blue") {
  const ScratchFolder folder;
  write_in(folder, "one/p.png", png_file(1, 2, {255, 0, 0, 0, 0, 255}));
  const ImageFolder images = list_image_folder(folder.path());
  CHECK(read_pictures(images, 0, 1, {1, 1, 2}, 1).pixels == std::vector<std::uint8_t>{76, 29});
  CHECK(read_pictures(images, 0, 1, {3, 1, 2}, 1).pixels == std::vector<std::uint8_t>{255, 0, 0, 0, 0, 255});
}

TEST_CASE("a folder that is none of pictures by class is refused by folder or file") {
  const ScratchFolder folder;
  SECTION("no folders in it") {
    write_in(folder, "p.png", grey(1));
    CHECK_THAT(complaint(folder), Catch::Contains(": holds no folders: name a folder that has one folder of images"));
  }
  SECTION("a class without pictures") {
    write_animals(folder);
    std::filesystem::create_directories(folder.path() / "emu");
    CHECK_THAT(complaint(folder), Catch::Contains("/emu: a folder of a class must hold .jpg, .jpeg or .png files"));
  }
  SECTION("a picture cut short") {
    write_in(folder, "cat/a.png", grey(1).substr(0, 40));
    CHECK_THAT(complaint(folder), Catch::Contains("/cat/a.png: is a damaged PNG file"));
  }
  SECTION("a picture by name only") {
    write_in(folder, "cat/a.png", "text");
    CHECK_THAT(complaint(folder), Catch::Contains("/cat/a.png: is neither a JPEG nor a PNG file"));
  }
  SECTION("a line") {
    write_in(folder, "cat/a.png", png_file(1, 65, std::vector<std::uint8_t>(195, 0)));
    CHECK_THAT(complaint(folder), Catch::Contains("/cat/a.png: is 65 x 1 pixels: too narrow"));
  }
  SECTION("for a network of two channels") {
    write_animals(folder);
    CHECK_THAT(complaint(folder, {2, 8, 8}), Catch::Contains("a network of inputs of 2 x 8 x 8 takes no pictures"));
  }
}

TEST_CASE("a random part of a picture is read in the network's size, by the generator alone") {
  const ScratchFolder folder;
  const rccm::data::Picture picture{2, 2, {9, 9, 9, 60, 60, 60, 120, 120, 120, 200, 200, 200}};
  write_in(folder, "cat/a.png", png_file(2, 2, picture.pixels));
  const auto part = [&](std::uint64_t seed, double least_area) {
    std::vector<std::uint8_t> pixels(3 * 3 * 5);
    rccm::Random random(seed);
    read_random_part(folder.path() / "cat/a.png", {3, 3, 5}, least_area, random, pixels);
    return pixels;
  };
  const std::vector<std::uint8_t> whole = rccm::data::resized(picture, 3, 5).pixels;
  CHECK(part(1, 1)[7] == whole[3 * 7]);
  CHECK(part(1, 0.1) == part(1, 0.1));
  std::set<std::vector<std::uint8_t>> others;
  for (std::uint64_t seed = 0; seed < 20; ++seed) others.insert(part(seed, 0.1));
  CHECK(others.size() == 1 + 4 + 4);  // the whole, its halves and its pixels
}

TEST_CASE("a source gives any stretch of its images, from a folder or from files") {
  const ScratchFolder folder;
  write_animals(folder);
  const Source pictures({folder.path().string()});
  CHECK(pictures.size() == 4);
  REQUIRE(pictures.folder() != nullptr);
  CHECK(pictures.folder()->classes.size() == 2);
  CHECK(pictures.read(1, 2, kSmall, 1).labels == std::vector<Label>{1});
  std::string batch(3 * 3073, '\5');
  batch[3073] = '\7';
  const ScratchFolder files;
  const Source records({files.write("batch.bin", batch)});
  CHECK(records.size() == 3);
  CHECK(records.folder() == nullptr);
  CHECK(records.portion() == 3);
  const Dataset part = records.read(1, 3, kSmall, 1);
  CHECK(part.labels == std::vector<Label>{7, 5});
  CHECK(part.pixels.size() == 2 * 3072);
  CHECK_THAT(refusal([&] {
               static_cast<void>(Source({folder.path().string(), (files.path() / "batch.bin").string()}));
             }),
             Catch::Contains(": a folder of images does not go with others: name it alone"));
}
