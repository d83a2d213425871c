#include "circuit/pagsuite.hpp"

#include <algorithm>

#include "circuit/mapping.hpp"
#include "circuit/pagsuite_graph.hpp"
#include "circuit/presets.hpp"
#include "support/error.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;

namespace {

Circuit read(const std::string& text) {
  return circuit_from_pagsuite(text, "graph.pag").circuit;
}

std::string message_of(const std::string& text) {
  try {
    (void)read(text);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kInput);
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a graph of FloPoCo's tests is read: 11x from 3x and a shift, with a register that is a wire") {
  const Circuit circuit = read(
      "{{'R',[1],1,[1],0},{'A',[3],1,[1],0,0,[1],0,1},{'A',[11],2,[1],1,3,[3],1,0},"
      "{'O',[11],2,[11],2,0}}");
  CHECK(coefficient_table(circuit) == std::vector<std::int64_t>{11});
  CHECK(circuit.cells.size() == 2);
  CHECK(circuit.input_bits == 8);
  CHECK(circuit.input_signed);
}

TEST_CASE("multiplexers go into the addition they feed") {
  const Circuit circuit = read(
      "{{'M',[1;4;0;2],1,[1;1;1;1],0,[0;2;NaN;1]},{'A',[9;12;8;10],2,[1;4;0;2],1,0,"
      "[1;1;1;1],0,3},{'O',[9;12;8;10],2,[9;12;8;10],2,0}}");
  CHECK(circuit.cells.size() == 1);
  CHECK(circuit.cells[0].mode == Mode::kGated);
  CHECK(coefficient_table(circuit) == std::vector<std::int64_t>{9, 12, 8, 10});
}

TEST_CASE("the signs of an operand's factors say where it is subtracted") {
  const Circuit all = read("{{'A',[7;7],1,[1;1],0,3,[-1;-1],0,0},{'O',[7;7],1,[7;7],1,0}}");
  CHECK(coefficient_table(all) == std::vector<std::int64_t>{7});
  const Circuit some = read("{{'A',[7;9],1,[1;1],0,3,[-1;1],0,0},{'O',[7;9],1,[7;9],1,0}}");
  CHECK(coefficient_table(some) == std::vector<std::int64_t>{7, 9});
}

TEST_CASE("a node may be listed before those it comes from, blanks and line ends stand anywhere") {
  const Circuit circuit = read(" { {'O', [ 5 ],2,[5],1,0 },\n  {'A',[5],1,[1],0,0,[1],0,2}\n}\n");
  CHECK(coefficient_table(circuit) == std::vector<std::int64_t>{5});
}

TEST_CASE("an output may be shifted, or come from a multiplexer or the input") {
  CHECK(coefficient_table(read("{{'A',[3],1,[1],0,0,[1],0,1},{'O',[12],2,[3],1,2}}")) == std::vector<std::int64_t>{12});
  CHECK(coefficient_table(read("{{'M',[1;4],1,[1;1],0,[0;2]},{'O',[1;4],1,[1;4],1}}")) ==
        std::vector<std::int64_t>{1, 4});
  CHECK(coefficient_table(read("{{'O',[2],1,[1],0,1}}")) == std::vector<std::int64_t>{2});
}

TEST_CASE("codes beyond the configurations do what the code without its top bit does") {
  const Circuit circuit = read("{{'M',[1;2;4],1,[1;1;1],0,[0;1;2]},{'O',[1;2;4],1,[1;2;4],1,0}}");
  CHECK(coefficient_table(circuit) == std::vector<std::int64_t>{1, 2, 4, 2});
}

TEST_CASE("a multiplexer that a LUT has no pins for becomes a cell of its own") {
  // Six shifts and three select bits.
  const Circuit circuit = read(
      "{{'M',[1;2;4;8;1;2;4;8],1,[1;1;1;1;1;1;1;1],0,[0;1;2;3;0;1;2;3]},"
      "{'M',[2;2;2;2;32;32;32;32],1,[1;1;1;1;1;1;1;1],0,[1;1;1;1;5;5;5;5]},"
      "{'A',[3;4;6;10;33;34;36;40],2,[1;2;4;8;1;2;4;8],1,0,[2;2;2;2;32;32;32;32],1,0},"
      "{'O',[3;4;6;10;33;34;36;40],2,[3;4;6;10;33;34;36;40],2,0}}");
  CHECK(coefficient_table(circuit) == std::vector<std::int64_t>{3, 4, 6, 10, 33, 34, 36, 40});
  CHECK(circuit.cells.size() == 2);
}

TEST_CASE("a circuit is written as the graph it is") {
  // One paired cell: the top select gates the second addend.
  CHECK(to_pagsuite(*preset_circuit("native:signless-cell")) ==
        "{{'M',[0;0;0;0;0;2;4;4],1,[1;1;1;1;1;1;1;1],0,[NaN;NaN;NaN;NaN;NaN;1;2;2]},"
        "{'M',[0;1;2;4;0;1;2;4],1,[1;1;1;1;1;1;1;1],0,[NaN;0;1;2;NaN;0;1;2]},"
        "{'A',[0;1;2;4;0;3;6;8],2,[0;0;0;0;0;2;4;4],1,0,[0;1;2;4;0;1;2;4],1,0},"
        "{'O',[0;1;2;4;0;3;6;8],2,[0;1;2;4;0;3;6;8],2,0}}:{signless=1}\n");
}

TEST_CASE("what a circuit leaves to its consumer goes with the graph") {
  Circuit circuit = *preset_circuit("native:signless-cell", 6, false);
  circuit.consumer_shift = 2;
  const std::string text = to_pagsuite(circuit);
  CHECK_THAT(text, Catch::EndsWith("}}:{input_bits=6,input_signed=0,signless=1,consumer_shift=2}\n"));
  CHECK(read(text).consumer_shift == 2);
  CHECK(stored_bits(read(text)) == 5);
}

TEST_CASE("a cell that only negates adds the constant 0") {
  Circuit circuit;
  circuit.cells = {{Mode::kDual, {{kSourceX, 1}}, 1, {{{}, Term{0, false}}, {{}, Term{0, true}}}, {}}};
  const std::string text = "{{'A',[2;-2],1,[0;0],0,0,[1;-1],0,1},{'O',[2;-2],1,[2;-2],1,0}}\n";
  CHECK(to_pagsuite(circuit) == text);
  CHECK(coefficient_table(read(text)) == std::vector<std::int64_t>{2, -2});
}

TEST_CASE("the presets come back with their coefficients, input, sign and cost") {
  for (const Preset& preset : presets()) {
    for (const bool is_signed : {true, false}) {
      CAPTURE(preset.name, is_signed);
      const Circuit circuit = *preset_circuit(preset.name, 8, is_signed);
      const Circuit back = read(to_pagsuite(circuit));
      CHECK(coefficient_table(back) == coefficient_table(circuit));
      CHECK(back.cells.size() == circuit.cells.size());
      CHECK(back.input_bits == circuit.input_bits);
      CHECK(back.input_signed == circuit.input_signed);
      CHECK(back.signless == circuit.signless);
      CHECK(lut_count(back) == lut_count(circuit));
    }
  }
}

TEST_CASE("what is written of any circuit is read back with its coefficients, or refused by name") {
  int written = 0;
  const int cases = test::random_cases(300);
  for (int seed = 1; seed <= cases; ++seed) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(seed));
    const test::SavedCase saved(circuit, "pagsuite");
    std::string text;
    try {
      text = to_pagsuite(circuit);
    } catch (const Error& error) {
      CHECK_THAT(error.what(),
                 Catch::Contains("which an adder graph has no node for") || Catch::Contains("select bits"));
      saved.passed();
      continue;
    }
    ++written;
    INFO(saved.message() << text);
    const auto before = coefficient_table(circuit);
    const auto after = coefficient_table(read(text));
    // A code bit that changes nothing is not read back.
    for (std::size_t code = 0; code < before.size(); ++code) REQUIRE(after[code % after.size()] == before[code]);
    saved.passed();
  }
  CHECK(written > cases / 2);
}

TEST_CASE("what an adder graph cannot express is refused by name") {
  Circuit circuit;
  circuit.name = "c";
  circuit.cells = {{Mode::kDual, {}, 0, {{}}, {}}};
  CHECK_THROWS_WITH(to_pagsuite(circuit), "c: cells[0] is always 0, which an adder graph has no node for");
  CHECK_THROWS_WITH(to_pagsuite(*preset_circuit("booth:8x13")), Catch::StartsWith("booth:8x13: has 13 select bits: "));
}

TEST_CASE("a text that is no graph, or one of more than a circuit can be, is refused with the place") {
  struct Case {
    const char* text;
    const char* message;
  };
  const Case bad = GENERATE(
      Case{"", "line 1, column 1: '{' expected"}, Case{"{{'A'", "line 1, column 6: ',' expected"},
      Case{"{{'X',[1],1}}", "line 1, column 4: a type of node expected: A, R, M or O"},
      Case{"{{'O',[],1,[1],0}}", "line 1, column 8: a number expected"},
      Case{"{{'O',[1],1}}", "line 1, column 12: ',' expected"},
      Case{"{\n{'O',[1],1,[1],0}} x", "line 2, column 20: text after the graph: remove it"},
      Case{"{{'O',[1,1],1,[1,1],0}}", "line 1, column 9: a second input: "},
      Case{"{{'O',[NaN],1,[1],0}}", "line 1, column 11: a factor that does not matter (NaN)"},
      Case{"{{'O',[1;1],1,[1],0}}", "line 1, column 17: 1 configurations, where the graph has 2"},
      Case{"{{'O',[9999999999],1,[1],0}}", "line 1, column 8: the number must be -1073741824..1073741824"},
      Case{"{{'A',[3],1,[1],0,0,[1],0,-1},{'O',[3],1,[3],1,0}}", "line 1, column 27: a shift to the right: "},
      Case{"{{'A',[3],1,[1],0,0,[1],0,0,[1],0,0}}", "line 1, column 3: an addition of 3 operands: a cell adds two"},
      Case{"{{'O',[1],1,[1],0}:{a=1}}", "line 1, column 19: parameters of a node"},
      Case{"{{'O',[1],1,[1],0}}:{wordsize=8}", "line 1, column 22: unknown parameter \"wordsize\": known are "},
      Case{"{{'O',[1],1,[1],0}}:{signless=2}", "line 1, column 31: the number must be 0..1"},
      Case{"{{'O',[1],1,[1],0}}:{signless=1,signless=1}", "line 1, column 43: parameter \"signless\" twice"},
      Case{"{{'A',[4],1,[1],0,0,[1],0,1},{'O',[4],1,[4],1,0}}",
           "line 1, column 3: the factor in configuration 0 is 4, but the operands give 3"},
      Case{"{{'O',[3],1,[3],1,0}}", "line 1, column 13: no node has these factors in stage 1"},
      Case{"{{'O',[-1],1,[-1],0,0}}", "line 1, column 14: no node has these factors in stage 0"},
      Case{"{{'M',[1;1],1,[1;1],0,[0;0],[1;1],0,[0;NaN]},{'O',[1;1],1,[1;1],1}}",
           "line 1, column 3: 2 operands are chosen in configuration 0, at most one can be"},
      Case{"{{'A',[3],1,[1],0,0,[1],0,1}}", "line 1, column 1: no output: add {'O',...}"},
      Case{"{{'O',[1],1,[1],0},{'O',[1],1,[1],0}}", "line 1, column 21: a second output: a circuit has one product"},
      Case{"{{'A',[3],1,[1],0,0,[1],0,1},{'O',[1],1,[1],0}}", "line 1, column 3: this node leads to no output"},
      Case{"{{'R',[2],1,[1],1,1},{'R',[1],1,[1],0,0},{'O',[1],1,[1],1,0}}", "line 1, column 3: this node leads to no"},
      Case{"{{'R',[2],1,[2],1},{'R',[2],1,[2],1},{'O',[2],2,[2],1}}", "line 1, column 3: this node feeds itself"});
  INFO(bad.text);
  CHECK_THAT(message_of(bad.text), Catch::StartsWith("graph.pag: " + std::string(bad.message)));
}

TEST_CASE("a node that needs more pins than a LUT has is refused at its place") {
  // Eight shifts of x, chosen by three select bits, in each of two operands: no mode adds them, and a multiplexer of
  // eight is no cell either.
  CHECK_THAT(message_of("{{'M',[1;2;4;8;16;32;64;128],1,[1;1;1;1;1;1;1;1],0,[0;1;2;3;4;5;6;7]},"
                        "{'O',[1;2;4;8;16;32;64;128],1,[1;2;4;8;16;32;64;128],1,0}}"),
             Catch::StartsWith("graph.pag: line 1, column 3: this node needs more pins than a LUT has"));
}

TEST_CASE("a chain of multiplexers is read in time, however many paths lead through it") {
  std::string text = "{";
  text += "{'M',[1;2],1,[1;1],0,[0;1]}";
  for (int stage = 2; stage <= 60; ++stage) {
    const std::string before = std::to_string(stage - 1);
    text += ",{'M',[1;2]," + std::to_string(stage) + ",[1;2]," + before + ",[0;NaN],[1;2]," + before + ",[NaN;0]}";
  }
  CHECK(coefficient_table(read(text + ",{'O',[1;2],60,[1;2],60,0}}")) == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("an adder graph is told from JSON by its two braces") {
  CHECK(is_pagsuite(" {\n {'A'"));
  CHECK_FALSE(is_pagsuite("{\"schema\": {}}"));
  CHECK_FALSE(is_pagsuite("{"));
  CHECK_FALSE(is_pagsuite(""));
}
