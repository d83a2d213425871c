#include "report/coefficient_text.hpp"

#include <algorithm>
#include <bit>

#include "report/algebra.hpp"
#include "report/text_layout.hpp"

namespace rccm::report {

std::string coefficient_grid(const std::vector<std::int64_t>& table, std::size_t width) {
  const auto bits = static_cast<std::size_t>(std::countr_zero(table.size()));
  std::size_t number_width = 0;
  for (const std::int64_t c : table) number_width = std::max(number_width, std::to_string(c).size());
  // As square as fits the line, so that what the high and the low bits do can be seen.
  std::size_t low_bits = (bits + 1) / 2;
  std::size_t column_width = 0;
  for (;; --low_bits) {
    column_width = std::max(number_width, low_bits == 0 ? 0 : bits) + 2;
    if (low_bits == 0 || 2 + bits + (column_width << low_bits) <= width) break;
  }
  const std::size_t high_bits = bits - low_bits;
  // The bits that the other side of the grid says are dots.
  std::string text;
  if (low_bits > 0) {
    text += "  " + left_aligned("code", bits);
    for (std::size_t low = 0; low < std::size_t{1} << low_bits; ++low) {
      text += right_aligned(std::string(high_bits, '.') + binary(low, low_bits), column_width);
    }
    text += '\n';
  }
  for (std::size_t high = 0; high < std::size_t{1} << high_bits; ++high) {
    text += "  " + left_aligned(binary(high, high_bits) + std::string(low_bits, '.'), low_bits > 0 ? 4 : 0);
    for (std::size_t low = 0; low < std::size_t{1} << low_bits; ++low) {
      text += right_aligned(std::to_string(table[high << low_bits | low]), column_width);
    }
    text += '\n';
  }
  return text;
}

}  // namespace rccm::report
