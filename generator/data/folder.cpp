#include "data/folder.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <system_error>

#include "data/crop.hpp"
#include "data/picture.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "support/parallel.hpp"

namespace rccm::data {
namespace {

namespace fs = std::filesystem;

/// What lies in a folder, in the order of names, without hidden files.
std::vector<fs::path> content(const fs::path& folder) {
  std::vector<fs::path> result;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->path().filename().string().starts_with('.')) result.push_back(entry->path());
  }
  if (error) throw input_error(folder.string() + ": cannot be read (" + error.message() + "): check its permissions");
  std::sort(result.begin(), result.end());
  return result;
}

bool is_picture(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

/// Plane after plane; one plane is the luminance.
void store_planes(const Picture& picture, int channels, std::span<std::uint8_t> target) {
  const std::size_t count = picture.pixels.size() / 3;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* pixel = &picture.pixels[3 * i];
    if (channels == 1) {
      // 0.299, 0.587 and 0.114 in 16 bits.
      target[i] = static_cast<std::uint8_t>((19595U * pixel[0] + 38470U * pixel[1] + 7471U * pixel[2] + 32768U) >> 16U);
    } else {
      for (std::size_t c = 0; c < 3; ++c) target[c * count + i] = pixel[c];
    }
  }
}

void check_picture_size(const ImageSize& size) {
  constexpr int kMaxSide = 4096;
  if ((size.channels != 1 && size.channels != 3) || size.height < 1 || size.width < 1 || size.height > kMaxSide ||
      size.width > kMaxSide) {
    throw usage_error("a network of inputs of " + std::to_string(size.channels) + " x " + std::to_string(size.height) +
                      " x " + std::to_string(size.width) + " takes no pictures: these have 1 or 3 channels and 1 to " +
                      std::to_string(kMaxSide) + " pixels a side");
  }
}

Picture read_picture(const fs::path& file) {
  Picture picture = decode_picture(read_file(file), file.string());
  constexpr int kMaxRatio = 64;  // resized to a network's height, a longer line would fill the memory
  if (std::max(picture.height, picture.width) / std::min(picture.height, picture.width) > kMaxRatio) {
    throw input_error(file.string() + ": is " + std::to_string(picture.width) + " x " + std::to_string(picture.height) +
                      " pixels: too narrow, take it out of the folder");
  }
  return picture;
}

}  // namespace

ImageFolder list_image_folder(const fs::path& folder) {
  ImageFolder result;
  std::vector<std::vector<fs::path>> files;
  std::size_t most = 0;
  for (const fs::path& entry : content(folder)) {
    if (!fs::is_directory(entry)) continue;
    std::vector<fs::path> pictures = content(entry);
    std::erase_if(pictures, [](const fs::path& file) { return !is_picture(file); });
    if (pictures.empty()) {
      throw input_error(entry.string() +
                        ": a folder of a class must hold .jpg, .jpeg or .png files: add some or remove the folder");
    }
    most = std::max(most, pictures.size());
    result.classes.push_back(entry.filename().string());
    files.push_back(std::move(pictures));
  }
  if (files.empty()) {
    throw input_error(folder.string() + ": holds no folders: name a folder that has one folder of images per class");
  }
  if (files.size() > std::numeric_limits<Label>::max()) {
    throw input_error(folder.string() + ": holds " + std::to_string(files.size()) + " folders: at most " +
                      std::to_string(std::numeric_limits<Label>::max()) + " classes are supported");
  }
  for (std::size_t i = 0; i < most; ++i) {
    for (std::size_t label = 0; label < files.size(); ++label) {
      if (i < files[label].size()) result.entries.push_back({files[label][i], static_cast<Label>(label)});
    }
  }
  return result;
}

Dataset read_pictures(const ImageFolder& folder, std::size_t begin, std::size_t end, const ImageSize& size,
                      unsigned threads) {
  check_picture_size(size);
  Dataset dataset;
  dataset.channels = size.channels;
  dataset.height = size.height;
  dataset.width = size.width;
  dataset.classes = static_cast<int>(folder.classes.size());
  for (std::size_t i = begin; i < end; ++i) dataset.labels.push_back(folder.entries.at(i).label);
  dataset.pixels.resize(dataset.size() * dataset.image_bytes());
  parallel_for(dataset.size(), threads, [&](std::uint64_t i) {
    const auto index = static_cast<std::size_t>(i);
    const Picture picture = read_picture(folder.entries[begin + index].file);
    store_planes(fitted(picture, size.height, size.width), size.channels,
                 std::span(dataset.pixels).subspan(index * dataset.image_bytes(), dataset.image_bytes()));
  });
  return dataset;
}

void read_random_part(const fs::path& file, const ImageSize& size, double least_area, Random& random,
                      std::span<std::uint8_t> pixels) {
  check_picture_size(size);
  const Picture picture = read_picture(file);
  const Rectangle part = random_part(picture.height, picture.width, least_area, random);
  store_planes(resized(cropped(picture, part), size.height, size.width), size.channels, pixels);
}

}  // namespace rccm::data
