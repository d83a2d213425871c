#include <algorithm>

#include "support/error.hpp"
#include "support/files.hpp"
#include "verify/check.hpp"
#include "verify/ghdl_netlist.hpp"
#include "verify/proof.hpp"
#include "verify/tool_run.hpp"
#include "verify/vectors.hpp"
#include "verify/yosys_cells.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// Compares the cells with the promise; returns the differences, empty if there are none.
std::string differences(const Cells& cells, const Promise& promise, Json& figures) {
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
    } else if (promise.luts || cell.starts_with("DSP") || cell.starts_with("LD")) {
      text += ", " + std::to_string(count) + " " + cell + " where none is promised";
    }
  }
  figures["luts"] = luts;
  figures["carry_blocks"] = carries;
  figures["registers"] = registers;
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

std::string count_text(const Json& figures, const Promise& promise) {
  std::string text = std::to_string(figures["luts"].get<int>()) + " LUTs, " +
                     std::to_string(figures["carry_blocks"].get<int>()) + " carry blocks";
  const int registers = figures["registers"].get<int>();
  if (registers > 0) text += ", " + std::to_string(registers) + " registers";
  return text + (promise.luts ? " as promised" : " (inferred, none promised)");
}

std::string language_name(const std::string& language) {
  return language == "vhdl" ? "VHDL" : "Verilog";
}

// One style of a folder, a language at a time.
class StyleCheck {
 public:
  StyleCheck(const Folder& folder, const std::string& style, const Settings& settings, const fs::path& work)
      : folder_(folder), promise_(folder.promise(style)), settings_(settings), work_(work) {}

  CheckResult run() {
    std::vector<Top> tops;
    std::string not_checked;
    try {
      for (const char* language : {"verilog", "vhdl"}) {
        for (const Top& top : folder_.tops_in(language)) {
          if (top.style != promise_.style) continue;
          if (!write_source(top)) return result_;
          tops.push_back(top);
        }
      }
    } catch (const Error& error) {
      // GHDL: what can be checked without it is.
      if (error.kind() != ErrorKind::kMissingTool || tops.empty()) throw;
      not_checked = std::string("; VHDL not checked: ") + error.what();
    }
    if (!synthesise(tops)) return result_;
    for (const Top& top : tops) {
      if (!prove(top)) return result_;
      add_found(count_text(result_.figures[top.language], promise_), language_name(top.language));
    }
    result_.verdict = not_checked.empty() ? Verdict::kPassed : Verdict::kMissingTool;
    result_.detail = found_text() + not_checked;
    return result_;
  }

 private:
  bool write_source(const Top& top) {
    if (top.language == "vhdl") return write_vhdl_as_verilog(folder_, top, "vhdl.v", settings_, work_, result_);
    // A copy with a plain name: a path with blanks or quotes would end a word of Yosys's script.
    write_file(work_ / "verilog.v", read_file(folder_.path / top.file));
    return true;
  }

  // The cells as promised, the netlists ready for proofs.
  bool synthesise(const std::vector<Top>& tops) {
    write_file(work_ / "synthesis.ys", synthesis_script(tops));
    if (!run_tool({"yosys", "-q", "synthesis.ys"}, "synthesis", settings_, work_, result_)) return false;
    for (const Top& top : tops) {
      const Cells cells = read_cells(read_file(work_ / (top.language + "-cells.txt")));
      const std::string wrong = differences(cells, promise_, result_.figures[top.language]);
      if (!wrong.empty()) return fail(language_name(top.language) + " after synthesis: " + wrong);
    }
    return true;
  }

  bool prove(const Top& top) {
    const Reference reference = proven_ ? Reference::kVerilogNetlist : Reference::kProduct;
    const std::string script = top.language + "-proof.ys";
    write_file(work_ / "gold.v", gold_text(folder_));
    write_file(work_ / script, proof_script(folder_, top.language, reference));
    if (!run_tool({"yosys", "-QT", script}, top.language + "-proof", settings_, work_, result_)) return false;
    const std::string log = log_text(result_);
    std::size_t parts = 0;
    for (std::size_t at = log.find(kProven); at != std::string::npos; at = log.find(kProven, at + 1)) ++parts;
    proven_ = parts == proof_parts(folder_, reference);
    result_.figures[top.language]["proven"] = proven_;
    if (proven_) return true;
    result_.counterexample = read_proof_counterexample(folder_, promise_.style, log);
    return fail(result_.counterexample
                    ? "the " + language_name(top.language) + " netlist after synthesis computes a wrong product"
                    : "the proof of the " + language_name(top.language) + " ended without a verdict" + excerpt(log));
  }

  // Languages that need the same cells share a phrase.
  void add_found(const std::string& counts, const std::string& language) {
    if (!found_.empty() && found_.back().first == counts) {
      found_.back().second += " and " + language;
    } else {
      found_.emplace_back(counts, language);
    }
  }
  [[nodiscard]] std::string found_text() const {
    std::string text;
    for (const auto& [counts, languages] : found_) {
      text += (text.empty() ? "" : "; ") + counts + ", proven equal to coefficient * x in " + languages;
    }
    return text;
  }

  bool fail(const std::string& detail) {
    result_.verdict = Verdict::kFailed;
    result_.detail = detail;
    return false;
  }

  const Folder& folder_;
  const Promise& promise_;
  const Settings& settings_;
  const fs::path& work_;
  CheckResult result_;
  std::vector<std::pair<std::string, std::string>> found_;  // cells, and the languages that need them
  bool proven_ = false;  // the language before, so that it can stand for coefficient * x
};

}  // namespace

CheckResult check_yosys(const Folder& folder, const std::string& style, const Settings& settings,
                        const fs::path& work) {
  require_program("yosys", "yosys");
  return StyleCheck(folder, style, settings, work).run();
}

}  // namespace rccm::verify
