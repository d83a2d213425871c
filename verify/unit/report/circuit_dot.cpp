#include "report/circuit_dot.hpp"

#include "support/random_circuit.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::circuit_dot;

TEST_CASE("the graph of the published 2-Add has a node a cell and an edge a pin") {
  const std::string text = circuit_dot(test::published("addnet:2-add"));
  CHECK_THAT(text, Catch::Contains("<b>u1</b>, gated") && Catch::Contains("<b>y</b>, dual"));
  CHECK_THAT(text, Catch::Contains("<td port=\"p1\">≪1</td><td>01</td>"));
  CHECK_THAT(text, Catch::Contains("  cell0:out:e -> cell1:p1:w [label=\"12\"];\n"));
  CHECK_THAT(text, Catch::Contains("  x -> cell1:p2:w [label=\"8\"];\n"));
  CHECK_THAT(text, Catch::Contains("∓ by s3"));
  // The pin that is 0 has none.
  CHECK_THAT(text, !Catch::Contains("cell0:p3:w"));
}

TEST_CASE("a circuit's name cannot break the markup") {
  Circuit circuit = test::plus_or_minus();
  circuit.name = "<b> & \"\x01";
  CHECK_THAT(circuit_dot(circuit), Catch::Contains("&lt;b&gt; &amp; &quot;?"));
}

TEST_CASE("Graphviz reads the graphs of published and of random circuits without a warning") {
  if (!test::is_installed("dot")) {
    WARN("skipped: dot is not installed (package graphviz)");
    return;
  }
  const test::ScratchFolder folder;
  std::vector<Circuit> circuits{test::published("addnet:2-add"), test::published("addnet:3-add"),
                                test::published("addnet:4-add"), test::one_signless_cell()};
  for (std::uint64_t seed = 0; seed < 12; ++seed) circuits.push_back(test::random_circuit(seed));
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    const std::string file = folder.write(std::to_string(i) + ".dot", circuit_dot(circuits[i]));
    INFO(circuit_dot(circuits[i]));
    const test::ProcessResult result = test::run_shell("dot -Tdot '" + file + "' 2>&1 >/dev/null");
    CHECK(result.status == 0);
    CHECK(result.output.empty());
  }
}
