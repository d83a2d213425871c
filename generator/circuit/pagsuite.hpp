#pragma once

#include <string>
#include <string_view>

#include "circuit/circuit.hpp"

namespace rccm {

// The adder graphs that FloPoCo and PAGSuite exchange as text, for reconfigurable graphs of one input:
//
//   {{'M',[1;4],1,[1;1],0,[0;2]},{'A',[3;12],2,[-1;-4],1,0,[1;4],1,2},{'O',[3;12],2,[3;12],2,0}}
//
// A node is a type, the factors it computes (one per configuration, by semicolons), its stage, and its operands, each
// given by the factors and the stage of the node it comes from: 'A' adds two, shifted left; the signs of an operand's
// factors say where it is subtracted. 'M' chooses, in each configuration, the operand whose list of shifts has a number
// there and not NaN, or 0 where none has. 'R' is a register, 'O' an output, both with an optional shift. The input is
// not listed: it has the factor 1 in every configuration and stage 0. An addition's operand whose factors are all 0 is
// the constant 0, which only newer versions of PAGSuite know. Facts from PAGSuite's paglib (adder_graph.cpp:
// adder_graph_t::writesyn, parse_to_graph, parse_node, parse_factor and check_and_correct) and the graphs in FloPoCo's
// tests of IntConstMultShiftAdd.
//
// Configuration i is code i. A graph may carry parameters behind it, ":{name=value,...}", which PAGSuite ignores; here
// input_bits, input_signed, signless and consumer_shift, written where they differ from 8, 1, 0 and 0, tell what the
// form knows nothing of.

/// The most configurations that are read and written: what a text is still practical for.
inline constexpr std::size_t kMaxConfigurations = 4096;

/// Whether a text is an adder graph rather than JSON: it begins with two braces.
[[nodiscard]] bool is_pagsuite(std::string_view text);

/// The circuit as an adder graph, one line. Throws Error (kInput) naming what the form cannot express: a cell that is
/// always 0, as that is no node, and more than kMaxConfigurations codes.
[[nodiscard]] std::string to_pagsuite(const Circuit& circuit);

/// An adder graph's circuit and whether it says what its input is.
struct PagsuiteCircuit {
  Circuit circuit;
  bool says_input = false;
};

/// The circuit of an adder graph: a cell per 'A', into which the 'M' before it go where its LUTs have the pins, and
/// become cells of their own otherwise; registers are wires, as pipelining is chosen when hardware is emitted. Codes
/// beyond the configurations, where their number is no power of two, do what the code without its top bit does.
/// `where` names the file in messages. Throws Error (kInput) with the place: for text that is not in the form, factors
/// that the operands do not give, and what no circuit expresses: several inputs or outputs, three operands, right
/// shifts, factors of NaN (don't care), parameters of nodes, and nodes that need more pins than a LUT has.
[[nodiscard]] PagsuiteCircuit circuit_from_pagsuite(std::string_view text, const std::string& where);

}  // namespace rccm
