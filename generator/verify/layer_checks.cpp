#include <algorithm>
#include <cmath>
#include <cstdio>
#include <regex>

#include "support/files.hpp"
#include "verify/ghdl_tool.hpp"
#include "verify/layer_folder.hpp"
#include "verify/tool_run.hpp"
#include "verify/yosys_cells.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// Output beats from which on better code pays for a slower compilation.
constexpr int kLongLayerBench = 20000;

// The test bench looks for its memory images beside itself.
void copy_images(const LayerFolder& folder, const fs::path& work) {
  fs::copy(folder.path / "images", work / "images", fs::copy_options::recursive);
}

std::vector<std::string> absolute(const LayerFolder& folder, const std::vector<std::string>& paths) {
  std::vector<std::string> result;
  result.reserve(paths.size());
  for (const std::string& path : paths) result.push_back((folder.path / path).string());
  return result;
}

void append(std::vector<std::string>& command, const std::vector<std::string>& more) {
  command.insert(command.end(), more.begin(), more.end());
}

// What the test bench printed: all beats right, or what was wrong first.
void judge(const LayerFolder& folder, const CheckResult& built, CheckResult& result) {
  const std::string log = log_text(result);
  std::smatch match;
  static const std::regex failed("rccm-failed ([^\n]*)");
  static const std::regex checked("rccm-checked ([0-9]+)");
  result.verdict = Verdict::kFailed;
  if (std::regex_search(log, match, failed)) {
    result.detail = match[1];
  } else if (!std::regex_search(log, match, checked)) {
    result.detail = "the test bench ended without a verdict" + excerpt(log);
  } else if (std::stoll(match[1]) < folder.checked_beats) {
    // Of images that a reset cuts off, it depends on the pauses how many beats come out.
    result.detail = "compared " + match[1].str() + " output beats, not " + std::to_string(folder.checked_beats);
  } else {
    result.verdict = Verdict::kPassed;
    result.figures["output_beats"] = folder.checked_beats;
    result.detail = match[1].str() + " output beats equal to the integer reference";
  }
  result.detail += time_since(built, result);
}

bool is_silent(const std::string& what, CheckResult& result) {
  const std::string log = log_text(result);
  if (log.find_first_not_of(" \n\r\t") == std::string::npos) return true;
  result.verdict = Verdict::kFailed;
  result.detail = "warnings for " + what + excerpt(log);
  return false;
}

bool analyse_vhdl_models(const std::string& ghdl, const LayerFolder& folder, const LayerTop& top,
                         const Settings& settings, const fs::path& work, CheckResult& result) {
  std::vector<std::string> command{ghdl, "-a", "--std=08", "-P.", "--work=unisim"};
  append(command, absolute(folder, top.models));
  return run_tool(command, "models", settings, work, result);
}

// LUTs that a cell occupies, those that are memory or shift registers included.
int luts_of(const std::string& cell) {
  static const std::map<std::string, int> memories{{"RAM32X1S", 1}, {"RAM64X1S", 1}, {"RAM128X1S", 2}, {"RAM256X1S", 4},
                                                   {"RAM32X1D", 2}, {"RAM64X1D", 2}, {"RAM128X1D", 4}, {"RAM256X1D", 8},
                                                   {"RAM32M", 4},   {"RAM64M", 4},   {"RAM32M16", 8},  {"RAM64M8", 8},
                                                   {"SRL16E", 1},   {"SRLC16E", 1},  {"SRLC32E", 1}};
  const auto found = memories.find(cell);
  return found != memories.end() ? found->second : is_lut(cell) ? 1 : 0;
}

std::string compared(const char* what, int found, int estimated) {
  char text[120];
  const double difference = estimated == 0 ? 0 : 100.0 * (found - estimated) / estimated;
  std::snprintf(text, sizeof text, "%d %s (%+.1f %% of the estimate)", found, what, difference);
  return text;
}

// The LUTs of elements are exact, and registers follow from widths; what controls the shell is a fit, which shows in
// layers that are hardly more than a shell.
bool is_near(int found, int estimated) {
  constexpr double kShare = 0.05;
  constexpr double kLeast = 80;
  return std::abs(found - estimated) <= std::max(kLeast, kShare * estimated);
}

}  // namespace

CheckResult check_layer_verilator(const LayerFolder& folder, const Settings& settings, const fs::path& work) {
  require_program("verilator", "verilator");
  require_program("make", "make");
  require_program("g++", "g++");
  const LayerTop& top = *folder.top_in("verilog");
  copy_images(folder, work);
  CheckResult result;
  // The compiler takes longer than the simulation. So the modules that a layer has many of stay functions of their own
  // instead of being copied into each place, and one file holds all, whose headers are read once.
  const std::string level = folder.checked_beats > kLongLayerBench ? "-O1" : "-O0";
  std::string make = "VM_PARALLEL_BUILDS=0 OPT_FAST=" + level + " OPT_SLOW=-O0 OPT_GLOBAL=-O0";
  if (find_program("ccache")) make += " OBJCACHE=ccache";
  std::vector<std::string> build{"verilator",
                                 "--binary",
                                 "--timing",
                                 "-j",
                                 "2",
                                 "-O3",
                                 "--inline-mult",
                                 "1",
                                 "--x-assign",
                                 "fast",
                                 "--x-initial",
                                 "fast",
                                 "-Wno-fatal",
                                 "-Wno-lint",
                                 "-Werror-UNOPTFLAT",
                                 "--top-module",
                                 top.testbench,
                                 "-Mdir",
                                 "build",
                                 "-MAKEFLAGS",
                                 make,
                                 "-o",
                                 "simulation"};
  append(build, absolute(folder, top.models));
  append(build, absolute(folder, top.sources));
  append(build, absolute(folder, {top.testbench_file}));
  if (!run_tool(build, "build", settings, work, result)) return result;
  const CheckResult built = result;
  const std::string program = (work / "build" / "simulation").string();
  if (!run_tool({program}, "simulation", settings, work, result)) return result;
  judge(folder, built, result);
  return result;
}

CheckResult check_layer_ghdl(const LayerFolder& folder, const Settings& settings, const fs::path& work) {
  const LayerTop& top = *folder.top_in("vhdl");
  CheckResult result;
  copy_images(folder, work);
  const std::string ghdl = ghdl_program(folder.checked_beats > kLongLayerBench);
  if (!analyse_vhdl_models(ghdl, folder, top, settings, work, result)) return result;
  std::vector<std::string> analyse{ghdl, "-a", "--std=08", "-P."};
  append(analyse, absolute(folder, top.sources));
  append(analyse, absolute(folder, {top.testbench_file}));
  if (!run_tool(analyse, "analysis", settings, work, result)) return result;
  if (!run_tool({ghdl, "-e", "--std=08", "-P.", top.testbench}, "elaboration", settings, work, result)) return result;
  const CheckResult built = result;
  // Undriven inputs at time 0 make numeric_std complain about what does not matter.
  if (!run_tool({ghdl, "-r", "--std=08", "-P.", top.testbench, "--ieee-asserts=disable-at-0"}, "simulation", settings,
                work, result)) {
    return result;
  }
  judge(folder, built, result);
  return result;
}

CheckResult check_layer_lint_verilog(const LayerFolder& folder, const Settings& settings, const fs::path& work) {
  require_program("verilator", "verilator");
  const LayerTop& top = *folder.top_in("verilog");
  CheckResult result;
  std::vector<std::string> command{"verilator", "--lint-only", "-Wall", "--top-module", top.module};
  append(command, absolute(folder, top.models));
  append(command, absolute(folder, top.sources));
  if (!run_tool(command, "lint", settings, work, result) || !is_silent(top.module, result)) return result;
  result.verdict = Verdict::kPassed;
  result.detail = "no warnings with -Wall";
  return result;
}

CheckResult check_layer_lint_vhdl(const LayerFolder& folder, const Settings& settings, const fs::path& work) {
  const LayerTop& top = *folder.top_in("vhdl");
  const std::string ghdl = ghdl_program(false);
  CheckResult result;
  if (!analyse_vhdl_models(ghdl, folder, top, settings, work, result)) return result;
  std::vector<std::string> command{ghdl, "-a", "--std=08", "-P."};
  append(command, ghdl_warnings());
  append(command, absolute(folder, top.sources));
  if (!run_tool(command, "lint", settings, work, result) || !is_silent(top.module, result)) return result;
  result.verdict = Verdict::kPassed;
  result.detail = "no warnings";
  return result;
}

CheckResult check_layer_yosys(const LayerFolder& folder, const Settings& settings, const fs::path& work) {
  require_program("yosys", "yosys");
  const LayerTop& top = *folder.top_in("verilog");
  CheckResult result;
  std::string script;
  for (std::size_t i = 0; i < top.sources.size(); ++i) {
    // Copies with plain names: a path with blanks or quotes would end a word of Yosys's script.
    const std::string name = "source" + std::to_string(i) + ".v";
    write_file(work / name, read_file(folder.path / top.sources[i]));
    script += "read_verilog " + name + "\n";
  }
  const bool is_xcup = folder.design.style != hdl::Style::kXc7;
  std::string synthesis = synthesis_command(is_xcup ? "xcup" : "xc7", top.module) + " -flatten";
  const auto* plain = std::get_if<accelerator::PlainProduct>(&folder.design.layer.product);
  const bool uses_dsp =
      (plain != nullptr && plain->use_dsp) || folder.design.requantiser == accelerator::Requantiser::kDsp;
  if (uses_dsp) synthesis = std::regex_replace(synthesis, std::regex(" -nodsp"), "");
  script += synthesis + "\ntee -q -o cells.txt stat\n";
  write_file(work / "synthesis.ys", script);
  if (!run_tool({"yosys", "-q", "synthesis.ys"}, "synthesis", settings, work, result)) return result;
  int luts = 0;
  int registers = 0;
  int block_rams = 0;
  for (const auto& [cell, count] : read_cells(read_file(work / "cells.txt"))) {
    luts += luts_of(cell) * count;
    if (cell.starts_with("FD")) registers += count;
    if (cell.starts_with("RAMB18")) block_rams += count;
    if (cell.starts_with("RAMB36")) block_rams += 2 * count;
  }
  result.figures["luts"] = luts;
  result.figures["registers"] = registers;
  result.figures["block_rams"] = block_rams;
  result.detail = compared("LUTs", luts, folder.luts) + ", " + compared("registers", registers, folder.registers) +
                  ", " + std::to_string(block_rams) + " block RAMs of 18 kbit";
  const bool holds =
      is_near(luts, folder.luts) && is_near(registers, folder.registers) && block_rams == folder.block_rams;
  result.verdict = holds ? Verdict::kPassed : Verdict::kFailed;
  if (!holds) {
    result.detail += ": the estimate was " + std::to_string(folder.luts) + ", " + std::to_string(folder.registers) +
                     ", " + std::to_string(folder.block_rams);
  }
  return result;
}

}  // namespace rccm::verify
