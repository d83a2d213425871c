#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rccm {

/// So many zeros and then a value.
struct Run {
  std::uint32_t zeros = 0;
  std::int64_t value = 0;  ///< zero only in a filler, which stands where more zeros follow each other than a run counts
  bool operator==(const Run&) const = default;
};

/// A sparse sequence as runs that each count at most 2^run_bits - 1 zeros. Zeros at the end are left out: a reader
/// knows the length.
[[nodiscard]] std::vector<Run> encode_runs(const std::vector<std::int64_t>& values, int run_bits);

/// The sequence of that length.
[[nodiscard]] std::vector<std::int64_t> decode_runs(const std::vector<Run>& runs, std::size_t length);

/// The size of a run-length coded sequence.
struct RunLengthSize {
  int run_bits = 0;
  std::uint64_t runs = 0;
  std::uint64_t bits = 0;  ///< runs · (run_bits + value_bits)
};

/// The size with the width of the count, 1..16 bits, that makes it least.
[[nodiscard]] RunLengthSize least_run_length_size(const std::vector<std::int64_t>& values, int value_bits);

}  // namespace rccm
