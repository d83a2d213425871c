#include "data/source.hpp"

#include <algorithm>
#include <filesystem>
#include <span>

#include "data/load.hpp"
#include "support/error.hpp"

namespace rccm::data {
namespace {

namespace fs = std::filesystem;

std::variant<Dataset, ImageFolder> open_source(const std::vector<std::string>& names) {
  const auto folder = std::find_if(names.begin(), names.end(), [](const std::string& name) {
    std::error_code ignored;
    return fs::is_directory(name, ignored);
  });
  if (folder == names.end()) return load_datasets(names);
  if (names.size() > 1) throw usage_error(*folder + ": a folder of images does not go with others: name it alone");
  return list_image_folder(*folder);
}

}  // namespace

Source::Source(const std::vector<std::string>& names) : images_(open_source(names)) {}

std::size_t Source::size() const {
  if (const auto* dataset = std::get_if<Dataset>(&images_)) return dataset->size();
  return std::get<ImageFolder>(images_).entries.size();
}

std::size_t Source::portion() const {
  constexpr std::size_t kPictures = 1024;  // 150 MiB of ImageNet's
  return std::holds_alternative<Dataset>(images_) ? size() : std::min(size(), kPictures);
}

Dataset Source::read(std::size_t begin, std::size_t end, const ImageSize& size, unsigned threads) const {
  if (const auto* folder = std::get_if<ImageFolder>(&images_)) return read_pictures(*folder, begin, end, size, threads);
  const auto& all = std::get<Dataset>(images_);
  const std::span labels = std::span(all.labels).subspan(begin, end - begin);
  const std::span pixels = std::span(all.pixels).subspan(begin * all.image_bytes(), labels.size() * all.image_bytes());
  return {
      all.channels, all.height, all.width, all.classes, {pixels.begin(), pixels.end()}, {labels.begin(), labels.end()}};
}

}  // namespace rccm::data
