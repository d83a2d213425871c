#include "hdl/names.hpp"

#include "unit/catch.hpp"

namespace rccm::hdl {

TEST_CASE("Names that both languages accept are legal") {
  const auto name = GENERATE("a", "addnet_2_add", "mult8", "x1_y2", "lut6_3");
  CHECK(is_legal_name(name));
}

TEST_CASE("Reserved words of Verilog, SystemVerilog and VHDL are no names") {
  const auto name = GENERATE("module", "wire", "always_ff", "logic", "entity", "signal", "abs", "work", "ieee", "xnor");
  CAPTURE(name);
  CHECK_FALSE(is_legal_name(name));
}

TEST_CASE("What a module is made of cannot be its name") {
  const auto name = GENERATE("x", "code", "product", "lut6_2", "carry4", "vcomponents");
  CAPTURE(name);
  CHECK_FALSE(is_legal_name(name));
}

TEST_CASE("What one language would read otherwise is no name") {
  const auto name = GENERATE("", "Mult", "2add", "_a", "a_", "a__b", "a$b", "a b", "\\a ", "mült");
  CAPTURE(name);
  CHECK_FALSE(is_legal_name(name));
  CHECK_FALSE(is_legal_name(std::string(81, 'a')));
}

TEST_CASE("A circuit's name becomes a legal one that resembles it") {
  struct Case {
    const char* text;
    const char* name;
  };
  const Case wanted = GENERATE(
      Case{"addnet:2-add", "addnet_2_add"}, Case{"2-add A(0,1,3;2) B(0,3;2)", "rccm_2_add_a_0_1_3_2_b_0_3_2"},
      Case{"Entity", "rccm_entity"}, Case{"", "rccm_multiplier"}, Case{"--", "rccm_multiplier"}, Case{"x  y_", "x_y"});
  CHECK(legal_name(wanted.text) == wanted.name);
  CHECK(is_legal_name(legal_name(wanted.text)));
}

TEST_CASE("A long name leaves room for the style") {
  const std::string name = legal_name(std::string(300, 'a'));
  CHECK(is_legal_name(name + "_portable"));
}

}  // namespace rccm::hdl
