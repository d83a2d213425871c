#pragma once

#include "data/picture.hpp"
#include "support/random.hpp"

namespace rccm::data {

/// A part of a picture.
struct Rectangle {
  int top = 0;
  int left = 0;
  int height = 0;
  int width = 0;
  bool operator==(const Rectangle&) const = default;
};

/// A part of a picture of that size as training for ImageNet usually shows it: an area from `least_area` (above 0, at
/// most 1) to all of the picture's, width to height from 3:4 to 4:3, areas and the logarithms of ratios alike likely,
/// anywhere inside. Where ten of these do not fit into the picture, the largest part in its middle that has such a
/// ratio.
[[nodiscard]] Rectangle random_part(int height, int width, double least_area, Random& random);

/// The part alone, which must lie inside.
[[nodiscard]] Picture cropped(const Picture& picture, const Rectangle& part);

}  // namespace rccm::data
