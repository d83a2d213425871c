#include "support/files.hpp"
#include "verify/check.hpp"
#include "verify/ghdl_tool.hpp"
#include "verify/tool_run.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// A tool that has anything to say about a source has found something to improve.
bool is_silent(const std::string& what, CheckResult& result) {
  const std::string log = log_text(result);
  if (log.find_first_not_of(" \n\r\t") == std::string::npos) return true;
  result.verdict = Verdict::kFailed;
  result.detail = "warnings for " + what + excerpt(log);
  return false;
}

}  // namespace

CheckResult check_lint_verilog(const Folder& folder, const Settings& settings, const fs::path& work) {
  require_program("verilator", "verilator");
  CheckResult result;
  for (const Top& top : folder.tops_in("verilog")) {
    std::vector<std::string> command{"verilator", "--lint-only", "-Wall", "--top-module", top.module};
    for (const std::string& path : top.compile) command.push_back((folder.path / path).string());
    if (!run_tool(command, top.style, settings, work, result) || !is_silent(top.file, result)) return result;
  }
  result.verdict = Verdict::kPassed;
  result.detail = "no warnings with -Wall";
  return result;
}

CheckResult check_lint_vhdl(const Folder& folder, const Settings& settings, const fs::path& work) {
  const std::string ghdl = ghdl_program(false);
  CheckResult result;
  if (!analyse_models(ghdl, folder, settings, work, result)) return result;
  for (const Top& top : folder.tops_in("vhdl")) {
    std::vector<std::string> command{ghdl, "-a", "--std=08", "-P."};
    for (const std::string& warning : ghdl_warnings()) command.push_back(warning);
    command.push_back((folder.path / top.file).string());
    if (!run_tool(command, top.style, settings, work, result) || !is_silent(top.file, result)) return result;
  }
  result.verdict = Verdict::kPassed;
  result.detail = "no warnings";
  return result;
}

}  // namespace rccm::verify
