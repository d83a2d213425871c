#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/addnet_operands.hpp"
#include "search/addnet_search.hpp"
#include "search/ranking.hpp"

namespace rccm {

/// Lower bounds of the LUTs of circuits, tight to a few, without mapping them.
///
/// A result bit costs a LUT of the carry chain unless it is a wire or a function of at most six wires, two of which fit
/// a LUT; that is so for a few low bits and for the sign. What a type A cell over x saves by it is known from analysing
/// each once; what one over two such cells saves depends on which of their low bits are wires, of which there are few
/// patterns. The last cell saves three LUTs at most.
class LeastLuts {
 public:
  LeastLuts(const AddnetSearchParams& params, const AddnetOperands& operands);

  /// No circuit of this origin costs fewer LUTs, if its set has this greatest magnitude and common power of two.
  [[nodiscard]] int operator()(const Origin& origin, std::int32_t top, int common_shift) const;

 private:
  struct FirstCell;  // over x
  struct Inner {
    std::uint8_t luts = 0;     // of the cells before the last
    std::uint8_t a_width = 0;  // of the last cell's operands, 0 for x
    std::uint8_t b_width = 0;
  };

  [[nodiscard]] int width_of(const NodeSet& values) const;
  [[nodiscard]] FirstCell analyse_first_cell(const TypeA& type) const;
  [[nodiscard]] std::vector<FirstCell> analyse_first_sets(const std::vector<FirstSet>& sets) const;
  void bound_pairs(const AddnetOperands& operands, const std::vector<FirstCell>& first);
  void bound_third_cells(const AddnetOperands& operands, const std::vector<FirstCell>& first, unsigned threads);

  int input_bits_;
  bool input_signed_;
  std::vector<Inner> inner_;  // by pair; empty where nothing is known
};

}  // namespace rccm
