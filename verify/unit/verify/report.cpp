#include "verify/report.hpp"

#include <algorithm>

#include "unit/catch.hpp"

namespace rccm::verify {
namespace {

CheckResult check(const std::string& name, Verdict verdict, const std::string& detail) {
  CheckResult result;
  result.check = name;
  result.verdict = verdict;
  result.detail = detail;
  return result;
}

FolderResult failing() {
  FolderResult result{"two", "my two", {}};
  result.checks.push_back(check("verilator", Verdict::kFailed, "wrong <product> & \"more\"\n\x01\xff"));
  result.checks.back().counterexample = Counterexample{"xc7", -5, 3, "15", "16"};
  result.checks.push_back(check("ghdl", Verdict::kNotRun, "an earlier check failed"));
  return result;
}

}  // namespace

TEST_CASE("Nothing passes because something was skipped") {
  FolderResult result{"two", "two", {check("verilator", Verdict::kPassed, "")}};
  CHECK(conclusion(result) == Conclusion::kPassed);
  result.checks.push_back(check("lint vhdl", Verdict::kNotAsked, ""));
  CHECK(conclusion(result) == Conclusion::kPartial);
  result.checks.push_back(check("ghdl", Verdict::kMissingTool, ""));
  CHECK(conclusion(result) == Conclusion::kIncomplete);
  result.checks.push_back(check("yosys xc7", Verdict::kFailed, ""));
  CHECK(conclusion(result) == Conclusion::kFailed);
  CHECK(conclusion({"two", "two", {}}) == Conclusion::kUnchecked);
}

TEST_CASE("A failure is reported with the counterexample and the command that replays it") {
  const std::string text = report_text(failing());
  CHECK_THAT(text, Catch::Contains("style xc7, x = -5, code = 3: expected 15, got 16"));
  CHECK_THAT(text, Catch::Contains("rccm verify 'my two' --only verilator --replay -5:3"));
}

TEST_CASE("Where vectors were drawn the report says so, and what is known of the others") {
  FolderResult result{"two", "two", {check("ghdl", Verdict::kPassed, ""), check("yosys xc7", Verdict::kPassed, "")}};
  CHECK_THAT(report_text(result), !Catch::Contains("not every vector"));
  result.checks[0].figures["exhaustive"] = false;
  CHECK_THAT(report_text(result), Catch::Contains("not every vector was simulated: the proofs hold for all of them"));
  result.checks[1].verdict = Verdict::kNotAsked;
  CHECK_THAT(report_text(result), Catch::Contains("not every vector was simulated: nothing is known of the others"));
}

TEST_CASE("JUnit XML escapes what tools print") {
  const std::string text = junit_text({failing()});
  CHECK_THAT(text, Catch::Contains("message=\"wrong &lt;product&gt; &amp; &quot;more&quot;&#10;??: style xc7"));
  CHECK_THAT(text, Catch::Contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"1\""));
  CHECK_THAT(text, Catch::EndsWith("</testsuites>\n"));
}

TEST_CASE("The JSON says what was skipped and why") {
  const Json json = to_json({failing()});
  CHECK(json["schema"] == "rccm.verify/1");
  CHECK(json["result"] == "failed");
  CHECK(json["folders"][0]["checks"][1]["result"] == "not run");
  CHECK(json["folders"][0]["checks"][1]["detail"] == "an earlier check failed");
  CHECK(json["folders"][0]["checks"][0]["counterexample"]["x"] == -5);
}

TEST_CASE("The pass table has a line for each folder") {
  const std::string table = pass_table({failing(), failing()});
  CHECK(std::count(table.begin(), table.end(), '\n') == 3);
  CHECK_THAT(table, Catch::Contains("FAIL"));
}

}  // namespace rccm::verify
