#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rccm::report {

/// The coefficient of every code as a grid: the low code bits choose the column, the high ones the row.
[[nodiscard]] std::string coefficient_grid(const std::vector<std::int64_t>& table, std::size_t width);

}  // namespace rccm::report
