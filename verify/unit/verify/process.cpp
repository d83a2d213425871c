#include "support/process.hpp"

#include "support/error.hpp"
#include "support/files.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

namespace rccm {
namespace {

Command shell(const test::ScratchFolder& scratch, const std::string& line, double limit = 60) {
  return {{"sh", "-c", line}, scratch.path(), scratch.path() / "log", limit, ""};
}

}  // namespace

TEST_CASE("A program's output is kept in its log and its status returned") {
  const test::ScratchFolder scratch;
  const ProcessEnd end = run_process(shell(scratch, "echo out; echo err >&2; exit 3"));
  CHECK(end.kind == ProcessEnd::Kind::kExited);
  CHECK(end.status == 3);
  CHECK_FALSE(end.succeeded());
  CHECK(read_file(scratch.path() / "log") == "out\nerr\n");
}

TEST_CASE("A program's stdout goes to a file of its own where one is named") {
  const test::ScratchFolder scratch;
  Command command = shell(scratch, "echo out; echo err >&2");
  command.output = scratch.path() / "out";
  CHECK(run_process(command).succeeded());
  CHECK(read_file(scratch.path() / "out") == "out\n");
  CHECK(read_file(scratch.path() / "log") == "err\n");
}

TEST_CASE("Processor time counts work, not waiting") {
  const test::ScratchFolder scratch;
  const ProcessEnd waited = run_process(shell(scratch, "sleep 0.3"));
  CHECK(waited.seconds >= 0.3);
  CHECK(waited.processor_seconds < 0.2);
}

TEST_CASE("Words reach a program as they are, without a shell") {
  const test::ScratchFolder scratch;
  const Command command{{"echo", "$HOME; exit 1", "*"}, "", scratch.path() / "log", 60, ""};
  CHECK(run_process(command).succeeded());
  CHECK(read_file(scratch.path() / "log") == "$HOME; exit 1 *\n");
}

TEST_CASE("A program that hangs is stopped with its children, and its log stays") {
  const test::ScratchFolder scratch;
  const Command command = shell(scratch, "echo before; sleep 300 & sleep 300", 0.3);
  const ProcessEnd end = run_process(command);
  CHECK(end.kind == ProcessEnd::Kind::kTimedOut);
  CHECK(end.seconds < 30);
  CHECK(describe(end, command) == "ran longer than 0.3 s and was stopped");
  CHECK(read_file(scratch.path() / "log") == "before\n");
}

TEST_CASE("A program that crashes is told from one that fails") {
  const test::ScratchFolder scratch;
  const Command command = shell(scratch, "kill -SEGV $$");
  const ProcessEnd end = run_process(command);
  CHECK(end.kind == ProcessEnd::Kind::kCrashed);
  CHECK(describe(end, command) == "crashed (Segmentation fault)");
}

TEST_CASE("A missing program is an error that names the package") {
  try {
    require_program("no-such-simulator", "some-package");
    FAIL("found");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kMissingTool);
    CHECK(std::string(error.what()) == "no-such-simulator: not found in PATH: install the Debian package some-package");
  }
}

}  // namespace rccm
