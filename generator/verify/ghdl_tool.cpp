#include "verify/ghdl_tool.hpp"

#include "support/process.hpp"
#include "verify/tool_run.hpp"

namespace rccm::verify {

std::string ghdl_program(bool for_long_simulation) {
  if (for_long_simulation && find_program("ghdl-llvm") && find_program("gcc")) return "ghdl-llvm";
  if (!find_program("ghdl") && find_program("ghdl-llvm")) return "ghdl-llvm";
  require_program("ghdl", "ghdl");
  return "ghdl";
}

std::vector<std::string> ghdl_warnings() {
  std::vector<std::string> result;
  for (const char* name :
       {"library", "default-binding", "binding", "reserved", "nested-comment", "parenthesis", "delayed-checks", "body",
        "specs", "runtime-error", "shared", "hide", "unused", "others", "pure", "static", "error"}) {
    result.push_back(std::string("--warn-") + name);
  }
  return result;
}

bool analyse_models(const std::string& ghdl, const Folder& folder, const Settings& settings,
                    const std::filesystem::path& work, CheckResult& result) {
  if (folder.unisim.empty()) return true;
  std::vector<std::string> command{ghdl, "-a", "--std=08", "-P.", "--work=unisim"};
  for (const std::string& path : folder.unisim) command.push_back((folder.path / path).string());
  return run_tool(command, "models", settings, work, result);
}

}  // namespace rccm::verify
