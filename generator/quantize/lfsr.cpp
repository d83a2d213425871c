#include "quantize/lfsr.hpp"

namespace rccm {

void Lfsr16::step() {
  const unsigned state = state_;
  const unsigned feedback = (state ^ (state >> 2) ^ (state >> 3) ^ (state >> 5)) & 1U;
  state_ = static_cast<std::uint16_t>((state >> 1) | (feedback << 15));
}

std::uint16_t Lfsr16::next() {
  for (int clock = 0; clock < 16; ++clock) step();
  return state_;
}

}  // namespace rccm
