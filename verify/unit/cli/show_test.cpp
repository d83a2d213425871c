// `rccm show` as a user runs it.

#include "circuit/json.hpp"
#include "circuit/presets.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

using rccm::test::ProcessResult;
using rccm::test::run_shell;
using rccm::test::ScratchFolder;

namespace {

ProcessResult show(const std::string& arguments) {
  return run_shell(std::string("'") + RCCM_PROGRAM + "' show " + arguments);
}

std::string circuit_json(const std::string& name) {
  return rccm::to_text(rccm::to_json(*rccm::preset_circuit(name)));
}

std::string list_json() {
  rccm::Json list{{"schema", "rccm.circuits/1"}, {"query", rccm::Json::object()}, {"stats", rccm::Json::object()}};
  list["circuits"] = {rccm::to_json(*rccm::preset_circuit("addnet:2-add")),
                      rccm::to_json(*rccm::preset_circuit("addnet:3-add"), rccm::Metrics{0.5, 20, 0.125})};
  return rccm::to_text(list);
}

}  // namespace

TEST_CASE("a built-in circuit is shown without weights") {
  const ProcessResult result = show("addnet:2-add 2>&1");
  CHECK(result.status == 0);
  CHECK_THAT(result.output, Catch::StartsWith("addnet:2-add\n") && Catch::Contains("25  together\n"));
  CHECK_THAT(result.output, !Catch::Contains("SQNR"));
}

TEST_CASE("a built-in circuit can have any input") {
  const ProcessResult result = show("addnet:2-add --input-bits 12 --unsigned");
  CHECK_THAT(result.output, Catch::Contains("12 bits, unsigned"));
}

TEST_CASE("with weights the metrics and a histogram follow") {
  const std::string output = show("addnet:2-add --dist gaussian").output;
  CHECK_THAT(output, Catch::Contains("Against gaussian\n  SQNR 13.87 dB at scale 0.02574, divergence "));
  CHECK_THAT(output, Catch::Contains("▲"));
}

TEST_CASE("weights are named without their folder") {
  const ScratchFolder folder;
  const std::string a = folder.write("a.csv", "0.5\n-0.25\n0.125\n");
  const std::string b = folder.write("b.csv", "1\n-1\n");
  CHECK_THAT(show("addnet:2-add -w '" + a + "' -w '" + b + "'").output, Catch::Contains("Against a.csv, b.csv\n"));
}

TEST_CASE("the option --json prints the circuit file, which can be shown again") {
  const ScratchFolder folder;
  const std::string file = (folder.path() / "c.json").string();
  CHECK(show("addnet:2-add --json").output == circuit_json("addnet:2-add"));
  CHECK(show("addnet:2-add --dist laplace --json -o '" + file + "'").output.empty());
  const auto metrics = rccm::read_circuits(rccm::read_file(file), file).front().metrics;
  REQUIRE(metrics);
  CHECK(metrics->sqnr_db == Approx(13.1).margin(0.05));
  CHECK_THAT(show("'" + file + "'").output, Catch::Contains("Metrics, as the file has them\n  SQNR 13."));
}

TEST_CASE("the option --index chooses from a list, by default the first") {
  const ScratchFolder folder;
  const std::string file = folder.write("list.json", list_json());
  CHECK_THAT(show("'" + file + "'").output, Catch::StartsWith("addnet:2-add\n"));
  CHECK_THAT(show("'" + file + "' --index 2").output, Catch::StartsWith("addnet:3-add\n"));
}

TEST_CASE("a circuit goes out as an adder graph and comes in again") {
  const ScratchFolder folder;
  const std::string file = (folder.path() / "my graph.pag").string();
  CHECK(show("addnet:2-add --pagsuite -o '" + file + "'").output.empty());
  CHECK_THAT(rccm::read_file(file), Catch::StartsWith("{{'M',") && Catch::EndsWith("}}\n"));
  const rccm::Json json = rccm::Json::parse(show("'" + file + "' --json").output);
  CHECK(json["name"] == "my graph");
  CHECK(json["table"] == rccm::to_json(*rccm::preset_circuit("addnet:2-add"))["table"]);
  CHECK(json["luts"]["xc7"] == 25);
}

TEST_CASE("the input of an adder graph is that of the options unless the graph says it") {
  const ScratchFolder folder;
  const std::string plain = folder.write("plain.pag", "{{'A',[5],1,[1],0,0,[1],0,2},{'O',[5],1,[5],1,0}}");
  CHECK_THAT(show("'" + plain + "' --input-bits 12 --unsigned").output, Catch::Contains("12 bits, unsigned"));
  const std::string says = folder.write("says.pag", rccm::read_file(plain) + ":{input_bits=6}");
  CHECK_THAT(show("'" + says + "'").output, Catch::Contains("6 bits, signed"));
  const ProcessResult refused = show("'" + says + "' --input-bits 12 2>&1");
  CHECK(refused.status == 2);
  CHECK_THAT(refused.output, Catch::Contains("says its own input"));
}

TEST_CASE("pictures go to files beside the text, or alone to stdout") {
  const ScratchFolder folder;
  const std::string base = (folder.path() / "c").string();
  const ProcessResult both = show("addnet:3-add --dot '" + base + ".dot' --svg '" + base + ".svg'");
  CHECK_THAT(both.output, Catch::StartsWith("addnet:3-add\n"));
  CHECK_THAT(rccm::read_file(base + ".dot"), Catch::StartsWith("digraph circuit {\n"));
  CHECK(show("addnet:3-add --svg -").output == rccm::read_file(base + ".svg"));
}

TEST_CASE("bad input ends with its status and a message that names the place and the remedy") {
  const ScratchFolder folder;
  const std::string whole = circuit_json("addnet:2-add");
  folder.write("empty.json", "");
  folder.write("truncated.json", whole.substr(0, whole.size() / 2));
  folder.write("key.json", "{\"colour\": 1, " + whole.substr(1));
  folder.write("version.json", "{\"schema\": \"rccm.circuit/9\"}");
  folder.write("none.json", R"({"schema": "rccm.circuits/1", "circuits": []})");
  folder.write("list.json", list_json());
  folder.write("nan.csv", "0.5\nnan\n");
  folder.write("graph.pag", "{{'A'}}");
  struct Case {
    const char* arguments;
    int status;
    const char* message;
  };
  const Case bad = GENERATE(
      Case{"", 2, "rccm: CIRCUIT is required (rccm show --help explains)\n"},
      Case{"addnet:5-add", 2,
           "rccm: addnet:5-add: neither a file nor a built-in circuit: name a file or one of addnet:2-add, "},
      Case{"missing.json", 3, "rccm: missing.json: no such file: check the path\n"}, Case{".", 3, ": is a folder"},
      Case{"empty.json", 3, "rccm: empty.json: is not JSON ("},
      Case{"truncated.json", 3, "rccm: truncated.json: is not JSON ("},
      Case{"key.json", 3, "rccm: key.json: unknown key \"colour\": remove it"},
      Case{"version.json", 3, "rccm: version.json: schema \"rccm.circuit/9\" is not rccm.circuit/1"},
      Case{"none.json", 3, "rccm: none.json: lists no circuits"},
      Case{"list.json --index 3", 2, "rccm: list.json: has no circuit 3: pass --index 1..2\n"},
      Case{"list.json --index 0", 2, "rccm: list.json: has no circuit 0: pass --index 1..2\n"},
      Case{"list.json --input-bits 4", 2, "rccm: --input-bits and --unsigned are for built-in circuits"},
      Case{"addnet:2-add --index 1", 2, "rccm: --index is for files that list several circuits"},
      Case{"addnet:2-add --input-bits 1", 2, "rccm: --input-bits: "},
      Case{"addnet:2-add --dist cauchy", 2, "rccm: --dist: cauchy not in {gaussian,laplace,uniform}"},
      Case{"addnet:2-add --dist gaussian -w nan.csv", 2, "rccm: --weights excludes --dist"},
      Case{"graph.pag", 3, "rccm: graph.pag: line 1, column 6: ',' expected\n"},
      Case{"addnet:2-add --json --pagsuite", 2, "excludes"}, Case{"addnet:2-add --json --table", 2, "excludes"},
      Case{"addnet:2-add -w nan.csv", 3, "rccm: nan.csv: "}, Case{"addnet:2-add -w none.npy", 3, "rccm: none.npy: no"},
      Case{"addnet:2-add --svg none/c.svg", 3, "rccm: none/c.svg"});
  INFO(bad.arguments);
  const ProcessResult result = run_shell("cd '" + folder.path().string() + "' && '" + RCCM_PROGRAM + "' show " +
                                         bad.arguments + " 2>&1 >/dev/null");
  CHECK(result.status == bad.status);
  CHECK_THAT(result.output, Catch::Contains(bad.message));
}
