#include "verify/ghdl_netlist.hpp"

#include <map>
#include <regex>
#include <sstream>

#include "support/error.hpp"
#include "support/files.hpp"
#include "verify/ghdl_tool.hpp"
#include "verify/tool_run.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// A net or a constant of GHDL's VHDL in Verilog; nothing for other expressions. GHDL calls the port x wrap_x.
std::string verilog_value(const std::string& vhdl) {
  static const std::regex net(R"((?:wrap_)?([A-Za-z]\w*))");
  static const std::regex binary(R"(["']([01]+)["'])");
  static const std::regex hexadecimal(R"regex([xX]"([0-9a-fA-F]+)")regex");
  std::smatch match;
  if (std::regex_match(vhdl, match, net)) return match[1];
  if (std::regex_match(vhdl, match, binary)) return std::to_string(match[1].length()) + "'b" + match[1].str();
  if (std::regex_match(vhdl, match, hexadecimal)) return std::to_string(4 * match[1].length()) + "'h" + match[1].str();
  return "";
}

// What each multiplexer's output is where none of its alternatives is chosen.
std::map<std::string, std::string> defaults_in(const std::string& vhdl) {
  static const std::regex begin(R"(\s*with \w+ select (\w+) <=\s*)");
  static const std::regex others(R"(\s*(\S.*) when others;\s*)");
  std::map<std::string, std::string> defaults;
  std::string output;
  std::istringstream lines(vhdl);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, begin)) output = match[1];
    if (std::regex_match(line, match, others)) defaults[output] = verilog_value(match[1]);
  }
  return defaults;
}

}  // namespace

std::string with_defaults(const std::string& verilog, const std::string& vhdl) {
  static const std::regex alternative(R"(\s*(\S+): (\w+) <= .*)");
  const std::map<std::string, std::string> defaults = defaults_in(vhdl);
  std::string text;
  std::string output;
  bool has_default = false;
  std::istringstream lines(verilog);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("case (") != std::string::npos) has_default = false;
    if (std::regex_match(line, match, alternative)) {
      output = match[2];
      has_default = has_default || match[1] == "default";
    }
    if (line.find("endcase") != std::string::npos && !has_default) {
      const auto found = defaults.find(output);
      if (found == defaults.end() || found->second.empty()) {
        throw input_error("the netlist of GHDL has no default for " + output);
      }
      text += "      default: " + output + " <= " + found->second + ";\n";
    }
    text += line + "\n";
  }
  return text;
}

bool write_vhdl_as_verilog(const Folder& folder, const Top& top, const std::string& file, const Settings& settings,
                           const fs::path& work, CheckResult& result) {
  const std::string ghdl = ghdl_program(false);
  // The components without the entities that model them in simulations: these would be synthesised.
  for (const std::string& path : folder.unisim) {
    if (fs::path(path).filename() != "vcomponents.vhd") continue;
    const std::string components = (folder.path / path).string();
    if (!run_tool({ghdl, "-a", "--std=08", "--work=unisim", components}, "vhdl-components", settings, work, result)) {
      return false;
    }
  }
  const std::string source = (folder.path / top.file).string();
  if (!run_tool({ghdl, "-a", "--std=08", "-P.", source}, "vhdl-analysis", settings, work, result)) return false;
  const auto write_netlist = [&](const std::string& language) {
    const std::string name = "vhdl-as-" + language;
    return run_tool({ghdl, "--synth", "--std=08", "-P.", "--out=" + language, top.module}, name, settings, work, result,
                    work / (name + ".txt"));
  };
  if (!write_netlist("verilog") || !write_netlist("vhdl")) return false;
  write_file(work / file, with_defaults(read_file(work / "vhdl-as-verilog.txt"), read_file(work / "vhdl-as-vhdl.txt")));
  return true;
}

}  // namespace rccm::verify
