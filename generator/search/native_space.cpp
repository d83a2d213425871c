#include "search/native_space.hpp"

#include <numeric>

#include "support/error.hpp"

namespace rccm {
namespace {

char letter(Mode mode) {
  switch (mode) {
    case Mode::kGated:
      return 'g';
    case Mode::kDual:
      return 'd';
    case Mode::kPaired:
      return 'p';
  }
  return '?';
}

void extend(const NativeSpace& space, NativeShape& shape, std::vector<NativeShape>& shapes) {
  if (static_cast<int>(shape.cells.size()) == space.cells) {
    const int bits = shape.stored_bits();
    if (bits >= space.least_stored_bits && bits <= space.most_stored_bits) shapes.push_back(shape);
    return;
  }
  for (const CellShape& cell : cell_shapes()) {
    shape.cells.push_back(cell);
    if (shape.stored_bits() <= space.most_stored_bits) extend(space, shape, shapes);
    shape.cells.pop_back();
  }
}

}  // namespace

const std::vector<CellShape>& cell_shapes() {
  static const std::vector<CellShape> shapes{
      {Mode::kDual, 0},  {Mode::kDual, 1},  {Mode::kDual, 2},   {Mode::kDual, 3},   {Mode::kGated, 1},
      {Mode::kGated, 2}, {Mode::kGated, 3}, {Mode::kPaired, 2}, {Mode::kPaired, 3}, {Mode::kPaired, 4},
  };
  return shapes;
}

int CellShape::data_inputs() const {
  if (select_bits == 0) return 2;  // a sum of two is all that a fixed cell adds
  return (mode == Mode::kPaired ? 6 : 5) - select_bits;
}

int NativeShape::select_bits() const {
  return std::accumulate(cells.begin(), cells.end(), 0,
                         [](int sum, const CellShape& cell) { return sum + cell.select_bits; });
}

int NativeShape::stored_bits() const {
  return select_bits() + (signless ? 1 : 0) + (consumer_shifts ? 1 : 0);
}

std::string NativeShape::to_text() const {
  std::string text;
  for (const CellShape& cell : cells) text += letter(cell.mode) + std::to_string(cell.select_bits);
  if (signless) text += " signless";
  if (consumer_shifts) text += " shifted";
  return text;
}

std::vector<NativeShape> native_shapes(const NativeSpace& space) {
  if (space.cells < 1 || space.cells > 3) throw usage_error("the native space has circuits of 1, 2 or 3 cells");
  if (space.max_shift < 0 || space.max_shift > 10) throw usage_error("shifts of the native space are at most 10");
  std::vector<NativeShape> shapes;
  for (const bool signless : {false, true}) {
    if (signless ? !space.with_signless : !space.with_signed) continue;
    for (const bool shifts : {false, true}) {
      if (shifts && space.max_consumer_shift == 0) continue;
      NativeShape shape{{}, signless, shifts};
      extend(space, shape, shapes);
    }
  }
  return shapes;
}

}  // namespace rccm
