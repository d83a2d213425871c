#include "report/symbols.hpp"

#include <string>

namespace rccm::report {
namespace {

constexpr double kThin = 1.2;

void draw_bar(Svg& svg, Point centre, double length, double stroke) {
  svg.line({{centre.x - length / 2, centre.y}, {centre.x + length / 2, centre.y}}, stroke);
}

void draw_cross(Svg& svg, Point centre, double length, double stroke) {
  draw_bar(svg, centre, length, stroke);
  svg.line({{centre.x, centre.y - length / 2}, {centre.x, centre.y + length / 2}}, stroke);
}

}  // namespace

void draw_factor(Svg& svg, Point centre, bool negate, int shift) {
  constexpr double kHeight = 19;
  constexpr double kMinus = 7;
  constexpr double kArrows = 9;
  constexpr double kDigit = 6.7;
  constexpr double kGap = 3;
  constexpr double kSize = 12;
  svg.rectangle({centre.x - kShiftWidth / 2, centre.y - kHeight / 2}, kShiftWidth, kHeight, 4, "#fff", "#1a1a1a");
  const std::string digits = std::to_string(shift);
  const double shift_width = shift > 0 ? kArrows + kGap + kDigit * static_cast<double>(digits.size()) : 0;
  const double negate_width = negate ? kMinus : 0;
  const double gap = negate && shift > 0 ? kGap : 0;
  double x = centre.x - (negate_width + gap + shift_width) / 2;
  if (negate) draw_bar(svg, {x + kMinus / 2, centre.y}, kMinus, kThin);
  if (shift == 0) return;
  x += negate_width + gap;
  for (const double left : {x, x + kArrows / 2}) {
    svg.line({{left + kArrows / 2, centre.y - 4}, {left, centre.y}, {left + kArrows / 2, centre.y + 4}}, kThin);
  }
  svg.text({x + kArrows + kGap, centre.y + 4.2}, digits, {.size = kSize});
}

void draw_sign(Svg& svg, Point centre, const Addend& addend) {
  constexpr double kLength = 8;
  if (addend.sign_control) {
    // Of "±" the cross is the upper part.
    const double up = addend.sign_control->negative_at ? 1 : -1;
    draw_cross(svg, {centre.x, centre.y - 1.5 * up}, kLength, kThin);
    draw_bar(svg, {centre.x, centre.y + 5.5 * up}, kLength, kThin);
  } else if (addend.negate) {
    draw_bar(svg, centre, kLength, kThin);
  }
}

void draw_adder_symbol(Svg& svg, Point centre) {
  svg.circle(centre, kAdderRadius, "#fff");
  draw_cross(svg, centre, 10, 1.6);
}

}  // namespace rccm::report
