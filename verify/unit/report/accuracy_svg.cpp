#include "report/accuracy_svg.hpp"

#include <regex>

#include "support/error.hpp"
#include "unit/catch.hpp"
#include "unit/network/samples.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;

namespace {

report::Comparison comparison_of(const std::vector<std::string>& names) {
  std::vector<report::Candidate> candidates;
  for (const std::string& name : names) candidates.push_back(report::candidate(test::published(name.c_str())));
  const auto gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  return report::compare(candidates, {{"gaussian", gaussian}}, {}, 1);
}

std::string visible(const std::string& svg) {
  return std::regex_replace(svg, std::regex("<[^>]*>"), "");
}

// Where the marks stand, from top to bottom: the centres of all circles, which are Booth multipliers.
std::vector<double> circle_heights(const std::string& svg) {
  std::vector<double> heights;
  const std::regex circle("<circle[^>]*cy=\"([0-9.]+)\"");
  for (std::sregex_iterator at(svg.begin(), svg.end(), circle); at != std::sregex_iterator(); ++at) {
    heights.push_back(std::stod((*at)[1]));
  }
  return heights;
}

}  // namespace

TEST_CASE("accuracies are read by name, with title and reference") {
  const report::Accuracies read =
      report::read_accuracies("title,ResNet-20, CIFAR-10\nfloat,91.73\n\nbooth:8x4,91\naddnet:2-add,90.5", "a.csv");
  CHECK(read.title == "ResNet-20, CIFAR-10");
  CHECK(read.reference == 91.73);
  CHECK(read.percent == std::map<std::string, double>{{"booth:8x4", 91}, {"addnet:2-add", 90.5}});
}

TEST_CASE("a line without a percentage is refused by number") {
  for (const char* text : {"float,91\nbooth:8x4\n", "float,91\nbooth:8x4,x\n", "float,91\nbooth:8x4,101\n"}) {
    CHECK(test::complaint([&] { static_cast<void>(report::read_accuracies(text, "a.csv")); }) ==
          "a.csv: line 2: is not NAME,PERCENT with a number in 0..100: correct it");
  }
}

TEST_CASE("the plot shows the multipliers that have an accuracy, the better the higher, and the reference") {
  const std::string svg = report::accuracy_svg(comparison_of({"booth:8x2", "booth:8x3", "booth:8x4", "addnet:2-add"}),
                                               {{{"booth:8x2", 80}, {"booth:8x4", 91}}, 91.73, "ResNet-20"});
  const std::vector<double> heights = circle_heights(svg);
  REQUIRE(heights.size() == 3);  // two and the legend's
  CHECK(heights[0] > heights[1] + 100);
  const std::string text = visible(svg);
  CHECK_THAT(text, Catch::Contains("\nTop-1 accuracy (%)\n") && Catch::Contains("\nLUTs per multiplier\n"));
  CHECK_THAT(text, Catch::Contains("\nResNet-20; LUTs of 7-series FPGAs, no DSP\n"));
  CHECK_THAT(text, Catch::Contains("\nreal numbers\n") && !Catch::Contains("AddNet"));
}

TEST_CASE("a plot of nothing is refused") {
  CHECK_THAT(test::complaint([] {
               static_cast<void>(report::accuracy_svg(comparison_of({"booth:8x2"}), {{{"booth:8x3", 90}}, {}, ""}));
             }),
             Catch::StartsWith("nothing to draw"));
}
