#include "search/bit_support.hpp"

#include <algorithm>
#include <bit>

#include "circuit/circuit.hpp"
#include "support/random.hpp"

namespace rccm {
namespace {

// All inputs of up to 8 bits, otherwise as many with the ends among them.
std::vector<std::int64_t> inputs(int bits, bool is_signed) {
  constexpr int kAllBits = 8;
  std::vector<std::int64_t> values;
  const std::int64_t offset = is_signed ? std::int64_t{1} << (bits - 1) : 0;
  const std::int64_t count = std::int64_t{1} << bits;
  if (bits <= kAllBits) {
    for (std::int64_t x = 0; x < count; ++x) values.push_back(x - offset);
    return values;
  }
  Random random(1);
  values = {0, -offset, count - 1 - offset};
  while (values.size() < std::size_t{1} << kAllBits) {
    values.push_back(static_cast<std::int64_t>(random.next() & static_cast<std::uint64_t>(count - 1)) - offset);
  }
  return values;
}

}  // namespace

BitSupport::BitSupport(std::int32_t greatest_coefficient, int input_bits, bool input_signed)
    : greatest_(greatest_coefficient),
      input_bits_(input_bits),
      input_signed_(input_signed),
      counts_(2 * static_cast<std::size_t>(greatest_coefficient) + 1) {
  const std::vector<std::int64_t> samples = inputs(input_bits, input_signed);
  const auto sign = static_cast<std::uint64_t>(input_signed ? std::int64_t{1} << (input_bits - 1) : 0);
  for (std::int32_t c = -greatest_; c <= greatest_; ++c) {
    Counts& counts = counts_[index_of(c)];
    for (int j = 0; j < input_bits; ++j) {
      std::uint64_t changed = 0;
      for (const std::int64_t x : samples) {
        // The other value of bit j, as a number of the same width and signedness.
        const std::uint64_t flipped = (static_cast<std::uint64_t>(x) ^ (std::uint64_t{1} << j));
        const std::uint64_t wrapped = flipped & ((std::uint64_t{1} << input_bits) - 1);
        const auto other = static_cast<std::int64_t>((wrapped ^ sign) - sign);
        changed |= static_cast<std::uint64_t>(c * x) ^ static_cast<std::uint64_t>(c * other);
      }
      for (std::size_t bit = 0; bit < kMaxBits; ++bit) counts[bit] += static_cast<std::uint8_t>(changed >> bit & 1);
    }
  }
}

int BitSupport::least_luts(const std::int32_t* coefficients, std::size_t count) const {
  const auto [low, high] = std::minmax_element(coefficients, coefficients + count);
  if (*low == *high && (*low == 0 || std::has_single_bit(static_cast<std::uint32_t>(*low)))) return 0;  // wires
  const std::int64_t power = std::int64_t{1} << (input_bits_ - (input_signed_ ? 1 : 0));
  const int width = bits_for(value_range({*low, *high}, {input_signed_ ? -power : 0, power - 1}));
  std::uint32_t bits = 0;
  Counts most{};
  for (std::size_t i = 0; i < count; ++i) {
    bits |= static_cast<std::uint32_t>(coefficients[i]);
    const Counts& counts = counts_[index_of(coefficients[i])];
    for (std::size_t bit = 0; bit < kMaxBits; ++bit) most[bit] = std::max(most[bit], counts[bit]);
  }
  // Coefficients that differ in a bit of the product must be told apart by select bits: with x a power of two, bit i of
  // c x shows one of the lowest bits of c up to bit i.
  const auto selects_at = [&](int bit) {
    std::array<std::uint32_t, kMostCompared> seen{};
    std::size_t distinct = 0;
    const int lowest = std::max(0, bit - input_bits_ + (input_signed_ ? 2 : 1));
    const std::uint32_t mask = bit >= 31 ? ~0U : (1U << (bit + 1)) - 1;
    for (std::size_t i = 0; i < std::min(count, kMostCompared); ++i) {
      const std::uint32_t shown = (static_cast<std::uint32_t>(coefficients[i]) & mask) >> lowest;
      if (std::find(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(distinct), shown) ==
          seen.begin() + static_cast<std::ptrdiff_t>(distinct)) {
        seen[distinct++] = shown;
      }
    }
    return std::bit_width(distinct - 1);
  };
  constexpr int kSharedInputs = 5;  // of a LUT6_2
  int halves = 0;
  for (int bit = std::countr_zero(bits); bit < std::min(width, kMaxBits); ++bit) {
    const int support = most[static_cast<std::size_t>(bit)];
    const int selects = static_cast<int>(selects_at(bit));
    if (support + selects > kSharedInputs) {
      halves += 2;
    } else if (support + selects > 1) {
      ++halves;  // fewer inputs may be a wire
    }
  }
  return (halves + 1) / 2;
}

}  // namespace rccm
