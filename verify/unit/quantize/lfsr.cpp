#include "quantize/lfsr.hpp"

#include <vector>

#include "unit/catch.hpp"

using namespace rccm;

TEST_CASE("The register runs through every state but zero before it repeats") {
  Lfsr16 random(0xACE1);
  std::vector<bool> seen(65536, false);
  for (std::uint32_t i = 0; i < Lfsr16::kPeriod; ++i) {
    random.step();
    REQUIRE(random.state() != 0);
    REQUIRE_FALSE(seen[random.state()]);
    seen[random.state()] = true;
  }
  CHECK(random.state() == 0xACE1);
}

TEST_CASE("Words of sixteen clocks run through all values, too") {
  Lfsr16 random(1);
  std::vector<bool> seen(65536, false);
  for (std::uint32_t i = 0; i < Lfsr16::kPeriod; ++i) {
    const std::uint16_t word = random.next();
    REQUIRE_FALSE(seen[word]);
    seen[word] = true;
  }
  CHECK(random.state() == 1);
}

TEST_CASE("The first states are those of the polynomial worked out by hand") {
  // 0xACE1 = 1010 1100 1110 0001: bits 0, 2, 3, 5 are 1, 0, 0, 1 and give 0; then of 0x5670 0, 0, 0, 1 give 1.
  Lfsr16 random(0xACE1);
  for (const unsigned expected : {0x5670U, 0xAB38U, 0x559CU, 0x2ACEU, 0x1567U, 0x8AB3U}) {
    random.step();
    CHECK(random.state() == expected);
  }
}

TEST_CASE("The register obeys the recurrence of its polynomial") {
  // With b(t) the bit that leaves at clock t: b(t + 16) = b(t) + b(t + 2) + b(t + 3) + b(t + 5) modulo 2.
  Lfsr16 random(0x1234);
  std::vector<int> bits;
  for (int t = 0; t < 1000; ++t) {
    bits.push_back(random.state() & 1);
    random.step();
  }
  for (std::size_t t = 0; t + 16 < bits.size(); ++t) {
    REQUIRE(bits[t + 16] == (bits[t] ^ bits[t + 2] ^ bits[t + 3] ^ bits[t + 5]));
  }
}

TEST_CASE("A seed of zero is taken for one") {
  CHECK(Lfsr16(0) == Lfsr16(1));
}
