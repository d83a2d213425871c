#pragma once

#include <string>
#include <vector>

#include "data/dataset.hpp"

namespace rccm::data {

/// Reads labelled images and joins them in the order given. Each file is a CIFAR-10 batch (binary version) or an IDX
/// file of images, either of them plain or gzipped. The labels of an IDX file lie beside it under the customary name:
/// "images-idx3" is replaced by "labels-idx1". Throws Error (kInput) naming the file for what is neither, for missing
/// or damaged files, and for images of different sizes.
[[nodiscard]] Dataset load_datasets(const std::vector<std::string>& files);

}  // namespace rccm::data
