#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"

namespace rccm::data {

/// Whether the bytes begin as an IDX file of unsigned bytes does.
[[nodiscard]] bool looks_like_idx(std::string_view bytes);

/// Joins an IDX file of images (count, rows, columns) and one of labels, the layout of MNIST and its successors: ten
/// classes, one channel. Throws Error (kInput) naming the file for another layout, for sizes that do not match the
/// header or each other, and for labels out of range.
[[nodiscard]] Dataset read_idx(std::string_view images, const std::string& images_name, std::string_view labels,
                               const std::string& labels_name);

}  // namespace rccm::data
