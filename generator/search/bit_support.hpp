#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rccm {

/// How many bits of x each bit of c · x depends on, for all small coefficients: a bit that depends on more than a LUT
/// has inputs is not computed by a LUT alone. Counted over all inputs of up to 8 bits and over samples of wider ones,
/// so never too many.
class BitSupport {
 public:
  static constexpr int kMaxBits = 48;
  static constexpr std::size_t kMostCompared = 16;  ///< coefficients of which it is seen how many differ

  BitSupport(std::int32_t greatest_coefficient, int input_bits, bool input_signed);

  /// The number of LUTs that any circuit with these coefficients as its product has at the least: one for a bit of more
  /// than five inputs, half of one for each other bit, as a LUT6_2 computes two.
  [[nodiscard]] int least_luts(const std::int32_t* coefficients, std::size_t count) const;

 private:
  using Counts = std::array<std::uint8_t, kMaxBits>;
  [[nodiscard]] const Counts& of(std::int32_t coefficient) const {
    const std::int32_t index = coefficient + greatest_;
    return counts_[static_cast<std::size_t>(index)];
  }

  std::int32_t greatest_;
  int input_bits_;
  bool input_signed_;
  std::vector<Counts> counts_;
};

}  // namespace rccm
