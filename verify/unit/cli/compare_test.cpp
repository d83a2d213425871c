// `rccm compare` as a user runs it.

#include "circuit/json.hpp"
#include "circuit/presets.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

using rccm::Json;
using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

namespace {

ProcessResult compare(const std::string& arguments) {
  return run_shell(std::string("'") + RCCM_PROGRAM + "' compare " + arguments);
}

std::vector<std::string> names(const Json& comparison) {
  std::vector<std::string> result;
  for (const Json& row : comparison["rows"]) result.push_back(row["name"]);
  return result;
}

std::string list_of(const std::vector<std::string>& presets, int input_bits) {
  Json list{{"schema", "rccm.circuits/1"}, {"query", Json::object()}, {"stats", Json::object()}};
  list["circuits"] = Json::array();
  for (const std::string& name : presets) {
    list["circuits"].push_back(rccm::to_json(*rccm::preset_circuit(name, input_bits)));
  }
  return rccm::to_text(list);
}

}  // namespace

TEST_CASE("without circuits the baselines are compared") {
  const Json json = Json::parse(compare("--dist gaussian --json").output);
  CHECK(names(json) == std::vector<std::string>{"booth:8x2", "native:signless-cell", "apot:8x4", "pot:8x4", "booth:8x3",
                                                "booth:8x4", "addnet:2-add", "booth:8x5", "booth:8x6", "addnet:3-add",
                                                "booth:8x7", "booth:8x8", "addnet:4-add"});
  CHECK(json["rows"][1]["metrics"][0]["sqnr_db"].get<double>() == Approx(18.2).margin(0.01));
}

TEST_CASE("presets, files and lists stand side by side, all of a list") {
  const ScratchFolder folder;
  const std::string list = folder.write("list.json", list_of({"addnet:2-add", "addnet:3-add"}, 8));
  const Json json =
      Json::parse(compare("booth:8x4 '" + list + "' --no-baselines --dist laplace,gaussian --json").output);
  CHECK(names(json) == std::vector<std::string>{"booth:8x4", "addnet:2-add", "addnet:3-add"});
  CHECK(json["weights"] == Json({"laplace", "gaussian"}));
}

TEST_CASE("weights of files are one column, each distribution another") {
  const ScratchFolder folder;
  const std::string a = folder.write("a.csv", "0.5\n-0.25\n0.125\n");
  const std::string b = folder.write("b.csv", "1\n-1\n");
  const std::string weights = "-w '" + a + "' -w '" + b + "' --dist gaussian --dist laplace";
  const Json json = Json::parse(compare("booth:8x4 --no-baselines --json " + weights).output);
  CHECK(json["weights"] == Json({"a.csv, b.csv", "gaussian", "laplace"}));
}

TEST_CASE("all multipliers have the input that is asked for, or that of the files") {
  const ScratchFolder folder;
  const std::string list = folder.write("list.json", list_of({"addnet:2-add"}, 12));
  const Json of_file = Json::parse(compare("'" + list + "' --dist gaussian --json").output);
  CHECK(of_file["input_bits"] == 12);
  CHECK(of_file["rows"][0]["name"] == "booth:12x2");
  const Json asked = Json::parse(compare("'" + list + "' --input-bits 6 --unsigned --dist gaussian --json").output);
  CHECK(asked["input_bits"] == 6);
  CHECK(asked["input_signed"] == false);
  CHECK(asked["rows"][0]["name"] == "booth:6x2");
}

TEST_CASE("the plot goes to files beside the table, or alone to stdout") {
  const ScratchFolder folder;
  const std::string svg = (folder.path() / "c.svg").string();
  const ProcessResult both = compare("--dist gaussian --svg '" + svg + "'");
  CHECK(both.status == 0);
  CHECK_THAT(both.output, Catch::StartsWith("LUTs, stored bits and fidelity"));
  CHECK(compare("--dist gaussian --svg -").output == rccm::read_file(svg));
}

TEST_CASE("the plot is of networks' accuracy where that is given, with the reference's line and no others") {
  const ScratchFolder folder;
  const std::string csv = folder.write("a.csv", "title,LeNet-5, MNIST\nfloat,99.27\nbooth:8x4,99.24\nbooth:8x2,97\n");
  const std::string svg = compare("--dist gaussian --svg - --accuracy '" + csv + "'").output;
  CHECK_THAT(svg, Catch::Contains("<svg ") && Catch::Contains(">Top-1 accuracy (%)<") &&
                      Catch::Contains("LeNet-5, MNIST; LUTs of 7-series FPGAs") && Catch::Contains(">real numbers<"));
  CHECK_THAT(svg, !Catch::Contains("SQNR"));
  CHECK(svg != compare("--dist gaussian --svg -").output);
  struct Case {
    std::string arguments;
    int status;
    std::string message;
  };
  const std::string odd = folder.write("odd.csv", "booth:8x4,much\n");
  const std::string none = folder.write("none.csv", "booth:9x9,91\n");
  for (const auto& [arguments, status, message] :
       {Case{"--accuracy '" + csv + "'", 2, "rccm: --accuracy is for the plot: pass --svg FILE or --png FILE, too\n"},
        Case{"--svg - --accuracy none", 3, "rccm: none: no such file"},
        Case{"--svg - --accuracy '" + odd + "'", 3, "rccm: " + odd + ": line 1: is not NAME,PERCENT"},
        Case{"--svg - --accuracy '" + none + "'", 3,
             "rccm: nothing to draw: no multiplier has both LUTs and an acc"}}) {
    const ProcessResult result = compare("--dist gaussian " + arguments + " 2>&1");
    CHECK(result.status == status);
    CHECK_THAT(result.output, Catch::StartsWith(message));
  }
}

TEST_CASE("tools that are missing leave a gap in the table, but no picture") {
  const std::string bare = std::string("PATH=/nowhere '") + RCCM_PROGRAM + "' compare ";
  const ProcessResult table = run_shell(bare + "plain:8x4 --no-baselines --dist gaussian 2>&1");
  CHECK(table.status == 0);
  CHECK_THAT(table.output,
             Catch::Contains("plain:8x4: LUTs not measured: yosys: ") && Catch::Contains("package yosys"));
  const ProcessResult picture = run_shell(bare + "--dist gaussian --png c.png 2>&1");
  CHECK(picture.status == 4);
  CHECK_THAT(picture.output, Catch::Contains("rsvg-convert") && Catch::Contains("librsvg2-bin"));
}

TEST_CASE("bad comparisons end with their status and a message that names the remedy") {
  const ScratchFolder folder;
  folder.write("eight.json", list_of({"addnet:2-add"}, 8));
  folder.write("twelve.json", list_of({"addnet:2-add"}, 12));
  struct Case {
    const char* arguments;
    int status;
    const char* message;
  };
  const Case bad = GENERATE(
      Case{"", 2, "rccm: no weights: pass --weights FILE or --dist gaussian\n"},
      Case{"--no-baselines --dist gaussian", 2, "rccm: nothing to compare: name circuits"},
      Case{"addnet:5-add --dist gaussian", 2, "rccm: addnet:5-add: neither a file nor a built-in circuit"},
      Case{"missing.json --dist gaussian", 3, "rccm: missing.json: no such file"},
      Case{"eight.json twelve.json --dist gaussian", 2, "rccm: inputs of 8 bits, signed, and of 12 bits, signed: "},
      Case{"booth:12x4 plain:8x4 --dist gaussian", 2, "rccm: inputs of 8 bits, signed, and of 12 bits, signed: "},
      Case{"booth:12x4 --input-bits 8 --dist gaussian", 2, "rccm: inputs of 8 bits, signed, and of 12 bits"},
      Case{"--dist cauchy", 2, "rccm: --dist: cauchy not in {gaussian,laplace,uniform}"},
      Case{"--dist gaussian --svg none/c.svg", 3, "rccm: none/c.svg"});
  INFO(bad.arguments);
  const ProcessResult result = run_shell("cd '" + folder.path().string() + "' && '" + RCCM_PROGRAM + "' compare " +
                                         bad.arguments + " 2>&1 >/dev/null");
  CHECK(result.status == bad.status);
  CHECK_THAT(result.output, Catch::StartsWith(bad.message));
}

TEST_CASE("a plain multiplication is nothing that other verbs take") {
  const ProcessResult result = run_shell(std::string("'") + RCCM_PROGRAM + "' show plain:8x4 2>&1");
  CHECK(result.status == 2);
  CHECK(result.output == "rccm: plain:8x4: is no circuit of cells, so that only rccm compare takes it\n");
}
