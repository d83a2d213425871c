#include "circuit/plain_multiplier.hpp"

#include <charconv>

namespace rccm {

std::string PlainMultiplier::name() const {
  return "plain:" + std::to_string(input_bits) + "x" + std::to_string(weight_bits);
}

std::optional<PlainMultiplier> parse_plain(std::string_view name, bool input_signed) {
  constexpr std::string_view kPrefix = "plain:";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  PlainMultiplier multiplier;
  multiplier.input_signed = input_signed;
  const char* const end = name.data() + name.size();
  const auto input = std::from_chars(name.data() + kPrefix.size(), end, multiplier.input_bits);
  if (input.ec != std::errc() || input.ptr == end || *input.ptr != 'x') return std::nullopt;
  const auto weight = std::from_chars(input.ptr + 1, end, multiplier.weight_bits);
  if (weight.ec != std::errc() || weight.ptr != end) return std::nullopt;
  if (multiplier.input_bits < kMinPlainBits || multiplier.input_bits > kMaxPlainInputBits) return std::nullopt;
  if (multiplier.weight_bits < kMinPlainBits || multiplier.weight_bits > kMaxPlainWeightBits) return std::nullopt;
  return multiplier;
}

}  // namespace rccm
