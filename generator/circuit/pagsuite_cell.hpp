#pragma once

#include <optional>
#include <vector>

#include "circuit/cell.hpp"

namespace rccm {

/// A data input with a sign.
struct PagSource {
  Input input;
  bool negate = false;
  bool is_zero = false;  ///< its value is 0 in this configuration, so that the sign, which -0 does not show, is free
};

/// What an addend is in one configuration; nothing is 0.
using PagChoice = std::optional<PagSource>;

/// The cell that adds the two in every configuration, of the first mode that has the pins: gated, dual, paired. Its
/// code bits are those of the configuration's number that change anything. Nothing if no mode can.
[[nodiscard]] std::optional<Cell> pagsuite_cell(const std::vector<PagChoice>& a, const std::vector<PagChoice>& b,
                                                int select_bits);

}  // namespace rccm
