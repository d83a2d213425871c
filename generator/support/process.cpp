#include "support/process.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <thread>

#include "support/error.hpp"

namespace rccm {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

int open_output(const fs::path& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) throw input_error(path.string() + ": cannot be written (" + std::strerror(errno) + ")");
  return file;
}

// Only calls that are safe between fork() and exec() in a program with threads.
[[noreturn]] void become(const std::vector<char*>& arguments, const char* folder, int output, int log) {
  ::setpgid(0, 0);
  const int null = ::open("/dev/null", O_RDONLY);
  if (null >= 0) ::dup2(null, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  if (*folder == '\0' || ::chdir(folder) == 0) ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

}  // namespace

std::optional<fs::path> find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    if (::access(name.c_str(), X_OK) == 0) return fs::absolute(name);
    return std::nullopt;
  }
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path candidate = fs::path(folder.empty() ? "." : folder) / name;
    if (fs::is_regular_file(candidate) && ::access(candidate.c_str(), X_OK) == 0) return fs::absolute(candidate);
  }
  return std::nullopt;
}

void require_program(const std::string& name, const std::string& package) {
  if (find_program(name)) return;
  throw Error(ErrorKind::kMissingTool, name + ": not found in PATH: install the Debian package " + package);
}

ProcessEnd run_process(const Command& command) {
  const std::optional<fs::path> program = find_program(command.arguments.front());
  if (!program) throw Error(ErrorKind::kMissingTool, command.arguments.front() + ": not found in PATH");
  std::vector<std::string> words = command.arguments;
  words.front() = program->string();
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int log = open_output(command.log);
  const int output = command.output.empty() ? log : open_output(command.output);

  const Clock::time_point begin = Clock::now();
  const pid_t child = ::fork();
  if (child == 0) become(arguments, command.folder.c_str(), output, log);
  ::close(log);
  if (output != log) ::close(output);
  if (child < 0) throw input_error(program->string() + ": cannot be started (" + std::strerror(errno) + ")");
  // Both sides set the group, so that neither can be first and find it missing.
  ::setpgid(child, child);

  ProcessEnd end;
  int status = 0;
  rusage usage{};
  for (auto pause = std::chrono::microseconds(200);;) {
    const pid_t ended = ::wait4(child, &status, WNOHANG, &usage);
    if (ended == child || (ended < 0 && errno != EINTR)) break;
    if (seconds_since(begin) > command.limit_seconds) {
      ::kill(-child, SIGKILL);
      ::wait4(child, &status, 0, &usage);
      end.kind = ProcessEnd::Kind::kTimedOut;
      break;
    }
    std::this_thread::sleep_for(pause);
    if (pause < std::chrono::milliseconds(20)) pause *= 2;
  }
  end.seconds = seconds_since(begin);
  end.processor_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  if (end.kind == ProcessEnd::Kind::kTimedOut) return end;
  if (WIFSIGNALED(status)) {
    end.kind = ProcessEnd::Kind::kCrashed;
    end.status = WTERMSIG(status);
  } else {
    end.status = WEXITSTATUS(status);
  }
  return end;
}

std::string describe(const ProcessEnd& end, const Command& command) {
  switch (end.kind) {
    case ProcessEnd::Kind::kCrashed:
      return std::string("crashed (") + ::strsignal(end.status) + ")";
    case ProcessEnd::Kind::kTimedOut: {
      std::ostringstream text;
      text << "ran longer than " << command.limit_seconds << " s and was stopped";
      return text.str();
    }
    case ProcessEnd::Kind::kExited:
      break;
  }
  return "ended with status " + std::to_string(end.status);
}

}  // namespace rccm
