#include "report/compare_svg.hpp"

#include <regex>

#include "report/svg_to_png.hpp"
#include "support/error.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;

namespace {

report::Comparison comparison_of(const std::vector<std::string>& names, const std::string& weights = "gaussian",
                                 const report::Setting& setting = {}) {
  std::vector<report::Candidate> candidates;
  for (const std::string& name : names) candidates.push_back(report::candidate(test::published(name.c_str())));
  const auto gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  return report::compare(candidates, {{weights, gaussian}}, setting, 1);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t result = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++result;
  return result;
}

std::string visible(const std::string& svg) {
  return std::regex_replace(svg, std::regex("<[^>]*>"), "");
}

}  // namespace

TEST_CASE("the plot names its axes with units, what it shows and the weights") {
  const std::string text = visible(report::compare_svg(comparison_of({"booth:8x4", "addnet:2-add"})));
  CHECK_THAT(text, Catch::Contains("\nLUTs per multiplier\n"));
  CHECK_THAT(text, Catch::Contains("\nSignal to quantisation noise of the weights (dB)\n"));
  CHECK_THAT(text, Catch::Contains("\nGaussian weights, 8-bit signed input; "));
}

TEST_CASE("a plot of multiply-accumulates says of which dot product") {
  const report::Setting setting{8, true, report::Context::kMac, {16, 24}};
  CHECK_THAT(visible(report::compare_svg(comparison_of({"booth:8x4", "addnet:2-add"}, "gaussian", setting))),
             Catch::Contains("LUTs per multiply-accumulate, in a dot product of 16 with an accumulator of 24 bits"));
}

TEST_CASE("every multiplier has a mark of its kind, and so has its line of the legend") {
  const std::string svg =
      report::compare_svg(comparison_of({"booth:8x3", "booth:8x4", "booth:8x5", "addnet:2-add", "apot:8x4"}));
  CHECK(count(svg, "<circle") == 3 + 1);
  CHECK(count(svg, "fill=\"#d55e00\" stroke=\"#fff\"") == 1 + 1);
  CHECK(count(svg, "fill=\"#fff\" stroke=\"#b3568c\"") == 1);  // signless: hollow
  const std::string text = visible(svg);
  CHECK_THAT(text, Catch::Contains("\nuniform levels: Booth multipliers\n"));
  CHECK_THAT(text, Catch::Contains("\npublished circuits (AddNet)\n"));
  CHECK_THAT(text, Catch::Contains("\nhollow: signless, the sum applies the sign\n"));
  CHECK_THAT(text, !Catch::Contains("native"));
}

TEST_CASE("without a signless multiplier the legend does not speak of them") {
  CHECK_THAT(report::compare_svg(comparison_of({"booth:8x3"})), !Catch::Contains("signless"));
}

TEST_CASE("marks are labelled with stored bits and, where there are few, names") {
  const std::string text = visible(report::compare_svg(comparison_of({"booth:8x7", "addnet:4-add", "pot:8x4"})));
  for (const char* label : {"\n7\n", "\n4-Add, 8\n", "\nPoT, 4\n"}) CHECK_THAT(text, Catch::Contains(label));
}

TEST_CASE("the front is a line of steps from one of its marks to the next") {
  // Two on the front: up to each mark from below, across to the next, and on to the frame.
  const std::string svg = report::compare_svg(comparison_of({"booth:8x3", "booth:8x5", "addnet:2-add"}));
  const std::regex lines(R"re(<polyline points="([^"]*)" [^>]*stroke="#3b424c" stroke-width="1.2")re");
  std::vector<std::string> found;
  for (std::sregex_iterator at(svg.begin(), svg.end(), lines); at != std::sregex_iterator(); ++at)
    found.push_back((*at)[1]);
  REQUIRE(found.size() == 3);  // the axes, the front and its line of the legend
  CHECK(count(found[1], ",") == 5);
}

TEST_CASE("long names of weights are shortened, and no name can break the document") {
  const std::string name = "<&>" + std::string(80, 'w');
  const std::string svg = report::compare_svg(comparison_of({"booth:8x4"}, name));
  CHECK_THAT(svg, Catch::Contains("Weights of &lt;&amp;&gt;www") && Catch::Contains("ww…, 8-bit"));
}

TEST_CASE("a comparison without any LUTs is not drawn") {
  report::Comparison comparison = comparison_of({"booth:8x4"});
  comparison.rows[0].candidate.luts.reset();
  CHECK_THROWS_AS(report::compare_svg(comparison), Error);
}

TEST_CASE("the plot is a picture that a renderer accepts") {
  if (!test::is_installed("rsvg-convert")) {
    WARN("rsvg-convert is not installed: not rendered");
    return;
  }
  const std::string png = report::svg_to_png(report::compare_svg(comparison_of({"booth:8x4", "addnet:2-add"})), 0.5);
  CHECK_THAT(png, Catch::StartsWith("\x89PNG\r\n"));
  CHECK_THROWS_WITH(report::svg_to_png("<svg", 1), Catch::StartsWith("rsvg-convert ended with status 1"));
}
