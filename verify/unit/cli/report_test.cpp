// `rccm report` as a user runs it.

#include "circuit/json.hpp"
#include "report/command_text.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

using rccm::Json;
using rccm::read_file;
using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

namespace {

/// Runs a command line that begins with "rccm" in a folder.
ProcessResult run_in(const ScratchFolder& folder, const std::string& line) {
  return run_shell("cd '" + folder.path().string() + "' && '" + RCCM_PROGRAM + "'" + line.substr(4) + " 2>&1");
}

Json read_json(const ScratchFolder& folder, const std::string& name) {
  return Json::parse(read_file(folder.path() / name));
}

}  // namespace

TEST_CASE("a report is a page that names its own command") {
  const ScratchFolder folder;
  REQUIRE(run_in(folder, "rccm search --dist gaussian --adders 2 --top 2 -o front.json").status == 0);
  const ProcessResult result = run_in(folder, "rccm report front.json --title 'Two words' -o report.html");
  CHECK(result.output.empty());
  REQUIRE(result.status == 0);
  const std::string page = read_file(folder.path() / "report.html");
  CHECK_THAT(page, Catch::Contains("<title>Two words</title>") &&
                       Catch::Contains("rccm report front.json --title 'Two words' -o report.html"));
}

TEST_CASE("a report is refused without results, with one given twice, and with one that is missing") {
  const ScratchFolder folder;
  folder.write("log.csv", "epoch,loss\n1,0.5\n");
  CHECK(run_in(folder, "rccm report -o report.html").status == 2);
  const ProcessResult twice = run_in(folder, "rccm report log.csv log.csv -o report.html");
  CHECK(twice.status == 2);
  CHECK_THAT(twice.output, Catch::Contains("log.csv: is given twice"));
  CHECK(run_in(folder, "rccm report nothing.json -o report.html").status == 3);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "report.html"));
}

TEST_CASE("the command that a report tells of a search makes the same result again") {
  const char* line = GENERATE("rccm search --dist laplace --adders 2 --top 3 --fourth b1,a2 --max-shift 2 --unsigned",
                              "rccm search --dist gaussian --adders 2 --pareto --require-zero --input-bits 6 --count",
                              "rccm search --dist gaussian --adders 2 --rule addnet --bins 15",
                              "rccm search --dist gaussian --space native --cells 1 --stored-bits 3 --sign table",
                              "rccm search --dist uniform --adders 2 --worst --shard 2/3 --epsilon 0.01 --range 2");
  const ScratchFolder folder;
  REQUIRE(run_in(folder, std::string(line) + " -o first.json").status == 0);
  const Json first = read_json(folder, "first.json");
  const std::string command = rccm::report::search_command(first["query"], first["stats"], "second.json", "first.json");
  CAPTURE(command);
  REQUIRE(run_in(folder, command).status == 0);
  CHECK(read_file(folder.path() / "second.json") == read_file(folder.path() / "first.json"));
}

TEST_CASE("the command that a report tells of a comparison makes the same result again") {
  const ScratchFolder folder;
  folder.write("w.csv", "0.5\n-0.25\n0.125\n");
  REQUIRE(run_in(folder,
                 "rccm compare booth:8x4 addnet:2-add --no-baselines -w w.csv --dist laplace --unsigned "
                 "--context mac --lanes 9 --json -o first.json")
              .status == 0);
  const Json query = read_json(folder, "first.json")["query"];
  REQUIRE(run_in(folder, rccm::report::compare_command(query, "second.json", "first.json")).status == 0);
  CHECK(read_file(folder.path() / "second.json") == read_file(folder.path() / "first.json"));
}
