#include <algorithm>
#include <cmath>
#include <cstddef>

#include "data/crop.hpp"
#include "data/picture.hpp"

namespace rccm::data {
namespace {

constexpr int kWeightBits = 22;

/// The pixels of a line that one pixel of the resized line is the mean of, and their weights, which sum to 2^22.
struct Taps {
  int first = 0;
  std::vector<std::int32_t> weights;
};

std::vector<Taps> triangles(int from, int to) {
  const double scale = static_cast<double>(from) / to;
  const double reach = std::max(scale, 1.0);
  std::vector<Taps> result;
  for (int i = 0; i < to; ++i) {
    const double centre = (i + 0.5) * scale;
    Taps taps;
    taps.first = std::max(static_cast<int>(std::floor(centre - reach + 0.5)), 0);
    const int end = std::min(static_cast<int>(std::floor(centre + reach + 0.5)), from);
    std::vector<double> weights;
    double sum = 0;
    for (int j = taps.first; j < end; ++j) {
      // A reciprocal, as in the program that this one agrees with: the weights' last bits depend on it.
      weights.push_back(std::max(0.0, 1 - std::abs((j - centre + 0.5) * (1 / reach))));
      sum += weights.back();
    }
    for (const double weight : weights) {
      taps.weights.push_back(static_cast<std::int32_t>(std::floor(weight / sum * (1 << kWeightBits) + 0.5)));
    }
    result.push_back(std::move(taps));
  }
  return result;
}

/// Resizes lines: of `lines` that lie `line_step` bytes apart, with pixels `pixel_step` bytes apart, to the same layout
/// with other steps. Each pixel has three bytes side by side.
struct Layout {
  std::size_t line_step = 0;
  std::size_t pixel_step = 0;
};

void resize_lines(const std::vector<std::uint8_t>& source, Layout from, std::vector<std::uint8_t>& target, Layout to,
                  int lines, const std::vector<Taps>& taps) {
  for (std::size_t line = 0; line < static_cast<std::size_t>(lines); ++line) {
    for (std::size_t i = 0; i < taps.size(); ++i) {
      for (std::size_t c = 0; c < 3; ++c) {
        std::int64_t sum = std::int64_t{1} << (kWeightBits - 1);
        std::size_t at = line * from.line_step + static_cast<std::size_t>(taps[i].first) * from.pixel_step + c;
        for (const std::int32_t weight : taps[i].weights) {
          sum += std::int64_t{weight} * source[at];
          at += from.pixel_step;
        }
        target[line * to.line_step + i * to.pixel_step + c] =
            static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> kWeightBits, 0, 255));
      }
    }
  }
}

/// Where a part of that length begins if it is the middle, of two middles the one at an even place.
int middle(int whole, int part) {
  return static_cast<int>(std::nearbyint((whole - part) / 2.0));
}

}  // namespace

Picture resized(const Picture& picture, int height, int width) {
  Picture result = picture;
  const std::size_t old_row = 3 * static_cast<std::size_t>(picture.width);
  const std::size_t row = 3 * static_cast<std::size_t>(width);
  if (width != picture.width) {
    result.width = width;
    result.pixels.resize(row * static_cast<std::size_t>(picture.height));
    resize_lines(picture.pixels, {old_row, 3}, result.pixels, {row, 3}, picture.height,
                 triangles(picture.width, width));
  }
  if (height != picture.height) {
    const std::vector<std::uint8_t> wide = std::move(result.pixels);
    result.height = height;
    result.pixels.assign(row * static_cast<std::size_t>(height), 0);
    resize_lines(wide, {3, row}, result.pixels, {3, row}, width, triangles(picture.height, height));
  }
  return result;
}

Picture fitted(const Picture& picture, int height, int width) {
  if (picture.height == height && picture.width == width) return picture;
  // One side becomes 8/7 of the input's, the other one follows and becomes at least as much.
  const auto enlarged = [](int side) { return std::int64_t{8 * side + 3} / 7; };
  std::int64_t new_height = enlarged(height);
  std::int64_t new_width = enlarged(width);
  if (new_height * picture.width >= new_width * picture.height) {
    new_width = new_height * picture.width / picture.height;
  } else {
    new_height = new_width * picture.height / picture.width;
  }
  const Picture large = resized(picture, static_cast<int>(new_height), static_cast<int>(new_width));
  return cropped(large, {middle(large.height, height), middle(large.width, width), height, width});
}

}  // namespace rccm::data
