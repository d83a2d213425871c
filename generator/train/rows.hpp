#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "support/parallel.hpp"

namespace rccm::train {

/// The extents of activations that lie pixel after pixel, the channels of a pixel side by side.
struct Rows {
  std::size_t count = 0;  ///< pixels of all images
  std::size_t channels = 0;
};

/// Rows that one task takes. The bounds of sums do not depend on the threads, so neither do the sums.
inline constexpr std::size_t kBlockRows = 4096;

/// Calls task(block, first row, row behind the last).
template <typename Task>
void for_each_block(const Rows& rows, unsigned threads, const Task& task) {
  parallel_for((rows.count + kBlockRows - 1) / kBlockRows, threads, [&](std::uint64_t block) {
    const std::size_t begin = static_cast<std::size_t>(block) * kBlockRows;
    task(static_cast<std::size_t>(block), begin, std::min(begin + kBlockRows, rows.count));
  });
}

/// Sums of each channel: add(row, sums of the block) is called for each row, the blocks' sums are added in order.
template <typename AddRow>
std::vector<double> sum_channels(const Rows& rows, std::size_t sums, unsigned threads, const AddRow& add) {
  const std::size_t blocks = (rows.count + kBlockRows - 1) / kBlockRows;
  std::vector<float> partial(blocks * sums, 0.0F);
  for_each_block(rows, threads, [&](std::size_t block, std::size_t begin, std::size_t end) {
    // Short runs keep the error of single precision small.
    constexpr std::size_t kRun = 64;
    std::vector<float> run(sums);
    float* const total = partial.data() + block * sums;
    for (std::size_t first = begin; first < end; first += kRun) {
      std::fill(run.begin(), run.end(), 0.0F);
      for (std::size_t row = first; row < std::min(first + kRun, end); ++row) add(row, run.data());
      for (std::size_t i = 0; i < sums; ++i) total[i] += run[i];
    }
  });
  std::vector<double> result(sums, 0.0);
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::size_t i = 0; i < sums; ++i) result[i] += static_cast<double>(partial[block * sums + i]);
  }
  return result;
}

}  // namespace rccm::train
