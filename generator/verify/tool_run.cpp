#include "verify/tool_run.hpp"

#include <cstdio>
#include <sstream>

#include "support/files.hpp"

namespace rccm::verify {

std::string excerpt(const std::string& log) {
  constexpr int kMostLines = 6;
  std::string marked;
  std::string any;
  int marked_lines = 0;
  int any_lines = 0;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    const bool is_marked = line.find("rror") != std::string::npos || line.find("arning") != std::string::npos;
    if (is_marked && marked_lines++ < kMostLines) marked += "\n    " + line;
    if (any_lines++ < kMostLines) any += "\n    " + line;
  }
  return marked.empty() ? any : marked;
}

bool run_tool(const std::vector<std::string>& arguments, const std::string& name, const Settings& settings,
              const std::filesystem::path& work, CheckResult& result, const std::filesystem::path& output) {
  const Command command{arguments, work, work / (name + ".log"), settings.limit_seconds, output};
  const ProcessEnd end = run_process(command);
  result.log = command.log;
  result.seconds += end.seconds;
  result.processor_seconds += end.processor_seconds;
  if (end.succeeded()) return true;
  result.verdict = Verdict::kFailed;
  result.detail = arguments.front() + " " + describe(end, command) + excerpt(log_text(result));
  return false;
}

std::string time_since(const CheckResult& before, const CheckResult& result) {
  char text[80];
  std::snprintf(text, sizeof text, " in %.2f s, %.2f s of processor time", result.seconds - before.seconds,
                result.processor_seconds - before.processor_seconds);
  return text;
}

std::string log_text(const CheckResult& result) {
  return read_file(result.log);
}

}  // namespace rccm::verify
