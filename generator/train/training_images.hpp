#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <variant>
#include <vector>

#include "data/dataset.hpp"
#include "data/folder.hpp"
#include "train/augment.hpp"

namespace rccm::train {

/// The labelled images of a training: in memory, or a folder of pictures, of which each epoch shows other parts.
class TrainingImages {
 public:
  TrainingImages(data::Dataset images);  // NOLINT(google-explicit-constructor): images are images

  /// Each picture is read whenever it is shown: a random_part() of at least that part of its area, in that size. Throws
  /// Error (kUsage) where `least_area` is not above 0 and at most 1, or pictures cannot have the size.
  TrainingImages(data::ImageFolder pictures, const data::ImageSize& size, double least_area);

  [[nodiscard]] std::size_t size() const { return labels_.size(); }
  [[nodiscard]] const std::vector<data::Label>& labels() const { return labels_; }

  /// The first images, or all where there are fewer, as a network classifies them: whole, pictures fitted() to the
  /// size.
  [[nodiscard]] data::Dataset first(std::size_t count, unsigned threads) const;

  /// The image as the epoch shows it, which depends on nothing but the arguments and the image. Throws Error as
  /// read_random_part().
  void show(std::size_t index, const Augmentation& augmentation, std::uint64_t seed, int epoch,
            std::span<std::uint8_t> pixels) const;

  /// Gives what tells these images from others: pixels, or the names of pictures and what is shown of them; labels.
  void identify(const std::function<void(std::span<const std::uint8_t>)>& take) const;

 private:
  struct Pictures {
    data::ImageFolder folder;
    data::ImageSize size;
    double least_area;
  };
  std::variant<data::Dataset, Pictures> images_;
  std::vector<data::Label> labels_;
};

}  // namespace rccm::train
