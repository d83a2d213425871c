#pragma once

#include <cstdint>
#include <vector>

#include "accelerator/design.hpp"

namespace rccm::accelerator {

/// The stored words of an element's lanes for one beat, with the signs of a signless circuit made relative.
///
/// In the adder tree of an element every lane but the first is the first lane of exactly one right operand. The sign in
/// its word says whether that operand is added or subtracted: the sign of the operand's first lane times that of the
/// left operand's. Lane 0 keeps its sign, which the accumulator applies to the whole sum.
[[nodiscard]] std::vector<std::uint32_t> relative_signs(std::vector<std::uint32_t> words, int sign_bit);

/// The same for a chain: lane 0 keeps its sign, which the accumulator applies to the whole sum, and every other lane is
/// added or subtracted as its sign times that of lane 0 says.
[[nodiscard]] std::vector<std::uint32_t> signs_relative_to_first(std::vector<std::uint32_t> words, int sign_bit);

/// One set of codes, biases and factors as the beats of the code stream. Where biases hold signs, a bias is greater by
/// the number of its channel's negative words.
[[nodiscard]] std::vector<std::uint64_t> code_stream(const Design& design, const Plan& plan);

/// Lowest bit of a factor in a beat that holds it beside a bias.
inline constexpr int kFactorPosition = 46;

}  // namespace rccm::accelerator
