#include "verify/proof.hpp"

#include "circuit/presets.hpp"
#include "unit/catch.hpp"

namespace rccm::verify {
namespace {

Folder preset(const std::string& name, int code_bits, int product_bits) {
  Folder folder;
  folder.circuit = preset_circuit(name).value();
  folder.coefficients = coefficient_table(folder.circuit);
  folder.select_bits = code_bits;
  folder.code_bits = code_bits;
  folder.product_bits = product_bits;
  return folder;
}

}  // namespace

TEST_CASE("The modules of a style are synthesised in one run, whatever their language") {
  const std::string script =
      synthesis_script({{"xcup", "verilog", "two_xcup", "", {}}, {"xcup", "vhdl", "two_xcup", "", {}}});
  CHECK_THAT(script, Catch::Contains("read_verilog verilog.v\nrename two_xcup verilog_netlist\n"));
  CHECK_THAT(script, Catch::Contains("read_verilog -sv -nooverwrite vhdl.v\nrename two_xcup vhdl_netlist\n"));
  CHECK_THAT(script, Catch::Contains("-family xcup ") && !Catch::Contains("-top"));
}

TEST_CASE("A large circuit is proven in parts that together cover every code") {
  const Folder folder = preset("addnet:4-add", 8, 19);
  CHECK(proof_parts(folder, Reference::kProduct) == 16);
  const std::string script = proof_script(folder, "verilog", Reference::kProduct);
  CHECK_THAT(script, Catch::Contains("-set in_code[3:0] 0 ") && Catch::Contains("-set in_code[3:0] 15 "));
  CHECK_THAT(script, Catch::Contains("read_verilog gold.v"));
}

TEST_CASE("A netlist of VHDL is compared with that of the Verilog, where there is one, in one part") {
  const Folder folder = preset("addnet:4-add", 8, 19);
  CHECK(proof_parts(folder, Reference::kVerilogNetlist) == 1);
  const std::string script = proof_script(folder, "vhdl", Reference::kVerilogNetlist);
  CHECK_THAT(script,
             Catch::Contains("read_verilog vhdl-netlist.v") && Catch::Contains("read_verilog verilog-netlist.v"));
  CHECK_THAT(script, !Catch::Contains("gold.v") && !Catch::Contains("-set in_code"));
}

TEST_CASE("The registers of a pipelined circuit start in any state") {
  Folder folder = preset("addnet:2-add", 4, 15);
  folder.latency = 2;
  CHECK_THAT(proof_script(folder, "verilog", Reference::kProduct), Catch::Contains("sat -seq 3 -prove-skip 2 "));
}

TEST_CASE("A proof covers what the consumer is told, as late as the product") {
  Folder folder = preset("addnet:2-add", 4, 15);
  folder.code_bits = 6;
  folder.latency = 1;
  folder.consumer_outputs = {"negate", "shift"};
  const std::string gold = gold_text(folder);
  CHECK_THAT(gold, Catch::Contains("output negate,\n  output shift,\n"));
  CHECK_THAT(gold, Catch::Contains("wire shift0 = code[5];") && Catch::Contains("shift1 <= shift0;"));
  CHECK_THAT(proof_script(folder, "verilog", Reference::kProduct),
             Catch::Contains("-show in_x,in_code,gate_product,gate_negate,gate_shift miter"));
  const auto found =
      read_proof_counterexample(folder, "xc7",
                                "  1  \\in_x         1   1   00000001\n  1  \\in_code     38  26   100110\n"
                                "  2  \\gate_product  -92  7fa4   111111110100100\n"
                                "  2  \\gate_negate   1   1   1\n  2  \\gate_shift    0   0   0\n");
  REQUIRE(found);
  CHECK(found->expected == "-92, negate 0, shift 1");
  CHECK(found->got == "-92, negate 1, shift 0");
}

TEST_CASE("The model of a failed proof is a counterexample") {
  const auto found = read_proof_counterexample(preset("addnet:2-add", 4, 15), "xc7",
                                               "  \\gate_product     -1     7fff     111111111111111\n"
                                               "  \\in_code           6        6                0110\n"
                                               "  \\in_x           -128       80            10000000\n");
  REQUIRE(found);
  CHECK(found->x == -128);
  CHECK(found->code == 6);
  CHECK(found->expected == "11776");
  CHECK(found->got == "-1");
  CHECK_FALSE(read_proof_counterexample(preset("addnet:2-add", 4, 15), "xc7", "ERROR: no such module\n"));
}

}  // namespace rccm::verify
