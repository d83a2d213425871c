#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rccm::data {

/// The number of a class.
using Label = std::uint16_t;

/// Labelled images of one size.
struct Dataset {
  int channels = 1;
  int height = 0;
  int width = 0;
  int classes = 10;                  ///< labels are below it
  std::vector<std::uint8_t> pixels;  ///< image after image, in each plane after plane, in each row after row
  std::vector<Label> labels;         ///< one per image

  [[nodiscard]] std::size_t size() const { return labels.size(); }
  [[nodiscard]] std::size_t image_bytes() const {
    return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  }
  [[nodiscard]] std::span<const std::uint8_t> image(std::size_t index) const {
    return std::span(pixels).subspan(index * image_bytes(), image_bytes());
  }
};

}  // namespace rccm::data
