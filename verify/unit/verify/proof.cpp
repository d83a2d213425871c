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
