// rccm fit, run as a user runs it.

#include "circuit/coefficient_set.hpp"
#include "circuit/json.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

namespace {

ProcessResult run(const std::string& arguments) {
  return run_shell(std::string("'") + RCCM_PROGRAM + "' fit " + arguments);
}

}  // namespace

TEST_CASE("fit prints what it found, how good that is, and the circuit") {
  const ProcessResult result = run("--set 3,-1,0,1 --cells 1");
  CHECK(result.status == 0);
  CHECK_THAT(result.output, Catch::StartsWith("Set {-1 0 1 3}\n  "));
  CHECK_THAT(result.output, Catch::Contains(" LUTs, "));
  CHECK_THAT(result.output, Catch::Contains("Structure\n"));
}

TEST_CASE("fit writes a circuit file that holds the set") {
  const ScratchFolder folder;
  const std::string file = (folder.path() / "cell.json").string();
  CHECK(run("--set 0,1,2,3,4,6,8 --sign accumulation --cells 1 -q -o '" + file + "'").status == 0);
  const auto circuits = rccm::read_circuits(rccm::read_file(file), file);
  REQUIRE(circuits.size() == 1);
  CHECK(rccm::to_text(rccm::coefficient_set(circuits.front().circuit)) == "±{0 1 2 3 4 6 8}");
  CHECK(run("--set 0,1,2,3,4,6,8 --sign accumulation --cells 1 -q --json").output == rccm::read_file(file));
}

TEST_CASE("a set that no circuit within the bounds holds ends with status 3 and the remedy") {
  const ProcessResult result = run("--set 0,1,2,3,5,8,13 --cells 1 2>&1 >/dev/null");
  CHECK(result.status == 3);
  CHECK_THAT(result.output, Catch::StartsWith("rccm: no circuit that holds {0 1 2 3 5 8 13} was found: "));
  CHECK_THAT(result.output, Catch::Contains("allow more --cells"));
}
