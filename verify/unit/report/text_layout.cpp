#include "report/text_layout.hpp"

#include "unit/catch.hpp"

using namespace rccm::report;

TEST_CASE("columns counts characters, not bytes") {
  CHECK(columns("8·u1") == 4);
  CHECK(right_aligned("±", 3) == "  ±");
  CHECK(left_aligned("±", 3) == "±  ");
}

TEST_CASE("wrapped lines hold what fits and are indented after the first") {
  CHECK(wrapped("one two three", 7, 2) == "one two\n  three");
  CHECK(wrapped("incomprehensible", 4, 0) == "incomprehensible");
  CHECK(wrapped("", 4, 0).empty());
}

TEST_CASE("columns of a table are as wide as their widest cell, and lines end without blanks") {
  TextTable table({TextTable::Align::kRight, TextTable::Align::kLeft});
  table.add({"9", "carry chain"});
  table.add({"10", "±"});
  table.add({"11"});
  CHECK(table.text() == "   9  carry chain\n  10  ±\n  11\n");
}
