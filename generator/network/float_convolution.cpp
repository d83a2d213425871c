#include "network/float_convolution.hpp"

#include <array>
#include <cstring>
#include <utility>

namespace rccm::network {
namespace {

constexpr int kBlock = ConvolutionWalk::kBlock;

// GCC's and clang's portable vectors: eight floats, whatever the processor has.
using Vector [[gnu::vector_size(32)]] = float;

/// The sums of kBlock output channels at each of kPixels pixels whose windows are `step` values apart.
template <std::size_t kPixels>
void multiply(const ConvolutionWalk& walk, const float* window, const float* weight, std::size_t step, float* sums) {
  std::array<Vector, 2 * kPixels> acc{};
  for (int run = 0; run < walk.run_count(); ++run) {
    const float* x = window + walk.run_offset(run);
    for (int element = 0; element < walk.run_length(); ++element, ++x, weight += kBlock) {
      Vector low;
      Vector high;
      std::memcpy(&low, weight, sizeof low);
      std::memcpy(&high, weight + kBlock / 2, sizeof high);
      for (std::size_t p = 0; p < kPixels; ++p) {
        acc[2 * p] += low * x[p * step];
        acc[2 * p + 1] += high * x[p * step];
      }
    }
  }
  std::memcpy(sums, acc.data(), sizeof acc);
}

using Multiply = void (*)(const ConvolutionWalk&, const float*, const float*, std::size_t, float*);
constexpr std::array<Multiply, ConvolutionWalk::kPixels> kMultiply{multiply<1>, multiply<2>, multiply<3>,
                                                                   multiply<4>, multiply<5>, multiply<6>};

}  // namespace

FloatConvolution::FloatConvolution(const ConvolutionWalk& walk, std::span<const float> weight,
                                   std::span<const float> bias)
    : walk_(walk), bias_(bias.begin(), bias.end()) {
  bias_.resize(static_cast<std::size_t>(walk.output.channels), 0.0F);
  const std::size_t row = weight.size() / static_cast<std::size_t>(walk.output.channels);
  if (walk.is_depthwise()) {  // tap after tap, all channels each
    for (std::size_t tap = 0; tap < row; ++tap) {
      for (std::size_t k = 0; k < bias_.size(); ++k) weight_.push_back(weight[k * row + tap]);
    }
    return;
  }
  for (int group = 0; group < walk.groups; ++group) {
    for (int block = 0; block < walk.group_blocks(); ++block) {
      for (int run = 0; run < walk.run_count(); ++run) {
        for (int element = 0; element < walk.run_length(); ++element) {
          for (int lane = 0; lane < kBlock; ++lane) {
            const std::size_t index = walk.channel(group, block, lane) * row + walk.weight_index(run, element);
            weight_.push_back(walk.has_lane(block, lane) ? weight[index] : 0.0F);
          }
        }
      }
    }
  }
}

void FloatConvolution::run(std::span<const float> input, std::span<float> output, std::vector<float>& padded) const {
  pad(walk_, input, padded, 0);
  if (walk_.is_depthwise()) {
    run_depthwise(output, padded);
  } else {
    run_blocks(output, padded);
  }
}

void FloatConvolution::run_depthwise(std::span<float> output, const std::vector<float>& padded) const {
  const auto channels = static_cast<std::size_t>(walk_.output.channels);
  float* sums = output.data();
  for (int y = 0; y < walk_.output.height; ++y) {
    for (int x = 0; x < walk_.output.width; ++x, sums += channels) {
      std::copy(bias_.begin(), bias_.end(), sums);
      const float* weight = weight_.data();
      for (int row = 0; row < walk_.window.kernel[0]; ++row) {
        for (int column = 0; column < walk_.window.kernel[1]; ++column, weight += channels) {
          const float* pixel = padded.data() + walk_.window_offset(y, x) + walk_.pixel_offset(row, column);
          for (std::size_t k = 0; k < channels; ++k) sums[k] += weight[k] * pixel[k];
        }
      }
    }
  }
}

void FloatConvolution::run_blocks(std::span<float> output, const std::vector<float>& padded) const {
  const std::size_t block_size = product(walk_.run_count(), walk_.run_length(), kBlock);
  std::array<float, ConvolutionWalk::kPixels* static_cast<std::size_t>(kBlock)> sums{};
  walk_blocks(walk_, [&](int group, int block, int y, int x, int pixels) {
    const float* window = padded.data() + walk_.window_offset(y, x) + product(group, walk_.group_inputs());
    const float* weight =
        weight_.data() + (product(group, walk_.group_blocks()) + static_cast<std::size_t>(block)) * block_size;
    kMultiply.at(static_cast<std::size_t>(pixels - 1))(walk_, window, weight, walk_.window_step(), sums.data());
    const std::size_t first = walk_.channel(group, block, 0);
    const float* from = sums.data();
    for (int p = 0; p < pixels; ++p, from += kBlock) {
      float* to = output.data() + walk_.output_offset(y, x + p) + first;
      for (int lane = 0; lane < kBlock && walk_.has_lane(block, lane); ++lane) {
        to[lane] = from[lane] + bias_[first + static_cast<std::size_t>(lane)];
      }
    }
  });
}

}  // namespace rccm::network
