#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rccm::report {

/// Columns that UTF-8 text takes in a terminal, where every character is one column wide.
[[nodiscard]] std::size_t columns(const std::string& text);

/// The text with blanks before or after it, so that it takes at least `width` columns.
[[nodiscard]] std::string right_aligned(const std::string& text, std::size_t width);
[[nodiscard]] std::string left_aligned(const std::string& text, std::size_t width);

/// The text, or its beginning and "…" where it takes more than `width` columns.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t width);

/// The words broken into lines of at most `width` columns; lines after the first begin with `indent` more blanks.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);

/// A table for the terminal. Lines begin with two blanks and end without any.
class TextTable {
 public:
  enum class Align { kLeft, kRight };

  /// One alignment per column.
  explicit TextTable(std::vector<Align> alignments) : alignments_(std::move(alignments)) {}
  /// A row may have fewer cells than there are columns.
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<Align> alignments_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace rccm::report
