#include "verify/plain_multiplier.hpp"

#include "support/error.hpp"
#include "support/files.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"
#include "verify/tool_run.hpp"
#include "verify/yosys_cells.hpp"

namespace rccm::verify {

std::string plain_text(const PlainMultiplier& multiplier) {
  // An unsigned x becomes a signed one with a zero in front: Verilog multiplies unsigned as soon as one factor is.
  const std::string x = multiplier.input_signed ? "x" : "$signed({1'b0, x})";
  return "module plain (\n  input " + std::string(multiplier.input_signed ? "signed " : "") + "[" +
         std::to_string(multiplier.input_bits - 1) + ":0] x,\n  input signed [" +
         std::to_string(multiplier.weight_bits - 1) + ":0] weight,\n  output signed [" +
         std::to_string(multiplier.input_bits + multiplier.weight_bits - 1) +
         ":0] product\n);\n  assign product = " + x + " * weight;\nendmodule\n";
}

int synthesised_luts(const PlainMultiplier& multiplier, const std::string& family) {
  require_program("yosys", "yosys");
  const TemporaryFolder work;
  write_file(work.path() / "plain.v", plain_text(multiplier));
  write_file(work.path() / "synthesis.ys",
             "read_verilog plain.v\n" + synthesis_command(family, "plain") + "\ntee -q -o cells.txt stat\n");
  constexpr double kLimitSeconds = 600;
  const Command command{{"yosys", "-q", "synthesis.ys"}, work.path(), work.path() / "synthesis.log", kLimitSeconds, ""};
  const ProcessEnd end = run_process(command);
  if (!end.succeeded()) {
    throw Error(ErrorKind::kVerification,
                multiplier.name() + ": yosys " + describe(end, command) + excerpt(read_file(command.log)));
  }
  return lut_cells(read_cells(read_file(work.path() / "cells.txt")));
}

}  // namespace rccm::verify
