#include "report/html_report.hpp"

#include "unit/catch.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::html_report;
using report::report_data;
using report::ResultFile;

namespace {

/// A list of circuits as a search writes it; the metrics are those against a normal distribution.
ResultFile front() {
  Json list{{"schema", "rccm.circuits/1"},
            {"query", {{"space", "native"}, {"cells", {1}}, {"dist", "gaussian"}}},
            {"stats", {{"exhaustive", true}}},
            {"circuits", Json::array()}};
  list["circuits"].push_back(to_json(test::one_signless_cell(), Metrics{3.3, 18.2, 0.31}));
  list["circuits"].push_back(to_json(test::published("addnet:2-add"), Metrics{3.26, 13.87, 0.03}));
  return {"front.json", to_text(list)};
}

ResultFile comparison() {
  std::vector<report::Candidate> candidates{report::candidate(test::one_signless_cell())};
  for (const char* name : {"addnet:2-add", "booth:8x4"}) candidates.push_back(report::candidate(test::published(name)));
  const Json json =
      to_json(report::compare(candidates, {{"gaussian", Distribution::synthetic(Distribution::Family::kGaussian)}},
                              {8, true, report::Context::kProduct, {}}, 1));
  return {"comparison.json", to_text(json)};
}

Json data_of(const std::vector<ResultFile>& results) {
  return report_data(results, {});
}

std::vector<std::string> names(const Json& rows) {
  std::vector<std::string> result;
  for (const Json& row : rows) result.push_back(row["name"]);
  return result;
}

}  // namespace

TEST_CASE("a search and a comparison against the same weights are one view") {
  const Json data = data_of({comparison(), front()});
  REQUIRE(data["views"].size() == 1);
  const Json& view = data["views"][0];
  CHECK(view["weights"] == "gaussian");
  CHECK(view["files"] == Json({"front.json", "comparison.json"}));
  CHECK(names(view["rows"]) == std::vector<std::string>{"one signless cell", "booth:8x4", "addnet:2-add"});
  CHECK(view["rows"][0]["on_front"] == true);
  CHECK(view["rows"][2]["on_front"] == false);
}

TEST_CASE("other weights are another view, another input is, too") {
  ResultFile laplace = front();
  laplace.name = "laplace.json";
  Json list = Json::parse(laplace.text);
  list["query"]["dist"] = "laplace";
  laplace.text = to_text(list);
  ResultFile wide = front();
  wide.name = "wide.json";
  Circuit circuit = test::one_signless_cell();
  circuit.input_bits = 9;
  list = Json::parse(wide.text);
  list["circuits"] = Json::array();
  list["circuits"].push_back(to_json(circuit, Metrics{3.3, 18.2, 0.31}));
  wide.text = to_text(list);
  const Json data = data_of({front(), laplace, wide});
  REQUIRE(data["views"].size() == 3);
  CHECK(data["views"][1]["weights"] == "laplace");
  CHECK(data["views"][2]["input_bits"] == 9);
  CHECK(data["weights"].size() == 2);
}

TEST_CASE("circuits are drawn, those of a comparison that have a name in the program, too") {
  const Json data = data_of({comparison()});
  std::vector<std::string> drawn;
  for (const Json& circuit : data["circuits"]) {
    CHECK(circuit["drawing"].get<std::string>().starts_with("<svg"));
    drawn.push_back(circuit["name"]);
  }
  CHECK(drawn == std::vector<std::string>{"booth:8x4", "addnet:2-add"});
  CHECK(data["circuits"][1]["emit"] == "rccm emit addnet:2-add -o multiplier");
  CHECK(data_of({front()})["circuits"][1]["show"] == "rccm show front.json --index 2");
}

TEST_CASE("the histogram of a family is a density of mean 1 within its range") {
  const Json weights = data_of({front()})["weights"];
  REQUIRE(weights.size() == 1);
  double sum = 0;
  for (const Json& density : weights[0]["density"]) sum += density.get<double>();
  CHECK(sum / static_cast<double>(weights[0]["density"].size()) == Approx(1).margin(1e-3));
  CHECK(weights[0]["range"] == 4.0);
}

TEST_CASE("weights that are not found are drawn as the user gives them, or not at all") {
  ResultFile lost = front();
  Json list = Json::parse(lost.text);
  list["query"].erase("dist");
  list["query"]["weights"] = {"no such file.npy"};
  lost.text = to_text(list);
  CHECK(data_of({lost})["views"][0]["histogram"].is_null());
  report::ReportParams params;
  params.weights = report::NamedWeights{"w.npy", Distribution::synthetic(Distribution::Family::kUniform)};
  const Json data = report_data({lost}, params);
  CHECK(data["views"][0]["histogram"] == 0);
  CHECK(data["weights"][0]["name"] == "w.npy");
}

TEST_CASE("a circuit without metrics is measured against given weights or by a comparison, or refused") {
  const ResultFile circuit{"cell.json", to_text(to_json(test::one_signless_cell()))};
  CHECK_THROWS_WITH(data_of({circuit}), Catch::Contains("cell.json: has a circuit without metrics: pass --weights"));
  CHECK(data_of({circuit, comparison()})["views"][0]["rows"][0]["circuit"] == 0);
  report::ReportParams params;
  params.weights = report::NamedWeights{"gaussian", Distribution::synthetic(Distribution::Family::kGaussian)};
  const Json data = report_data({circuit}, params);
  CHECK(data["views"][0]["weights"] == "gaussian");
  CHECK(data["views"][0]["rows"][0]["sqnr_db"].get<double>() == Approx(18.2).margin(0.01));
}

TEST_CASE("each file is listed with its command and its hash") {
  const Json data = data_of({front(), {"log.csv", "epoch,loss\n1,0.5\n"}});
  CHECK(data["files"][0]["command"] == "rccm search --dist gaussian --space native --cells 1 -o front.json");
  CHECK(data["files"][1]["schema"] == "rccm.training-log/1");
  CHECK(data["files"][1]["command"] == "");
  CHECK(data["files"][1]["sha256"].get<std::string>().size() == 64);
  CHECK(data["training"][0]["rows"][0][1] == 0.5);
}

TEST_CASE("an estimate of a layer is shown as it is") {
  const Json data = data_of({{"layer.json", R"({"schema": "rccm.layer-estimate/1", "command": "rccm x", "luts": 7})"}});
  CHECK(data["layers"][0]["estimate"] == Json({{"luts", 7}}));
  CHECK(data["files"][0]["command"] == "rccm x");
}

TEST_CASE("what is no result is refused by name") {
  const auto refusal = [](const std::string& text) {
    try {
      static_cast<void>(data_of({{"x.json", text}}));
    } catch (const std::exception& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK_THAT(refusal(R"({"schema": "rccm.circuits/2"})"),
             Catch::Contains("x.json: schema \"rccm.circuits/2\" is none that a report shows"));
  CHECK_THAT(refusal(R"({"circuits": []})"), Catch::Contains("x.json: key \"schema\" is missing"));
  CHECK_THAT(refusal("{"), Catch::Contains("x.json: is not JSON"));
  CHECK_THAT(refusal(""), Catch::Contains("x.json: is empty"));
  CHECK_THAT(refusal("# only a comment"), Catch::Contains("x.json: is neither JSON nor a table"));
  CHECK_THAT(refusal("0.5\n0.25\n"), Catch::Contains("x.json: is neither JSON nor a table"));
  CHECK_THAT(refusal("[]"), Catch::Contains("x.json: must be an object, is array"));
}

TEST_CASE("a comparison that is wrong in form is refused by its place") {
  const auto refusal = [](const char* pointer, const Json& value) {
    Json json = Json::parse(comparison().text);
    json[Json::json_pointer(pointer)] = value;
    try {
      static_cast<void>(data_of({{"c.json", to_text(json)}}));
    } catch (const std::exception& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK_THAT(refusal("/rows/1/kind", "magic"), Catch::Contains("c.json: rows[1]: kind: \"magic\" is not known"));
  CHECK_THAT(refusal("/rows/1/luts/xc9", 3), Catch::Contains("c.json: rows[1]: luts: unknown key \"xc9\""));
  CHECK_THAT(refusal("/rows/0/metrics", Json::array()), Catch::Contains("has 0 entries for 1 weights"));
  CHECK_THAT(refusal("/rows/0/metrics/0/sqnr_db", "high"), Catch::Contains("metrics[0]: sqnr_db must be a number"));
  CHECK_THAT(refusal("/input_bits", 64), Catch::Contains("c.json: input_bits: 64 is not within 2..32"));
  CHECK_THAT(refusal("/weights/0", 1), Catch::Contains("c.json: weights[0] must be a string"));
}

TEST_CASE("a page needs nothing beside itself and is the same each time") {
  const std::string page = html_report({front(), comparison()}, {});
  CHECK(page == html_report({front(), comparison()}, {}));
  CHECK(page.starts_with("<!DOCTYPE html>"));
  CHECK_THAT(page, Catch::Contains("default-src 'none'") && !Catch::Contains(" src=") &&
                       !Catch::Contains("<link rel=\"stylesheet"));
}

TEST_CASE("a file whose name or text is not UTF-8 does not break the page") {
  CHECK_THAT(html_report({{"\xFF.csv", "network,data_set,multiplier,stored_bits,top1_percent\n\xFE,a,b,4,90\n"}}, {}),
             Catch::Contains("rccm.accuracy-table/1"));
}

TEST_CASE("no name of a result can leave the script that holds it") {
  report::ReportParams params;
  params.title = "<b>&";
  const std::string page = html_report({{"</script><script>alert(1)</script>", front().text}}, params);
  CHECK_THAT(page, !Catch::Contains("alert(1)</script>") && Catch::Contains("<title>&lt;b&gt;&amp;</title>"));
}
