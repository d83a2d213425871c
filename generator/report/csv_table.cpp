#include "report/csv_table.hpp"

#include "support/error.hpp"

namespace rccm::report {
namespace {

std::vector<std::string> fields(std::string_view line, const std::string& place) {
  std::vector<std::string> result(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (is_quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      result.back() += line[++i];
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      result.emplace_back();
    } else {
      result.back() += c;
    }
  }
  if (is_quoted) throw input_error(place + ": a quote is not closed: close it on the line where it begins");
  return result;
}

}  // namespace

CsvTable read_csv_table(std::string_view text, const std::string& where) {
  CsvTable table;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const std::string place = where + ": line " + std::to_string(number);
    std::vector<std::string> row = fields(line, place);
    if (table.columns.empty()) {
      table.columns = std::move(row);
    } else if (row.size() != table.columns.size()) {
      throw input_error(place + ": has " + std::to_string(row.size()) + " fields for " +
                        std::to_string(table.columns.size()) + " columns");
    } else {
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace rccm::report
