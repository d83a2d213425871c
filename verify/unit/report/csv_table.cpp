#include "report/csv_table.hpp"

#include "unit/catch.hpp"

using rccm::report::CsvTable;
using rccm::report::read_csv_table;

TEST_CASE("a table's first line names its columns; comments and empty lines are passed over") {
  const CsvTable table = read_csv_table("# made by hand\na,b\r\n\n1,2\r\n3,\n", "t.csv");
  CHECK(table.columns == std::vector<std::string>{"a", "b"});
  CHECK(table.rows == std::vector<std::vector<std::string>>{{"1", "2"}, {"3", ""}});
}

TEST_CASE("a field in quotes holds commas and doubled quotes") {
  CHECK(read_csv_table("a,b\n\"x, y\",\"say \"\"z\"\"\"", "t.csv").rows ==
        std::vector<std::vector<std::string>>{{"x, y", "say \"z\""}});
}

TEST_CASE("a table that is wrong in form is refused with its line") {
  CHECK_THROWS_WITH(read_csv_table("a,b\n1,2\n1,2,3\n", "t.csv"), "t.csv: line 3: has 3 fields for 2 columns");
  CHECK_THROWS_WITH(read_csv_table("a\n\"1\n", "t.csv"), Catch::Contains("t.csv: line 2: a quote is not closed"));
}

TEST_CASE("no text is no table") {
  CHECK(read_csv_table("", "t.csv").columns.empty());
}
