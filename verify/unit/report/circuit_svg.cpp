#include "report/circuit_svg.hpp"

#include <regex>

#include "report/svg.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::circuit_svg;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t result = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++result;
  return result;
}

// The text between tags, as a reader sees it.
std::string visible(const std::string& svg) {
  return std::regex_replace(svg, std::regex("<[^>]*>"), "");
}

}  // namespace

TEST_CASE("the picture of the published 2-Add shows shifts, widths, select bits, signs and the set") {
  const std::string svg = circuit_svg(test::published("addnet:2-add"));
  const std::string text = visible(svg);
  for (const char* shift : {"\n1\n", "\n2\n", "\n3\n"}) CHECK_THAT(text, Catch::Contains(shift));
  for (const char* width : {"\n8\n", "\n12\n", "\n15\n"}) CHECK_THAT(text, Catch::Contains(width));
  for (const char* selects : {"\ns1s0\n", "\ns2\n", "\ns3\n"}) CHECK_THAT(text, Catch::Contains(selects));
  CHECK_THAT(text, Catch::Contains("\n± and ∓: the upper sign holds while the select bit is 0\n"));
  CHECK_THAT(text, Catch::Contains("y = c·x, c ∈ ±{0, 1, 2, 8, 28, 36, 44, 92}\n"));
  // Two multiplexers and the arrow.
  CHECK(count(svg, "<polygon") == 3);
}

TEST_CASE("a cell that only negates shows which bit decides") {
  // The lowest digit: 0, x, -2x or -x by s1 s0.
  const std::string text = visible(circuit_svg(test::published("booth:8x4")));
  CHECK_THAT(text, Catch::Contains("\ns1s0\n") && Catch::Contains("\ns1\n"));
}

TEST_CASE("the name of a circuit is escaped") {
  Circuit circuit = test::plus_or_minus();
  circuit.name = "a<b>&\x02";
  const std::string svg = circuit_svg(circuit);
  CHECK_THAT(svg, Catch::Contains("<title>a&lt;b&gt;&amp;?</title>"));
}

TEST_CASE("pictures are well-formed XML") {
  if (!test::is_installed("python3")) {
    WARN("skipped: python3 is not installed");
    return;
  }
  const test::ScratchFolder folder;
  std::vector<Circuit> circuits{test::published("addnet:2-add"), test::published("addnet:4-add"),
                                test::one_signless_cell()};
  for (std::uint64_t seed = 0; seed < 20; ++seed) circuits.push_back(test::random_circuit(seed));
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    folder.write(std::to_string(i) + ".svg", circuit_svg(circuits[i]));
  }
  const test::ProcessResult result = test::run_shell(
      "python3 -c 'import sys, xml.etree.ElementTree as tree\n"
      "for name in sys.argv[1:]: tree.parse(name)' '" +
      folder.path().string() + "'/*.svg 2>&1");
  CHECK(result.status == 0);
  CHECK(result.output.empty());
}

TEST_CASE("nothing is drawn outside the page, not even with a generous estimate of text widths") {
  const std::regex page("<svg [^>]*width=\"([0-9.]+)\" height=\"([0-9.]+)\"");
  const std::regex point("[ \"](-?[0-9.]+),(-?[0-9.]+)");
  const std::regex word("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\" font-size=\"([0-9.]+)\"([^>]*)>(.*)</text>");
  for (int seed = 0; seed < test::random_cases(100); ++seed) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(seed));
    const test::SavedCase saved(circuit, "svg-page");
    INFO(saved.message());
    const std::string svg = circuit_svg(circuit);
    std::smatch size;
    REQUIRE(std::regex_search(svg, size, page));
    const double width = std::stod(size[1]);
    const double height = std::stod(size[2]);
    for (std::sregex_iterator i(svg.begin(), svg.end(), point), end; i != end; ++i) {
      const double x = std::stod((*i)[1]);
      const double y = std::stod((*i)[2]);
      REQUIRE((x >= 0 && x <= width && y >= 0 && y <= height));
    }
    for (std::sregex_iterator i(svg.begin(), svg.end(), word), end; i != end; ++i) {
      const double x = std::stod((*i)[1]);
      const double length = report::text_width(visible((*i)[5]), std::stod((*i)[3]));
      const std::string style = (*i)[4];
      INFO(i->str());
      if (style.find("end") != std::string::npos) {
        REQUIRE(x - length >= 0);
      } else if (style.find("middle") == std::string::npos) {
        REQUIRE(x + length <= width);
      }
      REQUIRE(std::stod((*i)[2]) <= height);
    }
    saved.passed();
  }
}
