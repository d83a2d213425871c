#include "hdl/template.hpp"

#include <stdexcept>

#include "hdl/embedded.hpp"
#include "unit/catch.hpp"

namespace rccm::hdl {
namespace {

std::string render_test(const char* text, const Json& data) {
  return render_text(text, data, "test");
}

}  // namespace

TEST_CASE("Values are inserted as they are, without escapes for HTML") {
  CHECK(render_test("{{a}} {{b}}\n", {{"a", "<= \"1\" & 'x'"}, {"b", 7}}) == "<= \"1\" & 'x' 7\n");
}

TEST_CASE("A key that the data lacks is an error that names template and key") {
  CHECK_THROWS_WITH(render_test("{{a}} {{b}}", {{"a", 1}}), "test: no value for the key b");
  CHECK_THROWS_WITH(render_test("{{#a}}x{{/a}}", Json::object()), "test: no value for the key a");
  CHECK_THROWS_WITH(render_test("{{#list}}{{b}}{{/list}}", {{"list", {{{"a", 1}}}}}), Catch::Contains("no"));
}

TEST_CASE("A key that the template does not use is an error that names it") {
  CHECK_THROWS_WITH(render_test("{{a}}", {{"a", 1}, {"b", 2}}), "test: no tag uses the key b");
  CHECK_THROWS_WITH(render_test("{{#a}}{{b}}{{/a}}", {{"a", {{{"b", 1}, {"c", 2}}}}}), "test: no tag uses the key c");
}

TEST_CASE("A line that holds only a section tag leaves nothing, whether the section is rendered or not") {
  const char* text = "a\n{{#on}}\nb\n{{/on}}\n{{^on}}\nc\n{{/on}}\nd\n";
  CHECK(render_test(text, {{"on", true}}) == "a\nb\nd\n");
  CHECK(render_test(text, {{"on", false}}) == "a\nc\nd\n");
}

TEST_CASE("A blank line stays where it is written, beside sections too") {
  const char* text = "a\n{{#on}}\n\nb\n{{/on}}\n\nc\n";
  CHECK(render_test(text, {{"on", true}}) == "a\n\nb\n\nc\n");
  CHECK(render_test(text, {{"on", false}}) == "a\n\nc\n");
}

TEST_CASE("A broken template is an error") {
  CHECK_THROWS_AS(render_test("{{#a}}x", {{"a", true}}), std::logic_error);
  CHECK_THROWS_AS(render("templates/missing", Json::object()), std::logic_error);
}

TEST_CASE("The build embeds the files of the sources unchanged") {
  CHECK(embedded_file("rtl/sim/verilog/LUT6_2.v").starts_with("// LUT6_2: one LUT with two outputs."));
  CHECK(embedded_file("rtl/sim/verilog/LUT6_2.v").ends_with("`default_nettype wire\n"));
}

}  // namespace rccm::hdl
