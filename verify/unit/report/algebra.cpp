#include "report/algebra.hpp"

#include "unit/catch.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::alternatives;

TEST_CASE("the nodes of a circuit are called x, u1, u2, ... and the product y") {
  const Circuit circuit = test::published("addnet:3-add");
  CHECK(report::node_name(circuit, kSourceX) == "x");
  CHECK(report::node_name(circuit, 0) == "u1");
  CHECK(report::node_name(circuit, 1) == "u2");
  CHECK(report::node_name(circuit, 2) == "y");
}

TEST_CASE("what a cell computes is written with the positive addend first") {
  const Circuit circuit = test::published("addnet:2-add");
  CHECK(alternatives(circuit, 0) == std::vector<std::string>{"x + 4x", "2x + 4x", "8x + 4x", "4x"});
  CHECK(alternatives(circuit, 1) == std::vector<std::string>{"4x - u1", "4x - 8·u1", "u1 - 4x", "8·u1 - 4x"});
}

TEST_CASE("a cell that adds nothing computes 0, one that only subtracts begins with the sign") {
  Circuit circuit = test::plus_or_minus();
  circuit.cells[0].functions = {{std::nullopt, std::nullopt}, {std::nullopt, Term{0, true}}};
  CHECK(alternatives(circuit, 0) == std::vector<std::string>{"0", "-4x"});
}

TEST_CASE("control characters of a name do not reach the terminal") {
  CHECK(report::printable("plain ±4") == "plain ±4");
  CHECK(report::printable("\x1b[31mred\x7f\n") == "?[31mred??");
  CHECK(report::printable("\xC2\x9B"
                          "2J") == "?2J");
}

TEST_CASE("a long set keeps its first and last members") {
  CoefficientSet set;
  for (std::int64_t c = -20; c <= 20; ++c) set.push_back(3 * c);
  CHECK(report::set_text(set, 21) == to_text(set));
  CHECK(report::set_text(set, 20) == "±{0 3 6 9 12 15 18 21 … 51 54 57 60}");
  CHECK(report::set_text({-3, 5}, 1, ", ") == "{-3, 5}");
}

TEST_CASE("a long run of integers is written by its ends") {
  CoefficientSet set;
  for (std::int64_t c = -32; c <= 31; ++c) set.push_back(c);
  CHECK(report::set_text(set, 128) == "{-32 .. 31}");
  CHECK(report::set_text({-1, 0, 1}, 128) == "±{0 1}");
}
