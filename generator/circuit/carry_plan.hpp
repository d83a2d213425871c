#pragma once

#include <vector>

#include "circuit/cell.hpp"

namespace rccm {

/// How one select value is realised: which addends enter the chain complemented, and with which carry-in.
/// A negated addend is its complement with carry-in 1. An empty addend is 0, or all ones with carry-in 1, where the
/// mode allows that: the freedom with which a carry-in is made constant.
struct Realisation {
  bool complement_f = false;
  bool complement_g = false;
  bool carry_in = false;
  bool operator==(const Realisation&) const = default;
};

/// One realisation per select value.
using CarryPlan = std::vector<Realisation>;

/// The plans worth considering for a cell: those whose carry-in is constant or equals one select bit, then the one that
/// complements nothing needlessly. Never empty; no two have the same carry-ins.
[[nodiscard]] std::vector<CarryPlan> carry_plans(const Cell& cell);

}  // namespace rccm
