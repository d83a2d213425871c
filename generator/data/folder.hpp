#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "support/random.hpp"

namespace rccm::data {

/// The images that a network takes.
struct ImageSize {
  int channels = 3;  ///< 1 or 3
  int height = 0;
  int width = 0;
};

/// Pictures that lie in a folder with one folder per class, as ImageNet's do.
struct ImageFolder {
  struct Entry {
    std::filesystem::path file;
    Label label = 0;
  };
  std::vector<std::string> classes;  ///< names of the folders in ascending order, which is that of the labels
  /// The first picture of each class, then the second of each, and so on: any part of it has all classes alike.
  std::vector<Entry> entries;
};

/// Lists the .jpg, .jpeg and .png files of a folder's folders, each folder in the order of names; names with a dot in
/// front are passed over. Throws Error (kInput) naming the folder that cannot be read or holds none.
[[nodiscard]] ImageFolder list_image_folder(const std::filesystem::path& folder);

/// Reads the pictures begin .. end - 1, each fitted() to the size, for one channel with the luminance of ITU-R BT.601.
/// The result does not depend on the threads. Throws Error as decode_picture(), and kUsage for a size that pictures
/// cannot have.
[[nodiscard]] Dataset read_pictures(const ImageFolder& folder, std::size_t begin, std::size_t end,
                                    const ImageSize& size, unsigned threads);

/// A random_part() of the picture, resized to the size, into `pixels`, plane after plane. Otherwise as read_pictures().
void read_random_part(const std::filesystem::path& file, const ImageSize& size, double least_area, Random& random,
                      std::span<std::uint8_t> pixels);

}  // namespace rccm::data
