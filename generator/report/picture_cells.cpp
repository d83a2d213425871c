#include <algorithm>
#include <cmath>

#include "report/picture.hpp"

namespace rccm::report {
namespace {

constexpr double kTopSpace = 30;        // of a cell, for its mode and the select bits of the upper multiplexer
constexpr double kBottomSpace = 12;     // of a cell
constexpr double kSelectSpace = 20;     // more, where select bits arrive from below
constexpr double kColumnGap = 26;       // between cells above each other
constexpr double kAddendDistance = 68;  // between the outputs of the addends at least: adder and signs stand between
constexpr double kMultiplexerGap = 12;  // between two multiplexers
constexpr double kInputSpace = 50;      // left of everything, for x and its width

bool has_multiplexer(const Addend& addend) {
  return addend.ports.size() > 1;
}

double label_width(const Addend& addend) {
  std::size_t digits = 0;
  for (const Port& port : addend.ports) digits = std::max(digits, port.label.size());
  return static_cast<double>(digits) * kDigitWidth;
}

PlacedAddend place_addend(const Addend& addend, double first_y) {
  PlacedAddend placed;
  placed.addend = addend;
  double y = first_y;
  for (const Port& port : addend.ports) {
    placed.ports.push_back({port, y});
    y += kPortPitch;
  }
  placed.output_y = (placed.ports.front().y + placed.ports.back().y) / 2;
  placed.multiplexer_left = kShiftLeft + kShiftWidth + 14;
  placed.multiplexer_right = placed.multiplexer_left + (has_multiplexer(addend) ? label_width(addend) + 20 : 0);
  return placed;
}

// Coordinates relative to the corner of the cell.
PlacedCell place_cell(const Cell& cell, const std::vector<int>& code_bits, int level) {
  PlacedCell placed;
  placed.level = level;
  double y = kTopSpace + kPortPitch / 2;
  double right = 0;
  bool has_control = false;
  for (const Addend& addend : drawn_addends(cell, code_bits)) {
    PlacedAddend next = place_addend(addend, y);
    if (!placed.addends.empty()) {
      const PlacedAddend& upper = placed.addends.back();
      double missing = std::max(0.0, upper.output_y + kAddendDistance - next.output_y);
      if (has_multiplexer(upper.addend) && has_multiplexer(addend)) missing = std::max(missing, kMultiplexerGap);
      next = place_addend(addend, y + missing);
      next.selects_above = false;
    }
    y = next.ports.back().y + kPortPitch;
    right = std::max(right, next.multiplexer_right);
    has_control = has_control || addend.sign_control;
    placed.addends.push_back(std::move(next));
  }
  const bool selects_below = placed.addends.size() > 1 && has_multiplexer(placed.addends.back().addend);
  placed.height = y - kPortPitch / 2 + kBottomSpace + (selects_below ? kSelectSpace : 0);
  const double top = placed.addends.empty() ? y : placed.addends.front().output_y;
  const double bottom = placed.addends.empty() ? y : placed.addends.back().output_y;
  placed.adder = {right + kAdderRadius + (has_control ? 44 : 20), (top + bottom) / 2};
  placed.width = placed.adder.x + kAdderRadius + 18;
  return placed;
}

void move(PlacedCell& cell, double x, double y) {
  cell.corner.x += x;
  cell.corner.y += y;
  cell.adder.x += x;
  cell.adder.y += y;
  for (PlacedAddend& addend : cell.addends) {
    addend.output_y += y;
    addend.multiplexer_left += x;
    addend.multiplexer_right += x;
    for (PlacedPort& port : addend.ports) port.y += y;
  }
}

// Whether a result would run along the wire of another source to a pin of this level.
bool collides(const Picture& picture, int level) {
  constexpr double kClearance = 7;
  for (const PlacedCell& cell : picture.cells) {
    if (cell.level != level) continue;
    for (const PlacedAddend& addend : cell.addends) {
      for (const PlacedPort& port : addend.ports) {
        for (std::size_t i = 0; i < picture.cells.size(); ++i) {
          const PlacedCell& other = picture.cells[i];
          if (other.level != level - 1 || !port.port.input) continue;
          const bool is_own = port.port.input->source == static_cast<int>(i);
          if (!is_own && std::abs(other.adder.y - port.y) < kClearance) return true;
        }
      }
    }
  }
  return false;
}

// How far to move the cells of a level so that a wire from the column before, which has a little bend, becomes
// straight; 0 where there is none.
double straightening(const Picture& picture, int level) {
  constexpr double kLittle = 16;
  double best = kLittle;
  for (const PlacedCell& cell : picture.cells) {
    if (cell.level != level) continue;
    for (const PlacedAddend& addend : cell.addends) {
      for (const PlacedPort& port : addend.ports) {
        if (!port.port.input || port.port.input->source == kSourceX) continue;
        const PlacedCell& source = picture.cells[static_cast<std::size_t>(port.port.input->source)];
        const double bend = source.adder.y - port.y;
        if (source.level == level - 1 && std::abs(bend) < std::abs(best)) best = bend;
      }
    }
  }
  return best == kLittle ? 0 : best;
}

// Stacks the cells of a level around the middle of the picture.
void place_column(Picture& picture, int level, double x) {
  double height = -kColumnGap;
  for (const PlacedCell& cell : picture.cells) height += cell.level == level ? cell.height + kColumnGap : 0;
  double y = -height / 2;
  for (PlacedCell& cell : picture.cells) {
    if (cell.level != level) continue;
    move(cell, x, std::round(y));
    y += cell.height + kColumnGap;
  }
  const auto move_all = [&](double by) {
    for (PlacedCell& cell : picture.cells) {
      if (cell.level == level) move(cell, 0, by);
    }
  };
  move_all(straightening(picture, level));
  constexpr double kNudge = 8;
  for (int attempt = 1; attempt <= 12 && collides(picture, level); ++attempt) {
    move_all(kNudge * attempt * (attempt % 2 == 0 ? 1 : -1));  // 8 up, 8 down, 16 up, ... of the first place
  }
}

}  // namespace

Picture make_picture(const Circuit& circuit) {
  Picture picture;
  const std::vector<int> cell_levels = levels(circuit);
  const auto selects = code_bits(circuit);
  for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
    picture.cells.push_back(place_cell(circuit.cells[i], selects[i], cell_levels[i]));
  }
  std::vector<double> channels;
  double x = kInputSpace;
  for (int level = 1; level <= cell_levels.back(); ++level) {
    channels.push_back(x);
    x += channel_width(channel_sources(circuit, picture, level).size());
    place_column(picture, level, x);
    double width = 0;
    for (const PlacedCell& cell : picture.cells) width = std::max(width, cell.level == level ? cell.width : 0);
    // Results leave at the right edge of the column.
    for (PlacedCell& cell : picture.cells) {
      if (cell.level == level) cell.width = width;
    }
    x += width + kOutputSpace;
  }
  double top = 0;
  for (const PlacedCell& cell : picture.cells) top = std::min(top, cell.corner.y);
  for (PlacedCell& cell : picture.cells) move(cell, 0, -top);
  picture.width = x;
  route(circuit, channels, picture);
  return picture;
}

}  // namespace rccm::report
