#include "verify/proof.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>

#include "verify/vectors.hpp"
#include "verify/yosys_cells.hpp"

namespace rccm::verify {
namespace {

// How many code bits each part of a proof leaves open. Measured on 8-bit input: the 4-Add takes 75 s with all open,
// 9 s with four; wider products are harder, so fewer.
int open_bits(const Folder& folder) {
  const int x_bits = folder.circuit.input_bits;
  return x_bits <= 8 ? 4 : x_bits <= 10 ? 2 : 0;
}

int fixed_bits(const Folder& folder) {
  constexpr int kMostFixed = 10;
  return std::clamp(folder.select_bits - open_bits(folder), 0, kMostFixed);
}

int coefficient_bits(const Folder& folder) {
  int bits = 2;
  for (const std::int64_t coefficient : folder.coefficients) {
    bits = std::max(bits, bits_for({std::min<std::int64_t>(coefficient, -1), std::max<std::int64_t>(coefficient, 0)}));
  }
  return bits;
}

std::string netlist_name(const std::string& language) {
  return language + "_netlist";
}

std::string constant(int bits, std::int64_t value) {
  return (value < 0 ? "-" : "") + std::to_string(bits) + "'sd" + std::to_string(value < 0 ? -value : value);
}

}  // namespace

std::string gold_text(const Folder& folder) {
  const int x_bits = folder.circuit.input_bits;
  const int factor_bits = coefficient_bits(folder);
  const std::string x_type = folder.circuit.input_signed ? "signed " : "";
  const std::string extended = folder.circuit.input_signed ? "x" : "{1'b0, x}";
  std::ostringstream text;
  text << "module gold (\n";
  if (folder.latency > 0) text << "  input clk,\n";
  text << "  input " << x_type << "[" << x_bits - 1 << ":0] x,\n";
  if (folder.code_bits > 0) text << "  input [" << folder.code_bits - 1 << ":0] code,\n";
  for (const std::string& output : folder.consumer_outputs) text << "  output " << output << ",\n";
  text << "  output [" << folder.product_bits - 1 << ":0] product\n);\n"
       << "  reg signed [" << factor_bits - 1 << ":0] coefficient;\n  always @* begin\n";
  if (folder.select_bits == 0) {
    text << "    coefficient = " << constant(factor_bits, folder.coefficients.front()) << ";\n";
  } else {
    text << "    case (code[" << folder.select_bits - 1 << ":0])\n";
    for (std::size_t code = 0; code < folder.coefficients.size(); ++code) {
      text << "      " << folder.select_bits << "'d" << code
           << ": coefficient = " << constant(factor_bits, folder.coefficients[code]) << ";\n";
    }
    text << "    endcase\n";
  }
  text << "  end\n  wire signed [" << x_bits << ":0] factor = $signed(" << extended << ");\n"
       << "  wire signed [" << folder.product_bits - 1 << ":0] product0 = coefficient * factor;\n";
  for (std::size_t i = 0; i < folder.consumer_outputs.size(); ++i) {
    text << "  wire " << folder.consumer_outputs[i] << "0 = code[" << folder.select_bits + static_cast<int>(i)
         << "];\n";
  }
  for (int stage = 1; stage <= folder.latency; ++stage) {
    text << "  reg [" << folder.product_bits - 1 << ":0] product" << stage << ";\n  always @(posedge clk) product"
         << stage << " <= product" << stage - 1 << ";\n";
    for (const std::string& output : folder.consumer_outputs) {
      text << "  reg " << output << stage << ";\n  always @(posedge clk) " << output << stage << " <= " << output
           << stage - 1 << ";\n";
    }
  }
  text << "  assign product = product" << folder.latency << ";\n";
  for (const std::string& output : folder.consumer_outputs) {
    text << "  assign " << output << " = " << output << folder.latency << ";\n";
  }
  text << "endmodule\n";
  return text.str();
}

std::string synthesis_script(const std::vector<Top>& tops) {
  // synth_xilinx from its label "prepare" on, as before that it drops all modules but one, and without "map_memory":
  // multipliers hold no memory, and the rules for block RAMs take four times as long to read as all the rest.
  std::ostringstream text;
  text << "read_verilog -lib +/xilinx/cells_sim.v\n";
  for (const Top& top : tops) {
    // GHDL declares each primitive anew wherever it is used, with parameters that have no default, as only
    // SystemVerilog allows: the library's declarations stay.
    text << "read_verilog " << (top.language == "vhdl" ? "-sv -nooverwrite " : "") << top.language << ".v\nrename "
         << top.module << " " << netlist_name(top.language) << "\n";
  }
  text << "hierarchy -check\nproc\n";
  for (const Top& top : tops) {
    // GHDL loses the attributes that keep registers from becoming shift registers.
    const std::string name = netlist_name(top.language);
    if (top.language == "vhdl") text << "setattr -set keep 1 " << name << "/t:$dff %co1:+[Q] " << name << "/w:* %i\n";
  }
  for (const char* labels : {"prepare:map_memory", "map_ffram:"}) {
    text << "synth_xilinx -run " << labels << " -family " << (tops.front().style == "xcup" ? "xcup" : "xc7")
         << " -noiopad -nodsp -noclkbuf -nowidelut\n";
  }
  for (const Top& top : tops) {
    text << "tee -q -o " << top.language << "-cells.txt stat " << netlist_name(top.language) << "\nselect "
         << netlist_name(top.language) << "\nwrite_verilog -noattr -selected " << top.language
         << "-netlist.v\nselect -clear\n";
  }
  return text.str();
}

std::size_t proof_parts(const Folder& folder, Reference reference) {
  return reference == Reference::kProduct ? std::size_t{1} << fixed_bits(folder) : 1;
}

std::string proof_script(const Folder& folder, const std::string& language, Reference reference) {
  // Each side on its own: a case statement becomes a memory, which `memory` turns into gates. The registers' initial
  // values are dropped, as the proof is to hold in any state.
  const std::string prepare = "memory\nasync2sync\ndffunmap\nsetattr -unset init w:*\nopt -full\n";
  std::ostringstream text;
  const auto read_netlist = [&](const std::string& of) {
    text << "read_verilog " << of << "-netlist.v\nread_verilog +/xilinx/cells_sim.v\nprep -flatten -top "
         << netlist_name(of) << "\n";
  };
  read_netlist(language);
  text << prepare << "design -stash gate\n";
  if (reference == Reference::kProduct) {
    text << "read_verilog gold.v\nprep -flatten -top gold\n";
  } else {
    read_netlist("verilog");
    text << "rename " << netlist_name("verilog") << " gold\n";
  }
  text << prepare << "design -copy-from gate -as gate " << netlist_name(language)
       << "\nmiter -equiv -flatten -make_outputs gold gate miter\n"
       << "hierarchy -top miter\nopt -full\n";
  const std::size_t parts = proof_parts(folder, reference);
  const int fixed = parts > 1 ? fixed_bits(folder) : 0;
  const bool is_sequential = folder.latency > 0;
  for (std::size_t part = 0; part < parts; ++part) {
    // Without -verify, which would end before the model is printed: the caller counts the parts that were proven.
    text << "sat";
    if (is_sequential) text << " -seq " << folder.latency + 1 << " -prove-skip " << folder.latency;
    text << " -prove trigger 0";
    if (fixed > 0) {
      text << (is_sequential ? " -set-at 1" : " -set") << " in_code[" << fixed - 1 << ":0] " << part;
    }
    text << " -show in_x" << (folder.code_bits > 0 ? ",in_code" : "") << ",gate_product";
    for (const std::string& output : folder.consumer_outputs) text << ",gate_" << output;
    text << " miter\n";
  }
  return text.str();
}

std::optional<Counterexample> read_proof_counterexample(const Folder& folder, const std::string& style,
                                                        const std::string& log) {
  // "  \in_x   5   05   00000101", after the cycle's number where there are several.
  static const std::regex row_form(
      R"(^\s*(\d+\s+)?\\?(in_x|in_code|gate_product|gate_negate|gate_shift)\s+\S+\s+\S+\s+([01x]+)\s*$)");
  std::optional<std::uint64_t> x;
  std::uint64_t code = 0;
  std::string product;
  std::map<std::string, std::string> outputs;
  std::istringstream lines(log);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (!std::regex_match(line, match, row_form)) continue;
    const std::string name = match[2];
    std::string digits = match[3];
    if (name == "gate_product") product = digits;
    if (name == "gate_negate" || name == "gate_shift") outputs[name.substr(std::string("gate_").size())] = digits;
    std::ranges::replace(digits, 'x', '0');
    const bool is_first = !match[1].matched || std::stoi(match[1]) == 1;
    if (name == "in_x" && is_first) x = std::stoull(digits, nullptr, 2);
    if (name == "in_code" && is_first) code = std::stoull(digits, nullptr, 2);
  }
  if (!x) return std::nullopt;
  std::string consumer;
  for (const std::string& output : folder.consumer_outputs) consumer.insert(0, outputs[output]);
  return counterexample(folder, style, {*x, code}, product, consumer);
}

}  // namespace rccm::verify
