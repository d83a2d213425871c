#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <utility>

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

/// The wires on a LUT's pins: at most six, held in place, as a search builds functions by the million.
class LutWires {
 public:
  static constexpr std::size_t kCapacity = 6;

  LutWires() = default;
  LutWires(std::initializer_list<Bit> wires) {
    for (const Bit& wire : wires) push_back(wire);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const Bit* begin() const { return wires_.data(); }
  [[nodiscard]] const Bit* end() const { return begin() + size_; }
  [[nodiscard]] Bit* begin() { return wires_.data(); }
  [[nodiscard]] Bit* end() { return begin() + size_; }
  [[nodiscard]] const Bit& operator[](std::size_t index) const { return wires_[index]; }
  [[nodiscard]] bool contains(const Bit& wire) const { return std::find(begin(), end(), wire) != end(); }
  void push_back(const Bit& wire) {
    assert(size_ < kCapacity);
    wires_[size_++] = wire;
  }
  /// Keeps a sorted list sorted; a wire that it holds already changes nothing.
  void insert(const Bit& wire) {
    if (contains(wire)) return;
    push_back(wire);
    for (std::size_t i = size_ - 1; i > 0 && wires_[i] < wires_[i - 1]; --i) std::swap(wires_[i], wires_[i - 1]);
  }
  void erase(std::size_t index) {
    std::copy(begin() + index + 1, end(), begin() + index);
    --size_;
  }

  bool operator==(const LutWires& other) const { return std::equal(begin(), end(), other.begin(), other.end()); }
  auto operator<=>(const LutWires& other) const {
    return std::lexicographical_compare_three_way(begin(), end(), other.begin(), other.end());
  }

 private:
  std::array<Bit, kCapacity> wires_{};
  std::size_t size_ = 0;
};

/// A multiplexer tree as a truth table: entries[s] are tables over the same variables, and the variable whose position
/// is selects[b] decides on bit b of s. There are 2^selects.size() entries, which are overwritten.
[[nodiscard]] std::uint64_t multiplex(std::span<std::uint64_t> entries, std::span<const std::size_t> selects);

/// The truth table of one of six variables.
inline constexpr std::array<std::uint64_t, 6> kVariableTables{0xaaaaaaaaaaaaaaaa, 0xcccccccccccccccc,
                                                              0xf0f0f0f0f0f0f0f0, 0xff00ff00ff00ff00,
                                                              0xffff0000ffff0000, 0xffffffff00000000};

/// A boolean function of at most six wires: what one LUT can compute. Its support is sorted and holds only wires that
/// matter, so equal functions compare equal.
class BitFunction {
 public:
  static constexpr std::size_t kMaxSupport = LutWires::kCapacity;

  BitFunction() = default;
  BitFunction(bool value) : table_(value ? 1 : 0) {}  // NOLINT: constants convert, as in formulas
  explicit BitFunction(Bit bit);
  /// The function with the given table over wires that are sorted, distinct and not constant; entry i is the value
  /// for the assignment whose bit j is the value of support[j].
  BitFunction(const LutWires& support, std::uint64_t table);

  [[nodiscard]] const LutWires& support() const { return support_; }
  [[nodiscard]] std::uint64_t table() const { return table_; }
  /// The constant or wire that the function is, if it is no more than that.
  [[nodiscard]] std::optional<Bit> as_wire() const;
  /// The function's value when value_of tells each wire's.
  [[nodiscard]] bool evaluate(const std::function<bool(Bit)>& value_of) const;
  /// The function where one wire has a known value.
  [[nodiscard]] BitFunction where(const Bit& wire, bool value) const;
  /// The table over a list of at most six pins that holds the support; pins beyond the support do not matter.
  [[nodiscard]] std::uint64_t table_over(std::span<const Bit> pins) const;
  /// The same with 64 entries, which repeat over pins that are not in the list.
  [[nodiscard]] std::uint64_t repeated_table_over(std::span<const Bit> pins) const;

  auto operator<=>(const BitFunction&) const = default;

 private:
  LutWires support_;
  std::uint64_t table_ = 0;
};

/// The union of two supports, or nothing if it has more than limit wires.
[[nodiscard]] std::optional<LutWires> joint_support(const BitFunction& a, const BitFunction& b,
                                                    std::size_t limit = BitFunction::kMaxSupport);

// Formulas over functions; nothing when the result would need more than six wires.
using MaybeFunction = std::optional<BitFunction>;
[[nodiscard]] MaybeFunction operator_and(const MaybeFunction& a, const MaybeFunction& b);
[[nodiscard]] MaybeFunction operator_or(const MaybeFunction& a, const MaybeFunction& b);
[[nodiscard]] MaybeFunction operator_xor(const MaybeFunction& a, const MaybeFunction& b);
[[nodiscard]] MaybeFunction majority(const MaybeFunction& a, const MaybeFunction& b, const MaybeFunction& c);

}  // namespace rccm
