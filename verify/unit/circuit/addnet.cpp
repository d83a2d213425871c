#include "circuit/addnet.hpp"

#include "circuit/coefficient_set.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

// The coefficients of one cell, code by code with every other cell's select bits 0.
std::vector<std::int64_t> cell_coefficients(const Circuit& circuit, std::size_t cell) {
  const auto table = coefficient_tables(circuit)[cell];
  const std::size_t step = std::size_t{1} << (2 * cell);
  return {table[0], table[step], table[2 * step], table[3 * step]};
}

AddnetParameters two_add(const TypeA& a, const TypeB& b) {
  return {{a}, b};
}

}  // namespace

TEST_CASE("A type A cell adds each A to B1 for s = 0, 1, 2 and passes B1 for s = 3") {
  const Circuit circuit = addnet_circuit(two_add({{0, 1, 3}, 2, 0}, {{0, 3}, 2}));
  CHECK(cell_coefficients(circuit, 0) == std::vector<std::int64_t>{1 + 4, 2 + 4, 8 + 4, 4});
}

TEST_CASE("The fourth function of a type A cell can subtract any of the three A from B1") {
  struct Row {
    int fourth;
    std::int64_t coefficient;
  };
  const auto row = GENERATE(values<Row>({{1, 8 - 1}, {2, 8 - 2}, {3, 8 - 4}}));
  const Circuit circuit = addnet_circuit(two_add({{0, 1, 2}, 3, row.fourth}, {{0, 3}, 2}));
  CHECK(cell_coefficients(circuit, 0)[3] == row.coefficient);
}

TEST_CASE("A type B cell computes -A1+B1, -A2+B1, A1-B1, A2-B1") {
  // The first cell passes x itself: A1 + B1 = x + 2x at s = 0.
  const Circuit circuit = addnet_circuit(two_add({{0, 1, 3}, 1, 0}, {{0, 3}, 2}));
  CHECK(cell_coefficients(circuit, 1) == std::vector<std::int64_t>{-3 + 4, -24 + 4, 3 - 4, 24 - 4});
}

TEST_CASE("Every set of the addnet space is symmetric around zero") {
  const AddnetParameters parameters{{{{0, 2, 3}, 3, 2}, {{0, 1, 3}, 0, 1}}, {{1, 3}, 0}};
  CHECK(is_symmetric(coefficient_set(addnet_circuit(parameters))));
}

TEST_CASE("Shifts that coincide share an input, but B1 keeps a pin of its own") {
  const Circuit circuit = addnet_circuit(two_add({{2, 2, 2}, 2, 0}, {{1, 1}, 0}));
  CHECK(circuit.cells[0].inputs == std::vector<Input>{{kSourceX, 2}, {kSourceX, 2}});
  CHECK(circuit.cells[1].inputs == std::vector<Input>{{0, 1}, {kSourceX, 0}});
  CHECK_NOTHROW(validate(circuit));
}

TEST_CASE("The 3-Add puts two cells over x side by side and combines them") {
  const Circuit circuit = addnet_circuit({{{{0, 2, 3}, 3, 2}, {{0, 1, 3}, 0, 1}}, {{0, 3}, 0}});
  REQUIRE(circuit.cells.size() == 3);
  CHECK(circuit.cells[1].inputs.front().source == kSourceX);
  CHECK(circuit.cells[2].inputs == std::vector<Input>{{0, 0}, {0, 3}, {1, 0}});
}

TEST_CASE("The 4-Add puts two cells over x, one over both and one over that and x") {
  const Circuit circuit = addnet_circuit({{{{0, 1, 3}, 0, 3}, {{0, 1, 3}, 1, 2}, {{0, 1, 3}, 3, 1}}, {{0, 3}, 1}});
  REQUIRE(circuit.cells.size() == 4);
  CHECK(circuit.cells[2].inputs == std::vector<Input>{{1, 3}, {0, 0}, {0, 1}, {0, 3}});
  CHECK(circuit.cells[3].inputs == std::vector<Input>{{2, 0}, {2, 3}, {kSourceX, 1}});
}

TEST_CASE("Addnet parameters read as a line of text, which names the circuit") {
  const AddnetParameters parameters{{{{0, 2, 3}, 3, 2}, {{0, 1, 3}, 0, 0}}, {{0, 3}, 0}};
  CHECK(to_text(parameters) == "3-add A(0,2,3;3;-A2) A(0,1,3;0) B(0,3;0)");
  CHECK(addnet_circuit(parameters).name == "3-add A(0,2,3;3;-A2) A(0,1,3;0) B(0,3;0)");
}

TEST_CASE("The text of addnet parameters reads back as the same parameters") {
  const AddnetParameters two{{{{0, 1, 3}, 2, 0}}, {{0, 3}, 2}};
  const AddnetParameters four{{{{0, 1, 3}, 0, 3}, {{0, 1, 3}, 1, 2}, {{0, 1, 3}, 3, 1}}, {{0, 3}, 1}};
  CHECK(parse_addnet(to_text(two)) == two);
  CHECK(parse_addnet(to_text(four)) == four);
}

TEST_CASE("Text that is not exactly in the form of addnet parameters is none") {
  const auto text =
      GENERATE(as<std::string>{}, "", "2-add", "2-add A(0,1,3;2)", "2-add B(0,3;2)", "2-add A(0,1,3;2) B(0,3;2) ",
               " 2-add A(0,1,3;2) B(0,3;2)", "3-add A(0,1,3;2) B(0,3;2)", "1-add B(0,3;2)", "2-add A(0,1;2) B(0,3;2)",
               "2-add A(0,1,3;2;-A4) B(0,3;2)", "2-add A(0,1,3;2;-A0) B(0,3;2)", "2-add A(0,1,x;2) B(0,3;2)",
               "2-add A(0,1,3;2) B(0,3;2", "2-add A(0,1,3;12) B(0,3;2)", "2-add a(0,1,3;2) B(0,3;2)");
  CAPTURE(text);
  CHECK_FALSE(parse_addnet(text));
}

}  // namespace rccm
