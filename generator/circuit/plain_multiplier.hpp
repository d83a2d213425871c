#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rccm {

/// The multiplier that a synthesis tool makes of `x * weight`. It is no circuit of cells: what it costs, only the tool
/// can say.
struct PlainMultiplier {
  int input_bits = 8;
  int weight_bits = 8;  ///< of a two's complement weight
  bool input_signed = true;
  /// "plain:8x4"
  [[nodiscard]] std::string name() const;
};

inline constexpr int kMinPlainBits = 2;
inline constexpr int kMaxPlainInputBits = 32;
inline constexpr int kMaxPlainWeightBits = 16;

/// The multiplier that a name like "plain:8x4" stands for, nothing if it is no such name or a width is out of bounds.
[[nodiscard]] std::optional<PlainMultiplier> parse_plain(std::string_view name, bool input_signed = true);

}  // namespace rccm
