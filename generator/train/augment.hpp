#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "network/graph.hpp"
#include "support/random.hpp"

namespace rccm::train {

/// A generator of its own for each triple.
[[nodiscard]] Random random_of(std::uint64_t seed, int epoch, std::uint64_t index);

/// How training images are varied.
struct Augmentation {
  int shift = 0;      ///< an image is moved by up to so many pixels in each direction, black moving in
  bool flip = false;  ///< half of the images are mirrored, left to right
  bool operator==(const Augmentation&) const = default;
};

/// The image as epoch `epoch` shows it, which depends on nothing but the arguments. `output` receives as many pixels.
void augment(std::span<const std::uint8_t> pixels, const network::Shape& shape, const Augmentation& augmentation,
             std::uint64_t seed, int epoch, std::size_t index, std::span<std::uint8_t> output);

/// The order in which an epoch shows the images: a shuffle of 0..count - 1 that depends on seed and epoch alone.
[[nodiscard]] std::vector<std::size_t> epoch_order(std::size_t count, std::uint64_t seed, int epoch);

}  // namespace rccm::train
