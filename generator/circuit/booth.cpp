#include "circuit/booth.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace rccm {
namespace {

// The cell of one digit: an earlier sum, if there is one, plus digit · x · 4^index.
Cell digit_cell(int index, int weight_bits) {
  Cell cell;
  const int top = std::min(2 * index + 1, weight_bits - 1);  // the top bit of an odd width stands for two
  const int low = std::max(0, 2 * index - 1);
  for (int bit = low; bit <= top; ++bit) cell.code_bits.push_back(bit);
  cell.select_bits = static_cast<int>(cell.code_bits.size());

  std::optional<Term> sum;
  if (index > 0) {
    cell.mode = Mode::kGated;
    cell.inputs.push_back({index - 1, 0});
    sum = Term{0, false};
  }
  const int once = static_cast<int>(cell.inputs.size());
  cell.inputs.push_back({kSourceX, 2 * index});
  bool doubles = false;
  for (int select = 0; select < 1 << cell.select_bits; ++select) {
    const auto bit = [&](int position) {
      return position < 0 ? 0 : (select >> (std::min(position, weight_bits - 1) - low)) & 1;
    };
    const int digit = -2 * bit(2 * index + 1) + bit(2 * index) + bit(2 * index - 1);
    Function function{sum, std::nullopt};
    if (digit != 0) {
      const bool is_double = digit == 2 || digit == -2;
      doubles = doubles || is_double;
      function.g = Term{is_double ? once + 1 : once, digit < 0};
    }
    cell.functions.push_back(function);
  }
  if (doubles) cell.inputs.push_back({kSourceX, 2 * index + 1});
  return cell;
}

}  // namespace

Circuit booth_circuit(int weight_bits, int input_bits, bool input_signed) {
  Circuit circuit;
  circuit.name = "booth:" + std::to_string(input_bits) + "x" + std::to_string(weight_bits);
  circuit.space = Space::kBaseline;
  circuit.input_bits = input_bits;
  circuit.input_signed = input_signed;
  for (int index = 0; 2 * index < weight_bits; ++index) circuit.cells.push_back(digit_cell(index, weight_bits));
  return circuit;
}

}  // namespace rccm
