#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rccm {

/// An external program to run. No shell is involved: what the user names cannot become a command.
struct Command {
  std::vector<std::string> arguments;  ///< the program first, looked up in PATH
  std::filesystem::path folder;        ///< where it runs; empty: here
  std::filesystem::path log;           ///< where its stdout and stderr go, and stay
  double limit_seconds = 600;          ///< after which it and all its children are killed
  std::filesystem::path output;        ///< where stdout goes instead; empty: to the log
};

/// How a program ended.
struct ProcessEnd {
  enum class Kind { kExited, kCrashed, kTimedOut };
  Kind kind = Kind::kExited;
  int status = 0;  ///< the exit status, or the signal of a crash
  double seconds = 0;
  double processor_seconds = 0;  ///< of it and of those of its children that it waited for
  [[nodiscard]] bool succeeded() const { return kind == Kind::kExited && status == 0; }
};

/// The path of a program in PATH, nothing if it is not there.
[[nodiscard]] std::optional<std::filesystem::path> find_program(const std::string& name);

/// Throws Error (kMissingTool) that names the Debian package to install if the program is not in PATH.
void require_program(const std::string& name, const std::string& package);

/// Runs the program to its end. Throws Error (kInput) where the log cannot be written and Error (kMissingTool) where
/// the program cannot be started.
[[nodiscard]] ProcessEnd run_process(const Command& command);

/// "ended with status 1", "crashed (Segmentation fault)" or "ran longer than 60 s and was stopped".
[[nodiscard]] std::string describe(const ProcessEnd& end, const Command& command);

}  // namespace rccm
