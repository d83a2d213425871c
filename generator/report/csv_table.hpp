#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rccm::report {

/// A table of texts: the first line names the columns.
struct CsvTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< each as long as the columns
};

/// Reads comma-separated values. A field that holds a comma or a quote stands in double quotes, a quote within it is
/// doubled. Lines that begin with # and empty ones are passed over. Throws Error (kInput) naming the line.
[[nodiscard]] CsvTable read_csv_table(std::string_view text, const std::string& where);

}  // namespace rccm::report
