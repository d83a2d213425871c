#pragma once

#include <string>
#include <vector>

#include "circuit/circuit.hpp"
#include "report/addends.hpp"

namespace rccm::report {

/// A place in a picture, in pixels from the top left.
struct Point {
  double x = 0;
  double y = 0;
};

/// A data pin of a cell. Where the port is not the constant 0, a wire arrives at the cell's left edge at this height.
struct PlacedPort {
  Port port;
  double y = 0;
};

/// An addend in a cell: its ports and, where there are several, their multiplexer.
struct PlacedAddend {
  Addend addend;
  std::vector<PlacedPort> ports;  ///< from top to bottom
  double output_y = 0;
  double multiplexer_left = 0;
  double multiplexer_right = 0;  ///< equal to the left where there is none
  bool selects_above = true;     ///< on which side of the multiplexer the select bits arrive
};

/// A cell with everything in it.
struct PlacedCell {
  int level = 0;
  Point corner;  ///< top left
  double width = 0;
  double height = 0;
  std::vector<PlacedAddend> addends;
  Point adder;  ///< its centre; without an adder, where the only addend leaves
};

/// Where wires of one source meet.
struct Wire {
  std::vector<Point> points;
};

/// Everything of a circuit's picture but strokes and letters.
struct Picture {
  double width = 0;
  double height = 0;
  std::vector<PlacedCell> cells;
  Point input;  ///< where x enters
  std::vector<Wire> wires;
  std::vector<Point> junctions;  ///< where wires that cross are connected
};

// Sizes that placing and drawing must agree on.
inline constexpr double kPortPitch = 28;
inline constexpr double kShiftLeft = 14;   ///< from the cell's edge to the box of a shift
inline constexpr double kShiftWidth = 36;  ///< of that box
inline constexpr double kAdderRadius = 12;
inline constexpr double kSelectStub = 12;   ///< length of the line of a select bit
inline constexpr double kOutputSpace = 56;  ///< right of a cell, for the name and the width of its result
inline constexpr double kDigitWidth = 6.2;  ///< of the labels in a multiplexer

/// Places the cells of a valid circuit in columns by level and routes the wires between them.
[[nodiscard]] Picture make_picture(const Circuit& circuit);

/// Adds wires and junctions to placed cells and says how wide and high it all is. `channels[k]` is where the space left
/// of the cells of level k + 1 begins.
void route(const Circuit& circuit, const std::vector<double>& channels, Picture& picture);

/// The sources that the cells of a level read, in the order in which their vertical wires stand from left to right.
[[nodiscard]] std::vector<int> channel_sources(const Circuit& circuit, const Picture& picture, int level);

/// How much room the vertical wires of that many sources take.
[[nodiscard]] double channel_width(std::size_t sources);

}  // namespace rccm::report
