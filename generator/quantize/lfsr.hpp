#pragma once

#include <cstdint>

namespace rccm {

/// A 16-bit linear-feedback shift register with the primitive polynomial x^16 + x^14 + x^13 + x^11 + 1: as cheap a
/// source of random bits as hardware has. Its state runs through all values but zero.
class Lfsr16 {
 public:
  static constexpr std::uint32_t kPeriod = 65535;

  /// Any seed but zero, from which the register would never leave; zero is taken for 1.
  explicit Lfsr16(std::uint16_t seed = 1) : state_(seed == 0 ? std::uint16_t{1} : seed) {}

  [[nodiscard]] std::uint16_t state() const { return state_; }
  /// One clock: the register moves right, the exclusive or of the bits 0, 2, 3 and 5 enters at the left.
  void step();
  /// The next word of 16 fresh bits: the state after 16 clocks. The words, too, have the period 65535.
  [[nodiscard]] std::uint16_t next();

  bool operator==(const Lfsr16&) const = default;

 private:
  std::uint16_t state_;
};

}  // namespace rccm
