#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rccm::data {

/// A picture of red, green and blue: three bytes a pixel, row after row.
struct Picture {
  int height = 0;
  int width = 0;
  std::vector<std::uint8_t> pixels;
  bool operator==(const Picture&) const = default;
};

/// Reads a JPEG or PNG file. Grey pictures get three equal channels, transparency is dropped, and the orientation that
/// cameras note is not applied, as is usual for ImageNet. Throws Error: kInput naming `where` for what is neither, is
/// damaged or too large; kMissingTool where this program was built without the library for it.
[[nodiscard]] Picture decode_picture(std::string_view bytes, const std::string& where);

/// The picture in another size, filtered with triangles: each pixel is a mean of the pixels around its place, weighted
/// by their distance, over one pixel to either side where the picture grows and as many more as it shrinks by otherwise
/// ("bilinear with antialiasing"). First rows, then columns, each rounded to bytes, with weights of 22 bits: bit for
/// bit what Pillow's resize() gives.
[[nodiscard]] Picture resized(const Picture& picture, int height, int width);

/// The picture as a network of that input takes it: resized so that the shorter side is 8/7 of the input's (256 for
/// 224), and the middle cut out. A picture that has the input's size already is left as it is.
[[nodiscard]] Picture fitted(const Picture& picture, int height, int width);

}  // namespace rccm::data
