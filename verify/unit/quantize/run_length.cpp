#include "quantize/run_length.hpp"

#include <algorithm>

#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("Runs count the zeros before each value, with fillers where there are too many") {
  CHECK(encode_runs({5, 0, 0, -1, 0}, 4) == std::vector<Run>{{0, 5}, {2, -1}});
  // Two bits count to 3; a filler stands for three zeros and one more.
  CHECK(encode_runs({0, 0, 0, 7}, 2) == std::vector<Run>{{3, 7}});
  CHECK(encode_runs({0, 0, 0, 0, 7}, 2) == std::vector<Run>{{3, 0}, {0, 7}});
  CHECK(encode_runs({0, 0, 0, 0, 0, 0, 0, 0, 0, 7}, 2) == std::vector<Run>{{3, 0}, {3, 0}, {1, 7}});
  CHECK(encode_runs({0, 0, 0, 0, 0, 0}, 2).empty());
}

TEST_CASE("Decoding gives the sequence again, and the size is that of the runs") {
  Random random(1);
  for (int i = 0; i < random_cases(200); ++i) {
    std::vector<std::int64_t> values;
    const int density = random.between(1, 100);
    for (int n = random.between(0, 400); n > 0; --n)
      values.push_back(random.chance(density) ? random.between(-7, 7) : 0);
    std::uint64_t least = UINT64_MAX;
    for (int run_bits = 1; run_bits <= 16; ++run_bits) {
      const std::vector<Run> runs = encode_runs(values, run_bits);
      REQUIRE(decode_runs(runs, values.size()) == values);
      for (const Run& run : runs) REQUIRE(run.zeros < 1U << run_bits);
      least = std::min(least, runs.size() * (static_cast<std::uint64_t>(run_bits) + 4));
    }
    const RunLengthSize size = least_run_length_size(values, 4);
    CHECK(size.bits == least);
    CHECK(size.runs == encode_runs(values, size.run_bits).size());
  }
}
