#include "train/training_images.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "support/error.hpp"

namespace rccm::train {
namespace {

constexpr std::uint64_t kParts = 0x5041525453;  // so that the part says nothing about shift and mirroring

}  // namespace

TrainingImages::TrainingImages(data::Dataset images) : images_(std::move(images)) {
  labels_ = std::get<data::Dataset>(images_).labels;
}

TrainingImages::TrainingImages(data::ImageFolder pictures, const data::ImageSize& size, double least_area) {
  if (!(least_area > 0 && least_area <= 1)) throw usage_error("crop: must be above 0 and at most 1");
  static_cast<void>(data::read_pictures(pictures, 0, 0, size, 1));  // refuses a wrong size
  for (const data::ImageFolder::Entry& entry : pictures.entries) labels_.push_back(entry.label);
  images_ = Pictures{std::move(pictures), size, least_area};
}

data::Dataset TrainingImages::first(std::size_t count, unsigned threads) const {
  count = std::min(count, size());
  if (const auto* pictures = std::get_if<Pictures>(&images_)) {
    return data::read_pictures(pictures->folder, 0, count, pictures->size, threads);
  }
  const auto& all = std::get<data::Dataset>(images_);
  const auto pixels = std::span(all.pixels).first(count * all.image_bytes());
  const auto labels = std::span(all.labels).first(count);
  return {
      all.channels, all.height, all.width, all.classes, {pixels.begin(), pixels.end()}, {labels.begin(), labels.end()}};
}

void TrainingImages::show(std::size_t index, const Augmentation& augmentation, std::uint64_t seed, int epoch,
                          std::span<std::uint8_t> pixels) const {
  if (const auto* all = std::get_if<data::Dataset>(&images_)) {
    augment(all->image(index), {all->channels, all->height, all->width}, augmentation, seed, epoch, index, pixels);
    return;
  }
  const auto& [folder, size, least_area] = std::get<Pictures>(images_);
  std::vector<std::uint8_t> part(pixels.size());
  Random random = random_of(seed ^ kParts, epoch, index);
  data::read_random_part(folder.entries[index].file, size, least_area, random, part);
  augment(part, {size.channels, size.height, size.width}, augmentation, seed, epoch, index, pixels);
}

void TrainingImages::identify(const std::function<void(std::span<const std::uint8_t>)>& take) const {
  if (const auto* all = std::get_if<data::Dataset>(&images_)) {
    take(all->pixels);
  } else {
    const auto& [folder, size, least_area] = std::get<Pictures>(images_);
    std::string text = std::to_string(size.height) + " x " + std::to_string(size.width) + ", " +
                       std::to_string(least_area) + " or more of\n";
    for (const data::ImageFolder::Entry& entry : folder.entries) text += entry.file.string() + "\n";
    take({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }
  take({reinterpret_cast<const std::uint8_t*>(labels_.data()), labels_.size() * sizeof(data::Label)});
}

}  // namespace rccm::train
