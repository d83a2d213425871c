#pragma once

#include <span>

#include "report/comparison.hpp"
#include "report/svg.hpp"

namespace rccm::report {

enum class Shape { kCircle, kSquare, kDiamond, kTriangle, kTurnedTriangle, kCross };

/// How a plot shows multipliers of a kind.
struct Look {
  Kind kind;
  Shape shape;
  const char* colour;
  const char* meaning;  ///< what the legend says
};

/// How far a mark reaches from its centre, about.
inline constexpr double kMarkRadius = 5;

/// Every kind's look, in the order of a legend.
[[nodiscard]] std::span<const Look> looks_in_order();

[[nodiscard]] const Look& look_of(Kind kind);

/// Draws a mark, filled or as an outline; a cross has no inside to fill.
void draw_mark(Svg& svg, Point at, const Look& look, bool is_hollow);

}  // namespace rccm::report
