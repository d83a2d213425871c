#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "accelerator/design.hpp"

namespace rccm::accelerator {

/// What a test bench does with a layer.
struct BenchParams {
  std::uint64_t seed = 1;  ///< of images, of the second set of codes, and of pauses
  /// Images to run instead of random ones, hwc; with them the bench only runs these, with and without pauses.
  std::vector<std::vector<std::int32_t>> images;
  /// Up to how many cycles of a single image all of the bench's chapters are run: beyond, those with few images.
  std::int64_t most_cycles = 20000;
};

/// The memory images of a test bench: one line a word, hexadecimal.
struct BenchImages {
  std::string inputs;
  std::string codes;
  std::string outputs;
  std::string commands;
  int input_beats = 0;
  int code_beats = 0;
  int output_beats = 0;
  int command_count = 0;
  std::int64_t limit = 0;  ///< cycles within which something must move
  int checked = 0;         ///< output beats that are compared
  int image_count = 0;     ///< images whose outputs are compared
};

/// Codes, images, expected outputs and the commands that the test bench carries out on them: single images and several
/// back to back with exact numbers of cycles, pauses on every stream, codes that are loaded while an image runs, resets
/// in the middle, malformed streams.
[[nodiscard]] BenchImages bench_images(const Design& design, const Plan& plan, const BenchParams& params = {});

}  // namespace rccm::accelerator
