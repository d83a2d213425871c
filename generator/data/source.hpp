#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "data/dataset.hpp"
#include "data/folder.hpp"

namespace rccm::data {

/// Labelled images that may be more than memory holds: files that are read at once (load_datasets()), or a folder of
/// pictures by class (list_image_folder()) whose pictures are read when they are asked for.
class Source {
 public:
  /// Opens the files, or the one folder. Throws Error as load_datasets() and list_image_folder(), and kUsage where a
  /// folder is not alone.
  explicit Source(const std::vector<std::string>& names);

  [[nodiscard]] std::size_t size() const;

  /// Nothing where the images are those of files.
  [[nodiscard]] const ImageFolder* folder() const { return std::get_if<ImageFolder>(&images_); }

  /// How many images it makes sense to read at once: all that are in memory anyway.
  [[nodiscard]] std::size_t portion() const;

  /// The images begin .. end - 1. The size is for folders; images of files have theirs.
  [[nodiscard]] Dataset read(std::size_t begin, std::size_t end, const ImageSize& size, unsigned threads) const;

 private:
  std::variant<Dataset, ImageFolder> images_;
};

}  // namespace rccm::data
