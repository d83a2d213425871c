// rccm verify, run as a user runs it, with stand-ins for the tools: what it makes of tools that are missing, crash,
// hang or say nothing. The tools themselves are tried in verify/cosim and verify/bulk.
#include <sys/stat.h>

#include "circuit/json.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

namespace {

using Catch::Contains;
using rccm::Json;
using rccm::read_file;
using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

namespace fs = std::filesystem;

// An emitted 2-Add, and a folder of stand-ins that are all the tools there are.
class Workplace {
 public:
  explicit Workplace(const std::string& options = "") {
    fs::create_directory(scratch_.path() / "tools");
    emit("two", options);
  }
  void emit(const std::string& folder, const std::string& options) const {
    REQUIRE(run("emit addnet:2-add --name two -q -o " + folder + " " + options).status == 0);
  }
  void add_tool(const std::string& name, const std::string& script) const {
    const std::string path = scratch_.write("tools/" + name, "#!/bin/sh\n" + script + "\n");
    REQUIRE(::chmod(path.c_str(), 0755) == 0);
  }
  // GHDL as it speaks where all 4096 vectors of a 2-Add are right.
  void add_passing_ghdl() const { add_tool("ghdl", "echo rccm-checked 4096"); }
  [[nodiscard]] ProcessResult run(const std::string& arguments) const {
    const std::string folder = scratch_.path().string();
    return run_shell("cd '" + folder + "' && PATH='" + folder + "/tools' TMPDIR='" + folder + "' '" RCCM_PROGRAM "' " +
                     arguments + " 2>&1");
  }
  [[nodiscard]] fs::path path(const std::string& name) const { return scratch_.path() / name; }
  [[nodiscard]] Json verdict(const std::string& folder) const {
    return Json::parse(read_file(path(folder) / "verify.json"));
  }

 private:
  ScratchFolder scratch_;
};

}  // namespace

TEST_CASE("Without any tool nothing is checked, and no option makes that a success") {
  const Workplace place;
  const ProcessResult result = place.run("verify two -q");
  CHECK(result.status == 4);
  CHECK_THAT(result.output, Contains("two (two): unchecked"));
  CHECK_THAT(result.output, Contains("install the Debian package"));
  CHECK(place.run("verify two -q --allow-missing-tools").status == 4);
  CHECK(place.verdict("two")["result"] == "unchecked");
}

TEST_CASE("With one tool of several the result is incomplete, and a success only on request") {
  const Workplace place("--language vhdl --style portable");
  place.add_passing_ghdl();
  const ProcessResult result = place.run("verify two -q --only ghdl,yosys");
  CHECK(result.status == 4);
  CHECK_THAT(result.output, Contains("two (two): incomplete") &&
                                Contains("yosys: not found in PATH: install the Debian package yosys"));
  CHECK(place.run("verify two -q --only ghdl,yosys --allow-missing-tools").status == 0);
  CHECK(place.verdict("two")["result"] == "incomplete");
}

TEST_CASE("What --only leaves out is said, and the result is no full pass") {
  const Workplace place("--language vhdl");
  place.add_passing_ghdl();
  const ProcessResult result = place.run("verify two -q --only ghdl");
  CHECK(result.status == 0);
  CHECK_THAT(result.output, Contains("two (two): partial") && Contains("left out by --only"));
  CHECK(place.verdict("two")["result"] == "partial");
}

TEST_CASE("Leaving nothing to check with --only is wrong use") {
  const Workplace place("--language vhdl");
  const ProcessResult result = place.run("verify two -q --only verilator");
  CHECK(result.status == 2);
  CHECK_THAT(result.output, Contains("two (two): unchecked") && Contains("leaves no check"));
}

TEST_CASE("A tool that crashes, hangs, fails or says nothing fails the check, and its log is kept") {
  struct Case {
    const char* script;
    const char* message;
  };
  const Case tool = GENERATE(Case{"kill -SEGV $$", "crashed (Segmentation fault)"},
                             Case{"/bin/sleep 60", "ran longer than 0.5 s and was stopped"},
                             Case{"echo 'two.vhd:1: error: no' >&2; exit 1", "two.vhd:1: error: no"},
                             Case{"exit 0", "the simulation ended without a verdict"},
                             Case{"echo rccm-checked 17", "the simulation ended without a verdict"});
  const Workplace place("--language vhdl");
  place.add_tool("ghdl", tool.script);
  CAPTURE(tool.script);
  const ProcessResult result = place.run("verify two -q --only ghdl --timeout 0.5 --allow-missing-tools");
  CHECK(result.status == 1);
  CHECK_THAT(result.output, Contains("two (two): failed") && Contains(tool.message));
  CHECK(place.verdict("two")["result"] == "failed");
  const std::size_t log = result.output.find("log: ");
  REQUIRE(log != std::string::npos);
  CHECK(fs::exists(result.output.substr(log + 5, result.output.find('\n', log) - log - 5)));
}

TEST_CASE("A compiler that builds nothing is a failure, not a missing tool") {
  const Workplace place("--language verilog");
  for (const char* tool : {"verilator", "make", "g++"}) place.add_tool(tool, "exit 0");
  const ProcessResult result = place.run("verify two -q --only verilator --allow-missing-tools");
  CHECK(result.status == 1);
  CHECK_THAT(result.output, Contains("verilator built no program"));
}

TEST_CASE("A wrong product is a failure with its input and the command that repeats it") {
  const Workplace place("--language vhdl");
  place.add_tool("ghdl", "echo rccm-mismatch xc7 255 6 000000000000101 0");
  const ProcessResult result = place.run("verify two -q --only ghdl");
  CHECK(result.status == 1);
  CHECK_THAT(result.output, Contains("style xc7, x = -1, code = 6: expected 92, got 5"));
  CHECK_THAT(result.output, Contains("again: rccm verify two --only ghdl --replay -1:6"));
}

TEST_CASE("Several folders are told in a table, in JUnit XML and in JSON; the worst decides") {
  const Workplace place("--language vhdl");
  place.add_passing_ghdl();
  place.emit("wide", "--language vhdl --input-bits 9");
  const ProcessResult result = place.run("verify two wide -q --only ghdl --junit results.xml");
  CHECK(result.status == 1);
  CHECK_THAT(result.output, Contains("folder") && Contains("two     -          pass     -"));
  CHECK_THAT(result.output, Contains("wide    -          FAIL     -"));
  const std::string xml = read_file(place.path("results.xml"));
  CHECK_THAT(xml, Contains("<testsuite name=\"two\" tests=\"7\" failures=\"0\" errors=\"0\" skipped=\"6\""));
  CHECK_THAT(xml, Contains("<testsuite name=\"wide\" tests=\"7\" failures=\"1\" errors=\"0\" skipped=\"6\""));
  CHECK(place.verdict("two")["result"] == "partial");
  CHECK(place.verdict("wide")["result"] == "failed");
}

TEST_CASE("A file that was edited by hand ends the run before any tool, whatever else is asked for") {
  const Workplace place;
  place.add_passing_ghdl();
  place.emit("good", "--language vhdl");
  const fs::path source = place.path("two") / "verilog" / "two_xc7.v";
  rccm::write_file(source, read_file(source) + "// better\n");
  const ProcessResult result = place.run("verify good two -q --only ghdl");
  CHECK(result.status == 3);
  CHECK_THAT(result.output, Contains("two/verilog/two_xc7.v: was changed after it was written"));
  CHECK_FALSE(fs::exists(place.path("good") / "verify.json"));
}

TEST_CASE("The verdict names the manifest that it is about") {
  const Workplace place("--language vhdl");
  place.add_passing_ghdl();
  REQUIRE(place.run("verify two -q --only ghdl").status == 0);
  const std::string hash = place.verdict("two")["folders"][0]["manifest_sha256"];
  CHECK(run_shell("sha256sum < '" + (place.path("two") / "manifest.json").string() + "'").output.starts_with(hash));
}

TEST_CASE("A folder that cannot be written to loses the file with the verdict, not the report") {
  const Workplace place("--language vhdl");
  place.add_passing_ghdl();
  fs::create_directory(place.path("two") / "verify.json");
  const ProcessResult result = place.run("verify two -q --only ghdl");
  CHECK(result.status == 3);
  CHECK_THAT(result.output, Contains("two (two): partial") && Contains("verify.json"));
}
