#include "report/plot_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rccm::report {
namespace {

// Colours that people with any colour vision tell apart (Okabe and Ito), and shapes for those who print in grey.
constexpr std::array<Look, 6> kLooks{{
    {Kind::kNative, Shape::kDiamond, "#0072b2", "native circuits, found by rccm"},
    {Kind::kAddnet, Shape::kTurnedTriangle, "#e69f00", "published wiring, other coefficients"},
    {Kind::kPublished, Shape::kTriangle, "#d55e00", "published circuits (AddNet)"},
    {Kind::kPowers, Shape::kSquare, "#b3568c", "powers of two (PoT) and their sums (APoT)"},
    {Kind::kUniform, Shape::kCircle, "#6b7280", "uniform levels: Booth multipliers"},
    {Kind::kPlain, Shape::kCross, "#6b7280", "uniform levels: plain * as synthesised"},
}};

std::vector<Point> regular(Point centre, double radius, int corners, double first_angle) {
  std::vector<Point> points;
  for (int i = 0; i < corners; ++i) {
    const double angle = first_angle + 2 * std::numbers::pi * i / corners;
    points.push_back({centre.x + radius * std::cos(angle), centre.y - radius * std::sin(angle)});
  }
  return points;
}

}  // namespace

std::span<const Look> looks_in_order() {
  return kLooks;
}

const Look& look_of(Kind kind) {
  return *std::find_if(kLooks.begin(), kLooks.end(), [&](const Look& look) { return look.kind == kind; });
}

void draw_mark(Svg& svg, Point at, const Look& look, bool is_hollow) {
  constexpr double kPi = std::numbers::pi;
  const std::string fill = is_hollow ? "#fff" : look.colour;
  // A filled mark has a white rim, so that marks that touch stay apart.
  const Stroke stroke = is_hollow ? Stroke{look.colour, 2, ""} : Stroke{"#fff", 0.8, ""};
  switch (look.shape) {
    case Shape::kCircle:
      svg.circle(at, kMarkRadius, fill, stroke);
      break;
    case Shape::kSquare:
      svg.polygon(regular(at, kMarkRadius * 1.3, 4, kPi / 4), fill, stroke);
      break;
    case Shape::kDiamond:
      svg.polygon(regular(at, kMarkRadius * 1.35, 4, 0), fill, stroke);
      break;
    case Shape::kTriangle:
      svg.polygon(regular({at.x, at.y + 1}, kMarkRadius * 1.4, 3, kPi / 2), fill, stroke);
      break;
    case Shape::kTurnedTriangle:
      svg.polygon(regular({at.x, at.y - 1}, kMarkRadius * 1.4, 3, -kPi / 2), fill, stroke);
      break;
    case Shape::kCross:
      for (const double side : {-1.0, 1.0}) {
        svg.line({{at.x - kMarkRadius, at.y - side * kMarkRadius}, {at.x + kMarkRadius, at.y + side * kMarkRadius}},
                 Stroke{look.colour, 2.2, ""});
      }
      break;
  }
}

}  // namespace rccm::report
