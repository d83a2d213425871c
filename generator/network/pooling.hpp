#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "network/graph.hpp"

namespace rccm::network {

/// Calls visit(output pixel's offset, input pixel's offset, is_first) for each pixel of each window that lies in the
/// image; offsets count values in hwc order, and the pixels of a window follow one another.
template <typename Visit>
void visit_windows(const Window& window, const Shape& input, const Shape& output, const Visit& visit) {
  const auto offset = [](int y, int x, const Shape& shape) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(shape.width) + static_cast<std::size_t>(x)) *
           static_cast<std::size_t>(shape.channels);
  };
  for (int y = 0; y < output.height; ++y) {
    const int top = y * window.stride[0] - window.padding[0];
    for (int x = 0; x < output.width; ++x) {
      const int left = x * window.stride[1] - window.padding[1];
      bool is_first = true;
      for (int row = std::max(top, 0); row < std::min(top + window.kernel[0], input.height); ++row) {
        for (int column = std::max(left, 0); column < std::min(left + window.kernel[1], input.width); ++column) {
          visit(offset(y, x, output), offset(row, column, input), is_first);
          is_first = false;
        }
      }
    }
  }
}

/// The largest value of each channel in each window.
template <typename Value>
void max_pool(const Window& window, const Shape& in, const Shape& out, std::span<const Value> input,
              std::span<Value> output) {
  const auto channels = static_cast<std::size_t>(in.channels);
  visit_windows(window, in, out, [&](std::size_t to, std::size_t from, bool is_first) {
    for (std::size_t c = 0; c < channels; ++c) {
      output[to + c] = is_first ? input[from + c] : std::max(output[to + c], input[from + c]);
    }
  });
}

/// The sum of each channel in each window.
template <typename Value>
void sum_pool(const Window& window, const Shape& in, const Shape& out, std::span<const Value> input,
              std::span<Value> output) {
  const auto channels = static_cast<std::size_t>(in.channels);
  visit_windows(window, in, out, [&](std::size_t to, std::size_t from, bool is_first) {
    for (std::size_t c = 0; c < channels; ++c)
      output[to + c] = (is_first ? Value{0} : output[to + c]) + input[from + c];
  });
}

/// The vector of all values in the order asked for.
template <typename Value>
void flatten(const Flatten& operation, const Shape& in, std::span<const Value> input, std::span<Value> output) {
  if (operation.order == Flatten::Order::kHwc) {
    std::copy(input.begin(), input.end(), output.begin());
    return;
  }
  const auto channels = static_cast<std::size_t>(in.channels);
  const std::size_t pixels = input.size() / channels;
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    for (std::size_t c = 0; c < channels; ++c) output[c * pixels + pixel] = input[pixel * channels + c];
  }
}

/// Every so-manieth pixel with channels of zeros around its own.
template <typename Value>
void subsample(const Subsample& operation, const Shape& in, const Shape& out, std::span<const Value> input,
               std::span<Value> output) {
  std::fill(output.begin(), output.end(), Value{0});
  const Window window{{1, 1}, {operation.stride, operation.stride}, {0, 0, 0, 0}};
  const auto channels = static_cast<std::size_t>(in.channels);
  const auto before = static_cast<std::size_t>(operation.channels_before);
  visit_windows(window, in, out, [&](std::size_t to, std::size_t from, bool) {
    std::copy_n(input.begin() + static_cast<std::ptrdiff_t>(from), channels,
                output.begin() + static_cast<std::ptrdiff_t>(to + before));
  });
}

/// A window over the whole image.
[[nodiscard]] inline Window whole_image(const Shape& shape) {
  return {{shape.height, shape.width}, {1, 1}, {0, 0, 0, 0}};
}

}  // namespace rccm::network
