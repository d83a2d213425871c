#include "data/crop.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace rccm::data {
namespace {

constexpr double kWidest = 4.0 / 3;

Rectangle middle_part(int height, int width) {
  Rectangle part{0, 0, height, width};
  if (width > kWidest * height) part.width = std::max(static_cast<int>(std::lround(kWidest * height)), 1);
  if (height > kWidest * width) part.height = std::max(static_cast<int>(std::lround(kWidest * width)), 1);
  part.top = (height - part.height) / 2;
  part.left = (width - part.width) / 2;
  return part;
}

}  // namespace

Rectangle random_part(int height, int width, double least_area, Random& random) {
  assert(least_area > 0 && least_area <= 1);
  constexpr int kTries = 10;
  for (int i = 0; i < kTries; ++i) {
    const double area = (least_area + (1 - least_area) * random.uniform()) * height * width;
    const double ratio = std::exp((2 * random.uniform() - 1) * std::log(kWidest));
    const auto part_width = static_cast<int>(std::lround(std::sqrt(area * ratio)));
    const auto part_height = static_cast<int>(std::lround(std::sqrt(area / ratio)));
    if (part_width < 1 || part_height < 1 || part_width > width || part_height > height) continue;
    const int top = random.below(height - part_height + 1);
    const int left = random.below(width - part_width + 1);
    return {top, left, part_height, part_width};
  }
  return middle_part(height, width);
}

Picture cropped(const Picture& picture, const Rectangle& part) {
  Picture result{part.height, part.width, {}};
  result.pixels.reserve(3 * static_cast<std::size_t>(part.height) * static_cast<std::size_t>(part.width));
  for (int y = part.top; y < part.top + part.height; ++y) {
    const auto begin = picture.pixels.begin() + 3 * (static_cast<std::ptrdiff_t>(y) * picture.width + part.left);
    result.pixels.insert(result.pixels.end(), begin, begin + 3 * static_cast<std::ptrdiff_t>(part.width));
  }
  return result;
}

}  // namespace rccm::data
