#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm {

/// What a cell of the native space has room for: a mode and its select bits take LUT pins, data inputs the rest.
struct CellShape {
  Mode mode = Mode::kDual;
  int select_bits = 0;

  /// Pins for data inputs; a gated cell has its ungated input besides.
  [[nodiscard]] int data_inputs() const;
  auto operator<=>(const CellShape&) const = default;
};

/// A circuit with wiring, shifts and functions still open.
struct NativeShape {
  std::vector<CellShape> cells;
  bool signless = false;
  bool consumer_shifts = false;  ///< the consumer chooses between two shifts of the product

  [[nodiscard]] int select_bits() const;
  [[nodiscard]] int stored_bits() const;
  [[nodiscard]] std::string to_text() const;
  auto operator<=>(const NativeShape&) const = default;
};

/// The circuits of a number of cells in the modes of DESIGN section 4, over x and earlier cells.
struct NativeSpace {
  int cells = 1;
  int max_shift = 6;
  int least_stored_bits = 2;
  int most_stored_bits = 8;
  bool with_signed = true;
  bool with_signless = true;
  int max_consumer_shift = 3;  ///< 0: the consumer never chooses a shift
};

/// What a cell can be: every mode with every number of select bits that leaves it two data pins.
[[nodiscard]] const std::vector<CellShape>& cell_shapes();

/// All shapes of the space, in a fixed order. A cell has at least two data pins: with fewer, fewer select bits reach
/// the same set. Cells without select bits, which compute a fixed multiple, count as dual.
[[nodiscard]] std::vector<NativeShape> native_shapes(const NativeSpace& space);

}  // namespace rccm
