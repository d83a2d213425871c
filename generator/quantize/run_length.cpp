#include "quantize/run_length.hpp"

#include <limits>

namespace rccm {

std::vector<Run> encode_runs(const std::vector<std::int64_t>& values, int run_bits) {
  const std::uint32_t most = (std::uint32_t{1} << run_bits) - 1;
  std::vector<Run> runs;
  std::vector<Run> fillers;  // written only once a value follows them
  std::uint32_t zeros = 0;
  for (const std::int64_t value : values) {
    if (value == 0) {
      // A filler's own zero counts, too.
      if (zeros == most) {
        fillers.push_back({most, 0});
        zeros = 0;
      } else {
        ++zeros;
      }
      continue;
    }
    runs.insert(runs.end(), fillers.begin(), fillers.end());
    fillers.clear();
    runs.push_back({zeros, value});
    zeros = 0;
  }
  return runs;
}

std::vector<std::int64_t> decode_runs(const std::vector<Run>& runs, std::size_t length) {
  std::vector<std::int64_t> values;
  values.reserve(length);
  for (const Run& run : runs) {
    values.insert(values.end(), run.zeros, 0);
    values.push_back(run.value);
  }
  values.resize(length, 0);
  return values;
}

RunLengthSize least_run_length_size(const std::vector<std::int64_t>& values, int value_bits) {
  constexpr int kMostRunBits = 16;
  RunLengthSize best;
  best.bits = std::numeric_limits<std::uint64_t>::max();
  for (int run_bits = 1; run_bits <= kMostRunBits; ++run_bits) {
    const std::uint64_t runs = encode_runs(values, run_bits).size();
    const std::uint64_t bits = runs * static_cast<std::uint64_t>(run_bits + value_bits);
    if (bits < best.bits) best = {run_bits, runs, bits};
  }
  return best;
}

}  // namespace rccm
