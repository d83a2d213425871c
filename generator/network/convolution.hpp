#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "network/graph.hpp"

namespace rccm::network {

/// A product of extents, which may exceed an int.
[[nodiscard]] inline std::size_t product(int a, int b, int c = 1) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c);
}

/// How the engines walk over a convolution. Activations lie pixel after pixel with the channels of a pixel side by side
/// (hwc), so that the taps of a window are a few contiguous runs of the padded input: one per row of the window, or one
/// per tap where groups make each pixel's channels a part of all.
struct ConvolutionWalk {
  /// Output channels that are computed side by side; weights of the missing ones of a group's last block are zeros.
  static constexpr int kBlock = 16;
  /// Output pixels of a row that share a load of weights.
  static constexpr int kPixels = 6;

  Shape input;
  Shape output;
  Window window;
  int groups = 1;

  ConvolutionWalk(const Shape& in, const Shape& out, const Window& taps, int group_count)
      : input(in), output(out), window(taps), groups(group_count) {}

  [[nodiscard]] int group_inputs() const { return input.channels / groups; }
  [[nodiscard]] int group_outputs() const { return output.channels / groups; }
  /// Channel by channel, each with a filter of its own.
  [[nodiscard]] bool is_depthwise() const { return groups > 1 && group_inputs() == 1 && group_outputs() == 1; }
  [[nodiscard]] int group_blocks() const { return (group_outputs() + kBlock - 1) / kBlock; }
  [[nodiscard]] int padded_height() const { return input.height + window.padding[0] + window.padding[2]; }
  [[nodiscard]] int padded_width() const { return input.width + window.padding[1] + window.padding[3]; }
  [[nodiscard]] std::size_t padded_size() const {
    return Shape{input.channels, padded_height(), padded_width()}.size();
  }

  /// Where an output pixel's values begin.
  [[nodiscard]] std::size_t output_offset(int y, int x) const {
    return product(y, output.width, output.channels) + product(x, output.channels);
  }
  /// The distance of the windows of neighbouring output pixels.
  [[nodiscard]] std::size_t window_step() const { return product(window.stride[1], input.channels); }
  /// An output channel by its group, block and place in the block.
  [[nodiscard]] std::size_t channel(int group, int block, int lane) const {
    return product(group, group_outputs()) + product(block, kBlock) + static_cast<std::size_t>(lane);
  }
  /// Whether a block has that many channels: the last one of a group may have fewer than kBlock.
  [[nodiscard]] bool has_lane(int block, int lane) const { return block * kBlock + lane < group_outputs(); }

  [[nodiscard]] int run_count() const { return groups == 1 ? window.kernel[0] : window.kernel[0] * window.kernel[1]; }
  [[nodiscard]] int run_length() const { return groups == 1 ? window.kernel[1] * input.channels : group_inputs(); }
  /// Where a run begins, seen from the window's first pixel.
  [[nodiscard]] std::size_t run_offset(int run) const {
    const int row = groups == 1 ? run : run / window.kernel[1];
    const int column = groups == 1 ? 0 : run % window.kernel[1];
    return pixel_offset(row, column);
  }
  [[nodiscard]] std::size_t pixel_offset(int row, int column) const {
    return product(row, padded_width(), input.channels) + product(column, input.channels);
  }
  /// Where the window of an output pixel begins in the padded input.
  [[nodiscard]] std::size_t window_offset(int y, int x) const {
    return pixel_offset(y * window.stride[0], x * window.stride[1]);
  }

  /// The index of an output channel's weight in a row of state dictionaries (input channel, row, column), for an
  /// element of a run.
  [[nodiscard]] std::size_t weight_index(int run, int element) const {
    const int channel = element % group_inputs();
    const int row = groups == 1 ? run : run / window.kernel[1];
    const int column = groups == 1 ? element / group_inputs() : run % window.kernel[1];
    return product(channel, window.kernel[0], window.kernel[1]) + product(row, window.kernel[1]) +
           static_cast<std::size_t>(column);
  }
};

/// Copies an image into the middle of `padded`, which is zero around it, converting to the wider or narrower element.
template <typename From, typename To>
void pad(const ConvolutionWalk& walk, std::span<const From> image, std::vector<To>& padded, std::size_t slack) {
  padded.assign(walk.padded_size() + slack, To{0});
  const std::size_t row = static_cast<std::size_t>(walk.input.width) * static_cast<std::size_t>(walk.input.channels);
  for (int y = 0; y < walk.input.height; ++y) {
    const auto from = image.subspan(static_cast<std::size_t>(y) * row, row);
    To* to = padded.data() + walk.pixel_offset(y + walk.window.padding[0], walk.window.padding[1]);
    for (std::size_t i = 0; i < row; ++i) to[i] = static_cast<To>(from[i]);
  }
}

/// Calls kernel(group, block, y, x, pixels) for all blocks of output channels and all runs of up to kPixels pixels.
template <typename Kernel>
void walk_blocks(const ConvolutionWalk& walk, const Kernel& kernel) {
  for (int group = 0; group < walk.groups; ++group) {
    for (int block = 0; block < walk.group_blocks(); ++block) {
      for (int y = 0; y < walk.output.height; ++y) {
        for (int x = 0; x < walk.output.width; x += ConvolutionWalk::kPixels) {
          kernel(group, block, y, x, std::min(ConvolutionWalk::kPixels, walk.output.width - x));
        }
      }
    }
  }
}

}  // namespace rccm::network
