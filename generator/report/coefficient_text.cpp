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
  // As square as fits the line, so that what the high and the low bits do can be seen. Dots stand for the bits that the
  // other side of the grid says; more than two would only take room.
  const auto dots = [](std::size_t count) { return std::string(std::min<std::size_t>(count, 2), '.'); };
  std::size_t low_bits = (bits + 1) / 2;
  const auto row_label = [&](std::size_t high) { return binary(high, bits - low_bits) + dots(low_bits); };
  const auto column_label = [&](std::size_t low) { return dots(bits - low_bits) + binary(low, low_bits); };
  std::size_t label_width = 0;
  std::size_t column_width = 0;
  for (;; --low_bits) {
    label_width = std::max<std::size_t>(low_bits == 0 ? 0 : 4, row_label(0).size());
    column_width = 2 + std::max(number_width, low_bits == 0 ? 0 : column_label(0).size());
    if (low_bits == 0 || 2 + label_width + (column_width << low_bits) <= width) break;
  }
  std::string text;
  if (low_bits > 0) {
    text += "  " + left_aligned("code", label_width);
    for (std::size_t low = 0; low < std::size_t{1} << low_bits; ++low) {
      text += right_aligned(column_label(low), column_width);
    }
    text += '\n';
  }
  for (std::size_t high = 0; high < table.size() >> low_bits; ++high) {
    text += "  " + left_aligned(row_label(high), label_width);
    for (std::size_t low = 0; low < std::size_t{1} << low_bits; ++low) {
      text += right_aligned(std::to_string(table[high << low_bits | low]), column_width);
    }
    text += '\n';
  }
  return text;
}

}  // namespace rccm::report
