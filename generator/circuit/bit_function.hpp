#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace rccm {

/// One wire of a mapped circuit.
struct Bit {
  enum class Kind : std::uint8_t { kConstant, kInput, kCode, kCell };
  Kind kind = Kind::kConstant;
  std::int16_t cell = 0;  ///< kCell: which cell
  std::int16_t index =
      0;  ///< kConstant: 0 or 1; otherwise the bit's position in x, in the code or in the cell's result

  static Bit constant(bool value) { return {Kind::kConstant, 0, static_cast<std::int16_t>(value)}; }
  static Bit input(int index) { return {Kind::kInput, 0, static_cast<std::int16_t>(index)}; }
  static Bit code(int index) { return {Kind::kCode, 0, static_cast<std::int16_t>(index)}; }
  static Bit of_cell(int cell, int index) {
    return {Kind::kCell, static_cast<std::int16_t>(cell), static_cast<std::int16_t>(index)};
  }
  [[nodiscard]] bool is_constant() const { return kind == Kind::kConstant; }
  auto operator<=>(const Bit&) const = default;
};

/// A boolean function of at most six wires: what one LUT can compute. Its support is sorted and holds only wires that
/// matter, so equal functions compare equal.
class BitFunction {
 public:
  static constexpr std::size_t kMaxSupport = 6;

  BitFunction() = default;
  BitFunction(bool value) : table_(value ? 1 : 0) {}  // NOLINT: constants convert, as in formulas
  explicit BitFunction(Bit bit);
  /// The function with the given table over wires that are sorted, distinct and not constant; entry i is the value
  /// for the assignment whose bit j is the value of support[j].
  BitFunction(std::vector<Bit> support, std::uint64_t table);

  [[nodiscard]] const std::vector<Bit>& support() const { return support_; }
  [[nodiscard]] std::uint64_t table() const { return table_; }
  /// The constant or wire that the function is, if it is no more than that.
  [[nodiscard]] std::optional<Bit> as_wire() const;
  /// The function's value when value_of tells each wire's.
  [[nodiscard]] bool evaluate(const std::function<bool(Bit)>& value_of) const;
  /// The table over a list of pins that holds the support; pins beyond the support do not matter.
  [[nodiscard]] std::uint64_t table_over(const std::vector<Bit>& pins) const;

  auto operator<=>(const BitFunction&) const = default;

 private:
  std::vector<Bit> support_;
  std::uint64_t table_ = 0;
};

/// The union of two supports, or nothing if it has more than limit wires.
[[nodiscard]] std::optional<std::vector<Bit>> joint_support(const BitFunction& a, const BitFunction& b,
                                                            std::size_t limit = BitFunction::kMaxSupport);

// Formulas over functions; nothing when the result would need more than six wires.
using MaybeFunction = std::optional<BitFunction>;
[[nodiscard]] MaybeFunction operator_and(const MaybeFunction& a, const MaybeFunction& b);
[[nodiscard]] MaybeFunction operator_or(const MaybeFunction& a, const MaybeFunction& b);
[[nodiscard]] MaybeFunction operator_xor(const MaybeFunction& a, const MaybeFunction& b);
[[nodiscard]] MaybeFunction majority(const MaybeFunction& a, const MaybeFunction& b, const MaybeFunction& c);

}  // namespace rccm
