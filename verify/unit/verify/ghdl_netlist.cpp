#include "verify/ghdl_netlist.hpp"

#include "support/error.hpp"
#include "unit/catch.hpp"

namespace rccm::verify {
namespace {

// As GHDL 2.0.0 writes them.
constexpr const char* kVhdl = R"(  with n36_o select n37_o <=
    x_shl3 when "10",
    x_shl0 when "01",
    "0000" when others;
  with n41_o select n43_o <=
    '1' when '1',
    '0' when others;
  with n50_o select n51_o <=
    n49_o when '1',
    wrap_x when others;
)";

}  // namespace

TEST_CASE("A multiplexer gets back the default that GHDL leaves out of its Verilog") {
  CHECK(with_defaults("  always @*\n    case (n36_o)\n      2'b10: n37_o <= x_shl3;\n      2'b01: n37_o <= x_shl0;\n"
                      "    endcase\n",
                      kVhdl) ==
        "  always @*\n    case (n36_o)\n      2'b10: n37_o <= x_shl3;\n      2'b01: n37_o <= x_shl0;\n"
        "      default: n37_o <= 4'b0000;\n    endcase\n");
}

TEST_CASE("The default may be a bit, a net or a port") {
  const std::string text = with_defaults(
      "    case (n41_o)\n      1'b1: n43_o <= 1'b1;\n    endcase\n    case (n50_o)\n      1'b1: n51_o <= n49_o;\n    "
      "endcase\n",
      kVhdl);
  CHECK_THAT(text, Catch::Contains("default: n43_o <= 1'b0;"));
  CHECK_THAT(text, Catch::Contains("default: n51_o <= x;"));
}

TEST_CASE("A default that is there stays, as later versions of GHDL write it") {
  const std::string text =
      "    case (n36_o)\n      2'b10: n37_o <= x_shl3;\n      default: n37_o <= 4'b0000;\n    endcase\n";
  CHECK(with_defaults(text, "") == text);
}

TEST_CASE("A default that is not known is an error, not a latch") {
  const std::string text = "    case (n1_o)\n      1'b1: n2_o <= n3_o;\n    endcase\n";
  CHECK_THROWS_WITH(with_defaults(text, kVhdl), Catch::Contains("no default for n2_o"));
  CHECK_THROWS_AS(with_defaults(text, "  with n1_o select n2_o <=\n    n3_o when '1',\n    a + b when others;\n"),
                  Error);
}

}  // namespace rccm::verify
