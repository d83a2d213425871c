#include "report/page_verification.hpp"

#include "unit/catch.hpp"

using namespace rccm;

namespace {

Json verification(const char* checks) {
  Json folder = Json::parse(R"({"folder": "my multiplier", "name": "m", "manifest_sha256": "00", "result": "passed"})");
  folder["checks"] = Json::parse(checks);
  return {{"schema", "rccm.verify/1"}, {"result", "passed"}, {"folders", {folder}}};
}

}  // namespace

TEST_CASE("a check is shown with what it counted") {
  const Json page = report::page_verification(verification(R"([
      {"check": "verilator", "result": "passed", "vectors": 4096, "exhaustive": true},
      {"check": "yosys xc7", "result": "passed", "verilog": {"luts": 25, "carry_blocks": 7, "proven": true},
       "vhdl": {"luts": 25, "proven": true}}])"),
                                              "v.json");
  const Json& checks = page["folders"][0]["checks"];
  CHECK(checks[0]["figures"] == "vectors 4096, exhaustive");
  CHECK(checks[1]["figures"] == "verilog: luts 25, carry blocks 7, proven; vhdl: luts 25, proven");
  CHECK(checks[0]["sampled"] == false);
  CHECK(page["command"] == "rccm verify 'my multiplier' --json");
}

TEST_CASE("what a check left open is told") {
  const Json page = report::page_verification(verification(R"([
      {"check": "verilator", "result": "passed", "vectors": 9, "exhaustive": false},
      {"check": "ghdl", "result": "missing tool", "detail": "no ghdl"},
      {"check": "yosys xc7", "result": "not asked", "detail": "left out by --only"}])"),
                                              "v.json");
  const Json& checks = page["folders"][0]["checks"];
  CHECK(checks[0]["sampled"] == true);
  CHECK(checks[0]["figures"] == "vectors 9, not exhaustive");
  CHECK(checks[1]["detail"] == "no ghdl");
  CHECK(page["command"] == "rccm verify 'my multiplier' --only ghdl --only verilator --json");
}

TEST_CASE("a failure is shown with its input and how to repeat it") {
  const Json page = report::page_verification(verification(R"([
      {"check": "verilator", "result": "failed", "detail": "wrong", "replay": "rccm verify m --replay 3:1",
       "counterexample": {"style": "xc7", "x": 3, "code": 1, "expected": "6", "got": "7"}}])"),
                                              "v.json");
  const Json& check = page["folders"][0]["checks"][0];
  CHECK(check["counterexample"] == "style xc7, x 3, code 1, expected 6, got 7");
  CHECK(check["replay"] == "rccm verify m --replay 3:1");
}

TEST_CASE("a verification that is wrong in form is refused by its place") {
  Json json = verification("[]");
  json["folders"][0].erase("name");
  CHECK_THROWS_WITH(report::page_verification(json, "v.json"),
                    Catch::Contains("v.json: folders[0]: key \"name\" is missing"));
  CHECK_THROWS_WITH(report::page_verification(verification(R"([{"check": 1}])"), "v.json"),
                    Catch::Contains("v.json: folders[0]: checks[0]: check must be a string"));
}
