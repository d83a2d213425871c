#include "train/augment.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace rccm::train {
namespace {

constexpr std::uint64_t kOrder = ~std::uint64_t{0};  // the index that no image has

}  // namespace

Random random_of(std::uint64_t seed, int epoch, std::uint64_t index) {
  Random first(seed);
  Random second(first.next() ^ static_cast<std::uint64_t>(epoch));
  return Random(second.next() ^ index);
}

void augment(std::span<const std::uint8_t> pixels, const network::Shape& shape, const Augmentation& augmentation,
             std::uint64_t seed, int epoch, std::size_t index, std::span<std::uint8_t> output) {
  assert(pixels.size() == shape.size() && output.size() == shape.size());
  Random random = random_of(seed, epoch, index);
  const int down = random.below(2 * augmentation.shift + 1) - augmentation.shift;
  const int right = random.below(2 * augmentation.shift + 1) - augmentation.shift;
  const bool is_mirrored = augmentation.flip && random.below(2) == 1;
  std::size_t next = 0;
  for (int c = 0; c < shape.channels; ++c) {
    for (int y = 0; y < shape.height; ++y) {
      for (int x = 0; x < shape.width; ++x) {
        const int from_y = y - down;
        const int from_x = (is_mirrored ? shape.width - 1 - x : x) - right;
        const bool is_inside = from_y >= 0 && from_y < shape.height && from_x >= 0 && from_x < shape.width;
        const int from = (c * shape.height + from_y) * shape.width + from_x;
        output[next++] = is_inside ? pixels[static_cast<std::size_t>(from)] : std::uint8_t{0};
      }
    }
  }
}

std::vector<std::size_t> epoch_order(std::size_t count, std::uint64_t seed, int epoch) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random = random_of(seed, epoch, kOrder);
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
  return order;
}

}  // namespace rccm::train
