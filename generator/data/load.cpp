#include "data/load.hpp"

#include <utility>

#include "data/cifar.hpp"
#include "data/gunzip.hpp"
#include "data/idx.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::data {
namespace {

std::string read_unpacked(const std::string& file) {
  std::string bytes = read_file(file);
  return looks_gzipped(bytes) ? gunzip(bytes, file) : bytes;
}

std::string labels_beside(const std::string& images) {
  constexpr std::string_view kImages = "images-idx3";
  const std::size_t at = images.rfind(kImages);
  if (at == std::string::npos) {
    throw input_error(images + ": where its labels are cannot be told: name it like train-images-idx3-ubyte, with " +
                      "train-labels-idx1-ubyte beside it");
  }
  return images.substr(0, at) + "labels-idx1" + images.substr(at + kImages.size());
}

Dataset load_dataset(const std::string& file) {
  const std::string bytes = read_unpacked(file);
  if (!looks_like_idx(bytes)) return read_cifar10(bytes, file);
  const std::string labels = labels_beside(file);
  return read_idx(bytes, file, read_unpacked(labels), labels);
}

}  // namespace

Dataset load_datasets(const std::vector<std::string>& files) {
  if (files.empty()) throw usage_error("no data: name at least one file of images");
  Dataset all = load_dataset(files.front());
  for (std::size_t i = 1; i < files.size(); ++i) {
    const Dataset more = load_dataset(files[i]);
    if (more.channels != all.channels || more.height != all.height || more.width != all.width) {
      throw input_error(files[i] + ": its images are of another size than those of " + files.front() +
                        ": name files that belong together");
    }
    all.pixels.insert(all.pixels.end(), more.pixels.begin(), more.pixels.end());
    all.labels.insert(all.labels.end(), more.labels.begin(), more.labels.end());
  }
  return all;
}

}  // namespace rccm::data
