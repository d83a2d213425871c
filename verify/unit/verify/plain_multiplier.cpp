#include "verify/plain_multiplier.hpp"

#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

using namespace rccm;
using namespace rccm::verify;

TEST_CASE("A plain multiplier is addressed by the widths of its input and weight") {
  const auto multiplier = parse_plain("plain:12x5", false);
  REQUIRE(multiplier);
  CHECK(multiplier->input_bits == 12);
  CHECK(multiplier->weight_bits == 5);
  CHECK_FALSE(multiplier->input_signed);
  CHECK(multiplier->name() == "plain:12x5");
  for (const char* name : {"plain:8", "plain:8x", "plain:8x1", "plain:1x4", "plain:33x4", "plain:8x17", "booth:8x4"}) {
    CAPTURE(name);
    CHECK_FALSE(parse_plain(name));
  }
}

TEST_CASE("A plain multiplier's module multiplies signed, also where x is unsigned") {
  CHECK_THAT(plain_text({8, 4, true}), Catch::Contains("input signed [7:0] x,") &&
                                           Catch::Contains("output signed [11:0] product") &&
                                           Catch::Contains("assign product = x * weight;"));
  CHECK_THAT(plain_text({8, 4, false}),
             Catch::Contains("input [7:0] x,") && Catch::Contains("assign product = $signed({1'b0, x}) * weight;"));
}

TEST_CASE("Yosys makes 45 LUTs of a plain 8x4 multiplier, more than twice those of a Booth multiplier") {
  if (!rccm::test::is_installed("yosys")) {
    WARN("yosys is not installed: not measured");
    return;
  }
  CHECK(synthesised_luts({8, 4, true}, "xc7") == 45);
}
