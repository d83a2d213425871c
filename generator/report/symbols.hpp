#pragma once

#include "report/addends.hpp"
#include "report/svg.hpp"

namespace rccm::report {

// Symbols of arithmetic as strokes: not every font has them, and a substitute from another font looks like one.

/// What happens to an operand on its way: a box with a minus sign, "≪" and the number of bits, or both.
void draw_factor(Svg& svg, Point centre, bool negate, int shift);

/// The sign of an addend as sign_text() has it, but nothing for "+".
void draw_sign(Svg& svg, Point centre, const Addend& addend);

/// An adder.
void draw_adder_symbol(Svg& svg, Point centre);

}  // namespace rccm::report
