#include <algorithm>

#include "support/files.hpp"
#include "verify/check.hpp"
#include "verify/proof.hpp"
#include "verify/tool_run.hpp"
#include "verify/vectors.hpp"
#include "verify/yosys_cells.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// Compares the cells with the promise; returns the differences, empty if there are none.
std::string differences(const Cells& cells, const Promise& promise, CheckResult& result) {
  const int luts = lut_cells(cells);
  int carries = 0;
  int registers = 0;
  std::string text;
  for (const auto& [cell, count] : cells) {
    if (is_lut(cell)) continue;
    if (cell == "CARRY4" || cell == "CARRY8") {
      carries += count;
      if (promise.luts && cell != promise.carry_primitive) text += ", " + cell + " where none is promised";
    } else if (cell.starts_with("FD")) {
      registers += count;
    } else if (promise.luts || cell.starts_with("DSP")) {
      text += ", " + std::to_string(count) + " " + cell + " where none is promised";
    }
  }
  result.figures["luts"] = luts;
  result.figures["carry_blocks"] = carries;
  result.figures["registers"] = registers;
  const auto compare = [&](int found, int promised, const std::string& what) {
    if (found != promised) {
      text += ", " + std::to_string(found) + " " + what + " where the manifest promises " + std::to_string(promised);
    }
  };
  if (promise.luts) {
    compare(luts, *promise.luts, "LUTs");
    compare(carries, promise.carry_blocks, promise.carry_primitive);
    compare(registers, promise.registers, "registers");
  }
  return text.empty() ? "" : text.substr(2);
}

std::string count_text(const CheckResult& result, const Promise& promise) {
  std::string text = std::to_string(result.figures["luts"].get<int>()) + " LUTs, " +
                     std::to_string(result.figures["carry_blocks"].get<int>()) + " carry blocks";
  const int registers = result.figures["registers"].get<int>();
  if (registers > 0) text += ", " + std::to_string(registers) + " registers";
  return text + (promise.luts ? " as promised" : " (inferred, none promised)");
}

}  // namespace

CheckResult check_yosys(const Folder& folder, const Top& top, const Settings& settings, const fs::path& work) {
  require_program("yosys", "yosys");
  CheckResult result;
  const Promise& promise = folder.promise(top.style);
  // Copies with plain names: a path with blanks or quotes would end a word of Yosys's script.
  write_file(work / "source.v", read_file(folder.path / top.file));
  write_file(work / "gold.v", gold_text(folder));
  write_file(work / "synthesis.ys", synthesis_script(top));
  if (!run_tool({"yosys", "-q", "synthesis.ys"}, "synthesis", settings, work, result)) return result;
  const std::string wrong = differences(read_cells(read_file(work / "cells.txt")), promise, result);
  if (!wrong.empty()) {
    result.verdict = Verdict::kFailed;
    result.detail = "after synthesis " + wrong;
    return result;
  }

  write_file(work / "proof.ys", proof_script(folder));
  if (!run_tool({"yosys", "-QT", "proof.ys"}, "proof", settings, work, result)) return result;
  const std::string log = log_text(result);
  const std::size_t expected = proof_parts(folder);
  std::size_t proven = 0;
  for (std::size_t at = log.find(kProven); at != std::string::npos; at = log.find(kProven, at + 1)) ++proven;
  result.figures["proven"] = proven == expected;
  if (proven != expected) {
    result.verdict = Verdict::kFailed;
    result.counterexample = read_proof_counterexample(folder, top.style, log);
    result.detail = result.counterexample ? "the netlist after synthesis computes a wrong product"
                                          : "the proof ended without a verdict" + excerpt(log);
    return result;
  }
  result.verdict = Verdict::kPassed;
  result.detail = count_text(result, promise) + ", proven equal to coefficient * x";
  return result;
}

}  // namespace rccm::verify
