#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/graph.hpp"

namespace rccm::test {

/// The specification of FloatEngine: every layer's output for one image, in nested loops over double precision, plane
/// after plane (chw).
[[nodiscard]] std::vector<std::vector<double>> plain_forward(const network::Network& network,
                                                             std::span<const std::uint8_t> pixels);

/// Values that lie pixel after pixel, plane after plane.
template <typename Value>
[[nodiscard]] std::vector<Value> planes(const std::vector<Value>& hwc, const network::Shape& shape) {
  const auto channels = static_cast<std::size_t>(shape.channels);
  std::vector<Value> result;
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t i = c; i < hwc.size(); i += channels) result.push_back(hwc[i]);
  }
  return result;
}

}  // namespace rccm::test
