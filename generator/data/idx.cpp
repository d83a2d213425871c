#include "data/idx.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "support/error.hpp"
#include "weights/bytes.hpp"

namespace rccm::data {
namespace {

constexpr char kUnsignedByte = 8;
constexpr int kClasses = 10;
constexpr std::uint64_t kMaxExtent = 4096;  ///< of an image; more is a damaged header

/// The extents that the header declares, checked against the number of bytes behind it.
std::vector<std::uint64_t> read_extents(std::string_view bytes, std::size_t dimensions, const std::string& where) {
  if (!looks_like_idx(bytes) || bytes[3] != static_cast<char>(dimensions)) {
    throw input_error(where + ": is no IDX file of unsigned bytes with " + std::to_string(dimensions) +
                      " dimensions: name the file as it was published, gzipped or unpacked");
  }
  const std::size_t header = 4 + 4 * dimensions;
  if (bytes.size() < header) throw input_error(where + ": ends within its header: copy or download the file again");
  std::vector<std::uint64_t> extents;
  for (std::size_t i = 4; i < header; i += 4) {
    std::uint64_t extent = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) extent = extent << 8U | static_cast<unsigned char>(bytes[i + byte]);
    extents.push_back(extent);
  }
  const std::optional<std::uint64_t> count = element_count(extents);
  if (!count || *count != bytes.size() - header) {
    throw input_error(where + ": its header asks for " + (count ? std::to_string(*count) : "more than 2^64") +
                      " bytes of data, but " + std::to_string(bytes.size() - header) +
                      " follow: the file is cut short or damaged, copy or download it again");
  }
  return extents;
}

std::span<const std::uint8_t> tail(std::string_view bytes, std::size_t header) {
  return std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()).subspan(header);
}

}  // namespace

bool looks_like_idx(std::string_view bytes) {
  return bytes.size() >= 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] == kUnsignedByte;
}

Dataset read_idx(std::string_view images, const std::string& images_name, std::string_view labels,
                 const std::string& labels_name) {
  const std::vector<std::uint64_t> extents = read_extents(images, 3, images_name);
  const std::uint64_t count = read_extents(labels, 1, labels_name)[0];
  if (extents[0] != count) {
    throw input_error(labels_name + ": holds " + std::to_string(count) + " labels for the " +
                      std::to_string(extents[0]) + " images of " + images_name +
                      ": name the files that belong together");
  }
  if (count == 0) throw input_error(images_name + ": holds no images: name a file that does");
  if (extents[1] > kMaxExtent || extents[2] > kMaxExtent) {
    throw input_error(images_name + ": has images of " + std::to_string(extents[1]) + " x " +
                      std::to_string(extents[2]) + " pixels, at most " + std::to_string(kMaxExtent) + " a side");
  }
  Dataset dataset;
  dataset.height = static_cast<int>(extents[1]);
  dataset.width = static_cast<int>(extents[2]);
  dataset.classes = kClasses;
  const std::span pixels = tail(images, 16);
  const std::span numbers = tail(labels, 8);
  dataset.pixels.assign(pixels.begin(), pixels.end());
  dataset.labels.assign(numbers.begin(), numbers.end());
  const auto bad =
      std::find_if(dataset.labels.begin(), dataset.labels.end(), [](int label) { return label >= kClasses; });
  if (bad != dataset.labels.end()) {
    throw input_error(labels_name + ": label " + std::to_string(*bad) + " of image " +
                      std::to_string(bad - dataset.labels.begin()) + " is not below " + std::to_string(kClasses) +
                      ": the file is damaged or holds other labels");
  }
  return dataset;
}

}  // namespace rccm::data
