#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/addnet_operands.hpp"
#include "search/addnet_search.hpp"
#include "search/ranking.hpp"

namespace rccm {

/// The low bits of a value that are wires: constant zeros, then the lowest bits of x.
struct LowBits {
  int zeros = 0;
  int wires = 0;
  bool operator==(const LowBits&) const = default;
};

/// Lower bounds of the LUTs of circuits, tight to a few, without mapping them.
///
/// A result bit costs a LUT of the carry chain unless it is a wire or a function of at most six wires, two of which fit
/// a LUT; that is so for a few low bits and for the sign. What a type A cell over x saves by it is known from analysing
/// each once; what a cell over other cells saves depends on which of their low bits are wires, of which there are few
/// patterns.
class LeastLuts {
 public:
  LeastLuts(const AddnetSearchParams& params, const AddnetOperands& operands);

  /// No circuit of this origin costs fewer LUTs, if top is the greatest magnitude of its set.
  [[nodiscard]] int operator()(const Origin& origin, std::int32_t top) const;

 private:
  struct FirstCell;  // over x
  struct Inner {
    std::uint8_t luts = 0;     // of the cells before the last
    std::uint8_t a_width = 0;  // of the last cell's operands, 0 for x
    std::uint8_t b_width = 0;
    std::uint8_t a_low = 0;  // which of low_bits_
    std::uint8_t b_low = 0;
  };

  [[nodiscard]] int width_of(const NodeSet& values) const;
  [[nodiscard]] FirstCell analyse_first_cell(const TypeA& type) const;
  [[nodiscard]] std::vector<FirstCell> analyse_first_sets(const std::vector<FirstSet>& sets);
  [[nodiscard]] std::size_t number_of(const LowBits& low);
  void bound_pairs(const AddnetOperands& operands, const std::vector<FirstCell>& first);
  void bound_third_cells(const AddnetOperands& operands, const std::vector<FirstCell>& first, unsigned threads);
  void bound_last_cells();

  static constexpr std::size_t kTypes = 512;  // eight shifts each
  static std::size_t type_index(const TypeB& type) {
    const auto digit = [](int shift) { return static_cast<std::size_t>(shift); };
    return (digit(type.a_shifts[0]) * 8 + digit(type.a_shifts[1])) * 8 + digit(type.b_shift);
  }

  AddnetSpace space_;
  int input_bits_;
  bool input_signed_;
  std::vector<Inner> inner_;  // by pair; empty where nothing is known
  std::vector<LowBits> low_bits_;
  std::vector<std::int16_t> last_halves_;  // twice the LUTs of the last cell, less twice its width
};

}  // namespace rccm
