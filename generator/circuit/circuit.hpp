#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "circuit/cell.hpp"

namespace rccm {

/// The family a circuit was drawn from.
enum class Space { kAddnet, kNative, kBaseline };

/// Cells wired into a DAG over one input x; the last cell is the product.
struct Circuit {
  std::string name;
  Space space = Space::kNative;
  int input_bits = 8;        ///< width of x, 2..32
  bool input_signed = true;  ///< two's complement or plain binary
  bool signless = false;     ///< the table holds magnitudes; the consumer applies the sign
  std::vector<Cell> cells;
  /// Where above 0, the consumer's LUTs also choose between the product and the product shifted left by this much.
  int consumer_shift = 0;
};

// The bounds within which every product fits 64 bits.
inline constexpr int kMinInputBits = 2;
inline constexpr int kMaxInputBits = 32;
inline constexpr int kMaxShift = 24;
inline constexpr int kMaxCells = 16;
inline constexpr int kMaxSelectBits = 20;  ///< of a whole circuit
inline constexpr std::int64_t kMaxCoefficient = std::int64_t{1} << 30;

/// The least and greatest value of a node over every input and code.
struct Range {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool operator==(const Range&) const = default;
};

/// Throws Error (kInput) naming the cell and field if the circuit breaks a rule of its mode or a bound above.
void validate(const Circuit& circuit);

/// The code bits that drive each cell's select bits, lowest first, with the implicit ones filled in.
[[nodiscard]] std::vector<std::vector<int>> code_bits(const Circuit& circuit);

/// Width of the code: the select bits of all cells, shared ones counted once.
[[nodiscard]] int select_bits(const Circuit& circuit);

/// Width of what a weight memory holds: the code, the sign of a signless circuit, the consumer's choice of the shift.
[[nodiscard]] int stored_bits(const Circuit& circuit);

/// Per cell and code, the coefficient that the cell computes: tables[cell][code].
[[nodiscard]] std::vector<std::vector<std::int64_t>> coefficient_tables(const Circuit& circuit);

/// Code -> coefficient of the product: all 2^select_bits entries.
[[nodiscard]] std::vector<std::int64_t> coefficient_table(const Circuit& circuit);

/// Cells on the longest path from x to each cell; a cell over x alone is at level 1.
[[nodiscard]] std::vector<int> levels(const Circuit& circuit);

/// The longest path from x to the product, in cells.
[[nodiscard]] int depth(const Circuit& circuit);

/// The range of the circuit's input.
[[nodiscard]] Range input_range(const Circuit& circuit);

/// The exact range of coefficient · x over the coefficients given and all inputs.
[[nodiscard]] Range value_range(const std::vector<std::int64_t>& coefficients, const Range& input);

/// The least width that holds the range: two's complement if low < 0, plain binary otherwise; at least 1.
[[nodiscard]] int bits_for(const Range& range);

}  // namespace rccm
