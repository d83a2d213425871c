#include "network/integer_convolution.hpp"

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <limits>

namespace rccm::network {
namespace {

constexpr int kBlock = ConvolutionWalk::kBlock;
constexpr std::size_t kLanes = kBlock;

/// Sums of a block of output channels at some pixels whose windows are `step` values apart.
using NarrowKernel = void (*)(const ConvolutionWalk&, const std::int16_t* window, const std::int16_t* weight,
                              std::size_t step, std::int32_t* sums);

#ifdef __AVX2__

// vpmaddwd multiplies 16 pairs of 16 bits and adds neighbours: with two elements of a run side by side in each lane,
// one instruction does two taps of eight output channels. It overflows only if all four factors are -2^15, which
// fits_narrow() keeps out; the additions wrap, so that only the final sum has to fit.
template <std::size_t kPixels>
void multiply(const ConvolutionWalk& walk, const std::int16_t* window, const std::int16_t* weight, std::size_t step,
              std::int32_t* sums) {
  __m256i acc[2 * kPixels];  // std::array would drop the type's alignment
  std::fill(std::begin(acc), std::end(acc), _mm256_setzero_si256());
  const int pairs = (walk.run_length() + 1) / 2;
  for (int run = 0; run < walk.run_count(); ++run) {
    const std::int16_t* x = window + walk.run_offset(run);
    for (int pair = 0; pair < pairs; ++pair, x += 2, weight += 2 * kLanes) {
      const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weight));
      const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weight + kLanes));
      for (std::size_t p = 0; p < kPixels; ++p) {
        std::int32_t both = 0;
        std::memcpy(&both, x + p * step, sizeof both);
        const __m256i value = _mm256_set1_epi32(both);
        acc[2 * p] = _mm256_add_epi32(acc[2 * p], _mm256_madd_epi16(low, value));
        acc[2 * p + 1] = _mm256_add_epi32(acc[2 * p + 1], _mm256_madd_epi16(high, value));
      }
    }
  }
  std::memcpy(sums, acc, sizeof acc);
}

#else

template <std::size_t kPixels>
void multiply(const ConvolutionWalk& walk, const std::int16_t* window, const std::int16_t* weight, std::size_t step,
              std::int32_t* sums) {
  // Unsigned, as partial sums may wrap where only the final one has to fit.
  std::array<std::uint32_t, kPixels * kLanes> acc{};
  const int pairs = (walk.run_length() + 1) / 2;
  for (int run = 0; run < walk.run_count(); ++run) {
    const std::int16_t* x = window + walk.run_offset(run);
    for (int pair = 0; pair < pairs; ++pair, x += 2, weight += 2 * kLanes) {
      for (std::size_t p = 0; p < kPixels; ++p) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          acc[p * kLanes + lane] += static_cast<std::uint32_t>(weight[2 * lane] * x[p * step]) +
                                    static_cast<std::uint32_t>(weight[2 * lane + 1] * x[p * step + 1]);
        }
      }
    }
  }
  std::memcpy(sums, acc.data(), sizeof acc);
}

#endif

constexpr std::array<NarrowKernel, ConvolutionWalk::kPixels> kMultiply{multiply<1>, multiply<2>, multiply<3>,
                                                                       multiply<4>, multiply<5>, multiply<6>};

void multiply_wide(const ConvolutionWalk& walk, const std::int32_t* window, const std::int32_t* weight,
                   std::int64_t* sums) {
  std::fill_n(sums, kBlock, 0);
  for (int run = 0; run < walk.run_count(); ++run) {
    const std::int32_t* x = window + walk.run_offset(run);
    for (int element = 0; element < walk.run_length(); ++element, weight += kBlock) {
      for (int lane = 0; lane < kBlock; ++lane) sums[lane] += std::int64_t{weight[lane]} * x[element];
    }
  }
}

/// Stores the channels of a block that there are.
template <typename Sum>
void store(const ConvolutionWalk& walk, int group, int block, int y, int x, const Sum* block_sums,
           std::span<std::int64_t> sums) {
  std::int64_t* to = sums.data() + walk.output_offset(y, x) + walk.channel(group, block, 0);
  for (int lane = 0; lane < kBlock && walk.has_lane(block, lane); ++lane) to[lane] = block_sums[lane];
}

/// Channel by channel, each tap of all channels at once.
template <typename Value, typename Sum>
void run_depthwise(const ConvolutionWalk& walk, const std::vector<Value>& padded, const std::vector<Value>& weights,
                   std::span<std::int64_t> sums) {
  const auto channels = static_cast<std::size_t>(walk.output.channels);
  std::vector<Sum> acc(channels);
  std::int64_t* to = sums.data();
  for (int y = 0; y < walk.output.height; ++y) {
    for (int x = 0; x < walk.output.width; ++x, to += channels) {
      std::fill(acc.begin(), acc.end(), Sum{0});
      const Value* weight = weights.data();
      for (int run = 0; run < walk.run_count(); ++run, weight += channels) {
        const Value* pixel = padded.data() + walk.window_offset(y, x) + walk.run_offset(run);
        for (std::size_t k = 0; k < channels; ++k) acc[k] += Sum{weight[k]} * Sum{pixel[k]};
      }
      std::copy(acc.begin(), acc.end(), to);
    }
  }
}

}  // namespace

bool fits_narrow(std::span<const std::int64_t> coefficients, std::size_t channels, const Range& input) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int16_t>::max();
  if (input.low < -kMost || input.high > kMost) return false;
  const std::int64_t magnitude = std::max(-input.low, input.high);
  const std::size_t row = coefficients.size() / channels;
  for (std::size_t k = 0; k < channels; ++k) {
    std::int64_t sum = 0;
    for (std::size_t i = k * row; i < (k + 1) * row; ++i) {
      if (coefficients[i] < -kMost || coefficients[i] > kMost) return false;
      sum += std::abs(coefficients[i]);
    }
    if (sum * magnitude > std::numeric_limits<std::int32_t>::max()) return false;
  }
  return true;
}

IntegerConvolution::IntegerConvolution(const ConvolutionWalk& walk, std::span<const std::int64_t> coefficients,
                                       const Range& input)
    : walk_(walk), is_narrow_(fits_narrow(coefficients, static_cast<std::size_t>(walk.output.channels), input)) {
  if (walk.is_depthwise()) {
    const auto channels = static_cast<std::size_t>(walk.output.channels);
    const std::size_t taps = coefficients.size() / channels;
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
      const std::int64_t value = coefficients[i % channels * taps + i / channels];
      if (is_narrow_) {
        narrow_.push_back(static_cast<std::int16_t>(value));
      } else {
        wide_.push_back(static_cast<std::int32_t>(value));
      }
    }
  } else if (is_narrow_) {
    pack_narrow(coefficients);
  } else {
    pack_wide(coefficients);
  }
}

void IntegerConvolution::pack_narrow(std::span<const std::int64_t> coefficients) {
  const std::size_t row = coefficients.size() / static_cast<std::size_t>(walk_.output.channels);
  for (int group = 0; group < walk_.groups; ++group) {
    for (int block = 0; block < walk_.group_blocks(); ++block) {
      for (int run = 0; run < walk_.run_count(); ++run) {
        for (int pair = 0; pair < walk_.run_length(); pair += 2) {
          for (int i = 0; i < 2 * kBlock; ++i) {
            const int lane = i / 2;
            const int element = pair + i % 2;
            const bool is_there = walk_.has_lane(block, lane) && element < walk_.run_length();
            const std::size_t index = walk_.channel(group, block, lane) * row + walk_.weight_index(run, element);
            narrow_.push_back(is_there ? static_cast<std::int16_t>(coefficients[index]) : std::int16_t{0});
          }
        }
      }
    }
  }
}

void IntegerConvolution::pack_wide(std::span<const std::int64_t> coefficients) {
  const std::size_t row = coefficients.size() / static_cast<std::size_t>(walk_.output.channels);
  for (int group = 0; group < walk_.groups; ++group) {
    for (int block = 0; block < walk_.group_blocks(); ++block) {
      for (int run = 0; run < walk_.run_count(); ++run) {
        for (int element = 0; element < walk_.run_length(); ++element) {
          for (int lane = 0; lane < kBlock; ++lane) {
            const std::size_t index = walk_.channel(group, block, lane) * row + walk_.weight_index(run, element);
            wide_.push_back(walk_.has_lane(block, lane) ? static_cast<std::int32_t>(coefficients[index]) : 0);
          }
        }
      }
    }
  }
}

void IntegerConvolution::run(std::span<const std::int32_t> input, std::span<std::int64_t> sums,
                             Scratch& scratch) const {
  if (is_narrow_) {
    pad(walk_, input, scratch.narrow, 1);  // the second of a run's last pair may lie behind the image
    if (walk_.is_depthwise()) {
      run_depthwise<std::int16_t, std::int32_t>(walk_, scratch.narrow, narrow_, sums);
    } else {
      run_narrow(sums, scratch.narrow);
    }
  } else {
    pad(walk_, input, scratch.wide, 0);
    if (walk_.is_depthwise()) {
      run_depthwise<std::int32_t, std::int64_t>(walk_, scratch.wide, wide_, sums);
    } else {
      run_wide(sums, scratch.wide);
    }
  }
}

void IntegerConvolution::run_narrow(std::span<std::int64_t> sums, const std::vector<std::int16_t>& padded) const {
  const std::size_t block_size = product(walk_.run_count(), (walk_.run_length() + 1) / 2, 2 * kBlock);
  std::array<std::int32_t, ConvolutionWalk::kPixels * kLanes> block_sums{};
  walk_blocks(walk_, [&](int group, int block, int y, int x, int pixels) {
    const std::int16_t* window = padded.data() + walk_.window_offset(y, x) + product(group, walk_.group_inputs());
    const std::int16_t* weight =
        narrow_.data() + (product(group, walk_.group_blocks()) + static_cast<std::size_t>(block)) * block_size;
    kMultiply.at(static_cast<std::size_t>(pixels - 1))(walk_, window, weight, walk_.window_step(), block_sums.data());
    const std::int32_t* from = block_sums.data();
    for (int p = 0; p < pixels; ++p, from += kBlock) store(walk_, group, block, y, x + p, from, sums);
  });
}

void IntegerConvolution::run_wide(std::span<std::int64_t> sums, const std::vector<std::int32_t>& padded) const {
  const std::size_t block_size = product(walk_.run_count(), walk_.run_length(), kBlock);
  std::array<std::int64_t, kLanes> block_sums{};
  walk_blocks(walk_, [&](int group, int block, int y, int x, int pixels) {
    const std::int32_t* weight =
        wide_.data() + (product(group, walk_.group_blocks()) + static_cast<std::size_t>(block)) * block_size;
    for (int p = 0; p < pixels; ++p) {
      const std::int32_t* window = padded.data() + walk_.window_offset(y, x + p) + product(group, walk_.group_inputs());
      multiply_wide(walk_, window, weight, block_sums.data());
      store(walk_, group, block, y, x + p, block_sums.data(), sums);
    }
  });
}

}  // namespace rccm::network
