#include "train/training_images.hpp"

#include <numeric>
#include <set>

#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/data/picture_writer.hpp"
#include "unit/network/samples.hpp"

using namespace rccm;
using rccm::train::TrainingImages;
using Bytes = std::vector<std::uint8_t>;

namespace {

const data::ImageSize kSize{3, 6, 6};

// A folder of two classes, with two pictures and one.
class Pictures {
 public:
  Pictures() {
    for (const char* name : {"cat/a.png", "cat/b.png", "dog/a.png"}) {
      Bytes pixels(3 * 16 * 12);
      std::iota(pixels.begin(), pixels.end(), static_cast<std::uint8_t>(name[4]));
      std::filesystem::create_directories((folder_.path() / name).parent_path());
      folder_.write(name, test::png_file(16, 12, pixels));
    }
  }
  [[nodiscard]] data::ImageFolder list() const { return data::list_image_folder(folder_.path()); }

 private:
  test::ScratchFolder folder_;
};

Bytes shown(const TrainingImages& images, std::size_t index, std::uint64_t seed, int epoch,
            const train::Augmentation& augmentation = {}) {
  Bytes pixels(3 * 6 * 6);
  images.show(index, augmentation, seed, epoch, pixels);
  return pixels;
}

Bytes identity(const TrainingImages& images) {
  Bytes bytes;
  images.identify([&](std::span<const std::uint8_t> more) { bytes.insert(bytes.end(), more.begin(), more.end()); });
  return bytes;
}

}  // namespace

TEST_CASE("images in memory are shown as they are but for shift and mirroring, and can be taken from the first on") {
  const data::Dataset dataset = test::random_images({3, 6, 6}, 5, 1);
  const TrainingImages images(dataset);
  CHECK(images.size() == 5);
  CHECK(images.labels() == dataset.labels);
  const auto second = dataset.image(1);
  CHECK(shown(images, 1, 7, 3) == Bytes(second.begin(), second.end()));
  CHECK(images.first(2, 1).pixels == Bytes(dataset.pixels.begin(), dataset.pixels.begin() + 2 * 108));
  CHECK(images.first(9, 1).labels == dataset.labels);
  CHECK(images.first(0, 1).height == 6);
}

TEST_CASE("of pictures each epoch shows other parts, and the same ones when it is repeated") {
  const Pictures pictures;
  const TrainingImages images(pictures.list(), kSize, 0.3);
  CHECK(images.labels() == std::vector<data::Label>{0, 1, 0});
  std::set<Bytes> parts;
  for (int epoch = 1; epoch <= 20; ++epoch) {
    parts.insert(shown(images, 0, 1, epoch));
    CHECK(shown(images, 0, 1, epoch) == shown(TrainingImages(pictures.list(), kSize, 0.3), 0, 1, epoch));
  }
  CHECK(parts.size() > 15);
  CHECK(shown(images, 0, 1, 1) != shown(images, 0, 2, 1));
  const data::Dataset whole = images.first(2, 1);
  CHECK(whole.labels == std::vector<data::Label>{0, 1});
  CHECK(whole.pixels == data::read_pictures(pictures.list(), 0, 2, kSize, 1).pixels);
}

TEST_CASE("the part of a picture does not depend on whether it is moved or mirrored") {
  const Pictures pictures;
  const TrainingImages images(pictures.list(), kSize, 0.3);
  const Bytes part = shown(images, 2, 1, 1);
  Bytes mirrored;
  for (std::size_t row = 0; row < 18; ++row) {
    for (std::size_t x = 6; x > 0; --x) mirrored.push_back(part[6 * row + x - 1]);
  }
  const Bytes flipped = shown(images, 2, 1, 1, {0, true});
  CHECK((flipped == part || flipped == mirrored));
}

TEST_CASE("other images, other parts and other labels are told apart") {
  const Pictures pictures;
  data::ImageFolder folder = pictures.list();
  std::set<Bytes> identities{identity(TrainingImages(folder, kSize, 0.3)), identity(TrainingImages(folder, kSize, 0.4)),
                             identity(TrainingImages(folder, {3, 6, 7}, 0.3))};
  folder.entries[0].label = 1;
  identities.insert(identity(TrainingImages(folder, kSize, 0.3)));
  folder.entries.pop_back();
  identities.insert(identity(TrainingImages(folder, kSize, 0.3)));
  data::Dataset dataset = test::random_images({3, 6, 6}, 5, 1);
  identities.insert(identity(dataset));
  dataset.labels[2] = 11;
  identities.insert(identity(dataset));
  ++dataset.pixels[0];
  identities.insert(identity(dataset));
  CHECK(identities.size() == 8);
}

TEST_CASE("parts of no area, or of more than all, are refused") {
  const Pictures pictures;
  for (const double least : {0.0, -1.0, 1.5}) {
    CHECK(test::complaint([&] { const TrainingImages images(pictures.list(), kSize, least); }) ==
          "crop: must be above 0 and at most 1");
  }
  CHECK_THAT(test::complaint([&] {
               const TrainingImages images(pictures.list(), {2, 6, 6}, 0.1);
             }),
             Catch::Contains("takes no pictures"));
}
