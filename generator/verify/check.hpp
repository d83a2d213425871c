#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "circuit/json.hpp"
#include "verify/folder.hpp"

namespace rccm::verify {

/// An input on which a module is wrong.
struct Counterexample {
  std::string style;
  std::int64_t x = 0;
  std::uint64_t code = 0;
  std::string expected;
  std::string got;
};

enum class Verdict {
  kPassed,
  kFailed,
  kMissingTool,    ///< not checked: a tool is not installed
  kNotAsked,       ///< not checked: --only leaves it out
  kNotApplicable,  ///< not checked: the folder holds nothing of the kind
  kNotRun,         ///< not checked: an earlier check of the folder failed
};

/// "passed", "failed", "missing tool", ...: as reports and verify.json say it.
[[nodiscard]] std::string to_text(Verdict verdict);

/// The result of one check of one folder.
struct CheckResult {
  std::string check;  ///< "verilator", "ghdl", "lint verilog", "lint vhdl" or "yosys STYLE"
  Verdict verdict = Verdict::kNotRun;
  std::string detail;  ///< one line: what was found, or why not
  std::optional<Counterexample> counterexample;
  Json figures = Json::object();  ///< vectors, exhaustive, luts, ...: whatever the check counts
  std::filesystem::path log;      ///< of the tool that spoke last
  double seconds = 0;
  double processor_seconds = 0;  ///< of all tools together
};

/// How to check.
struct Settings {
  std::set<std::string> only;  ///< of "verilator", "ghdl", "lint", "yosys"; empty: all
  unsigned jobs = 1;           ///< checks side by side
  double limit_seconds = 600;  ///< of each run of an external tool
  std::filesystem::path work;  ///< where scripts, logs and programs are written; one folder inside per check
  /// Simulate nothing but this x and code: replays a counterexample.
  std::optional<std::pair<std::int64_t, std::uint64_t>> replay;
};

// Each writes its files to `work`, which must exist, and throws Error (kMissingTool) where its tool is not installed.

/// Simulates all Verilog styles on every input and code, or corners and random vectors where there are too many.
[[nodiscard]] CheckResult check_verilator(const Folder& folder, const Settings& settings,
                                          const std::filesystem::path& work);
/// The same for VHDL.
[[nodiscard]] CheckResult check_ghdl(const Folder& folder, const Settings& settings, const std::filesystem::path& work);
/// No warning of Verilator with -Wall.
[[nodiscard]] CheckResult check_lint_verilog(const Folder& folder, const Settings& settings,
                                             const std::filesystem::path& work);
/// No warning of GHDL with its warnings on.
[[nodiscard]] CheckResult check_lint_vhdl(const Folder& folder, const Settings& settings,
                                          const std::filesystem::path& work);
/// One style in each of its languages: after synthesis, the cells that the manifest promises and nothing else; and a
/// SAT proof that they compute coefficient * x.
[[nodiscard]] CheckResult check_yosys(const Folder& folder, const std::string& style, const Settings& settings,
                                      const std::filesystem::path& work);

}  // namespace rccm::verify
