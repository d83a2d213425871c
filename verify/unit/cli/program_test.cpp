// The built program, run as a user runs it.

#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

namespace {

ProcessResult run(const std::string& arguments) {
  return run_shell(std::string("'") + RCCM_PROGRAM + "' " + arguments);
}

}  // namespace

TEST_CASE("wrong use ends with status 2 and says on stderr what is wrong") {
  struct Case {
    const char* arguments;
    const char* message;
  };
  const Case wrong = GENERATE(
      Case{"", "rccm: no verb given (rccm --help explains)\n"},
      Case{"juggle", "rccm: unknown verb juggle (rccm --help explains)\n"},
      Case{"complation", "rccm: unknown verb complation, did you mean completion? (rccm --help explains)\n"},
      Case{"man --outptu x", "rccm: unknown option --outptu, did you mean --output? (rccm man --help explains)\n"},
      Case{"man extra", "rccm: unexpected argument extra (rccm man --help explains)\n"},
      Case{"completion", "rccm: SHELL is required (rccm completion --help explains)\n"},
      Case{"completion fish", "rccm: SHELL: fish not in {bash,zsh} (rccm completion --help explains)\n"});
  INFO(wrong.arguments);
  const ProcessResult result = run(std::string(wrong.arguments) + " 2>&1 >/dev/null");
  CHECK(result.status == 2);
  CHECK(result.output == wrong.message);
}

TEST_CASE("help and version go to stdout with status 0") {
  const std::string arguments = GENERATE("--help", "-h", "--version", "man --help", "completion -h");
  INFO(arguments);
  const ProcessResult result = run(arguments + " 2>/dev/null");
  CHECK(result.status == 0);
  CHECK_THAT(result.output, Catch::EndsWith("\n"));
  CHECK(run(arguments + " 2>&1 >/dev/null").output.empty());
}

TEST_CASE("help is the help of the verb it is asked of") {
  CHECK_THAT(run("man --help").output, Catch::Contains("Usage: rccm man [options]\n"));
  CHECK_THAT(run("--help").output, Catch::Contains("Usage: rccm [options] VERB ...\n"));
  CHECK(run("--version").output == "rccm " RCCM_VERSION "\n");
}

TEST_CASE("a result goes to the named file, byte for byte what stdout gets") {
  const ScratchFolder folder;
  const std::string file = (folder.path() / "rccm.1").string();
  CHECK(run("man -o '" + file + "'").output.empty());
  CHECK(rccm::read_file(file) == run("man").output);
}

TEST_CASE("a result that cannot be written ends with status 3") {
  const ScratchFolder folder;
  CHECK(run("man -o '" + (folder.path() / "none" / "rccm.1").string() + "' 2>/dev/null").status == 3);
  if (std::filesystem::exists("/dev/full")) {
    const ProcessResult result = run("man 2>&1 >/dev/full");
    CHECK(result.status == 3);
    CHECK(result.output == "rccm: stdout: writing failed: the result is incomplete\n");
  }
}
