#include "verify/yosys_cells.hpp"

#include "unit/catch.hpp"

using namespace rccm::verify;

TEST_CASE("The cells of a listing are read in the forms of all versions of Yosys") {
  const Cells expected{{"CARRY4", 3}, {"LUT2", 4}, {"LUT6_2", 11}};
  CHECK(read_cells("   Number of cells:                 18\n"
                   "     CARRY4                          3\n"
                   "     LUT2                            4\n"
                   "     LUT6_2                         11\n") == expected);
  CHECK(read_cells("       18 cells\n        3   CARRY4\n        4   LUT2\n       11   LUT6_2\n") == expected);
  CHECK(read_cells("       18   -  cells\n        3   -  CARRY4\n        4  2.0  LUT2\n       11   -  LUT6_2\n") ==
        expected);
}

TEST_CASE("A LUT of any size counts as one, a carry block or register not at all") {
  CHECK(lut_cells({{"CARRY4", 3}, {"FDRE", 8}, {"LUT2", 4}, {"LUT6", 2}, {"LUT6_2", 11}}) == 17);
  CHECK(lut_cells({}) == 0);
}
