// rccm emit, run as a user runs it.

#include "circuit/json.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

namespace {

using rccm::Json;
using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

namespace fs = std::filesystem;

ProcessResult emit(const fs::path& folder, const std::string& arguments) {
  return run_shell("cd '" + folder.string() + "' && '" RCCM_PROGRAM "' emit " + arguments + " 2>&1");
}

Json manifest(const fs::path& folder) {
  return Json::parse(rccm::read_file(folder / "manifest.json"));
}

}  // namespace

TEST_CASE("A built-in circuit is written to a folder of its name, with modules that are called after it") {
  const ScratchFolder scratch;
  CHECK(emit(scratch.path(), "addnet:2-add --quiet").output.empty());
  CHECK(fs::exists(scratch.path() / "addnet_2_add" / "verilog" / "addnet_2_add_xcup.v"));
  CHECK(manifest(scratch.path() / "addnet_2_add")["command"] == "rccm emit addnet:2-add");
}

TEST_CASE("The command in the manifest writes the same folder again, run inside it") {
  const ScratchFolder scratch;
  const std::string list = R"({"schema": "rccm.circuits/1", "circuits": [)" +
                           rccm::test::circuit_text(rccm::test::random_circuit(1)) + "," +
                           rccm::test::circuit_text(rccm::test::random_circuit(5)) + "]}";
  scratch.write("list.json", list);
  const std::string arguments = GENERATE(
      "addnet:3-add --input-bits 5 --unsigned --pipeline cells --name three",
      "list.json --index 2 --style xc7 --language vhdl --input-register --output-register --name five", "list.json");
  CAPTURE(arguments);
  REQUIRE(emit(scratch.path(), arguments + " -o first -q").status == 0);
  const std::string command = manifest(scratch.path() / "first")["command"];
  REQUIRE(command.starts_with("rccm emit "));
  const ProcessResult again = emit(scratch.path() / "first", command.substr(10) + " -o ../second -q");
  CHECK(again.output.empty());
  const std::string difference =
      "diff -r '" + scratch.path().string() + "/first' '" + scratch.path().string() + "/second'";
  CHECK(run_shell(difference).output.empty());
}

TEST_CASE("The second circuit of a list is not the first") {
  const ScratchFolder scratch;
  scratch.write("list.json", R"({"schema": "rccm.circuits/1", "circuits": [)" +
                                 rccm::test::circuit_text(rccm::test::random_circuit(1)) + "," +
                                 rccm::test::circuit_text(rccm::test::random_circuit(5)) + "]}");
  REQUIRE(emit(scratch.path(), "list.json --index 2 -o out").status == 0);
  CHECK(manifest(scratch.path() / "out")["circuit"]["name"] == "random:5");
}

TEST_CASE("Wrong use of emit ends with status 2, unreadable input with 3, and nothing is written") {
  struct Case {
    const char* arguments;
    int status;
    const char* message;
  };
  const Case wrong = GENERATE(
      Case{"addnet:2-add --style spartan", 2, "spartan"}, Case{"addnet:2-add --name Entity", 2, "--name Entity"},
      Case{"addnet:2-add --name entity", 2, "reserved word"}, Case{"addnet:2-add --input-bits 33", 2, "--input-bits"},
      Case{"circuit.json --unsigned", 2, "--unsigned"}, Case{"circuit.json --index 2", 2, "--index"},
      Case{"missing.json", 3, "missing.json"}, Case{"broken.json", 3, "broken.json: is not JSON"},
      Case{"addnet:2-add -o circuit.json", 2, "circuit.json: is a file"});
  const ScratchFolder scratch;
  scratch.write("circuit.json", rccm::test::circuit_text(rccm::test::random_circuit(1)));
  scratch.write("broken.json", "{");
  const ProcessResult result = emit(scratch.path(), wrong.arguments);
  CAPTURE(wrong.arguments, result.output);
  CHECK(result.status == wrong.status);
  CHECK_THAT(result.output, Catch::StartsWith("rccm: ") && Catch::Contains(wrong.message));
  CHECK(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator{}) == 2);
}
