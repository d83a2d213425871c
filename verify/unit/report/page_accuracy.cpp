#include "report/page_accuracy.hpp"

#include "report/accuracy_text.hpp"
#include "unit/catch.hpp"

using namespace rccm;

namespace {

Json row() {
  return Json::parse(R"({"network": "lenet-5", "data_set": "mnist", "multiplier": "addnet:2-add", "stored_bits": 4,
      "luts": 25, "sqnr_db": 13.87, "top1_percent": 98.5, "float_top1_percent": 99, "seed": 1, "epochs": 2,
      "command": "rccm train lenet-5"})");
}

Json table(const Json& rows) {
  return {{"schema", "rccm.accuracy-table/1"}, {"rows", rows}};
}

}  // namespace

TEST_CASE("a table of accuracy keeps its rows") {
  const Json page = report::page_accuracy_table(table(Json::array({row()})), "t.json");
  CHECK(page["rows"][0] == row());
  CHECK(page["name"] == "t.json");
}

TEST_CASE("what a row may leave out is null") {
  Json given = row();
  for (const char* key : {"luts", "sqnr_db", "float_top1_percent", "seed", "epochs", "command"}) given.erase(key);
  const Json page = report::page_accuracy_table(table(Json::array({given})), "t.json");
  CHECK(page["rows"][0]["luts"].is_null());
  CHECK(page["rows"][0]["command"].is_null());
  CHECK(page["rows"][0]["top1_percent"] == 98.5);
}

TEST_CASE("a row of accuracy that is wrong is refused by its place") {
  const auto refusal = [](const char* key, const Json& value) {
    Json given = row();
    given[key] = value;
    try {
      static_cast<void>(report::page_accuracy_table(table(Json::array({row(), given})), "t.json"));
    } catch (const std::exception& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refusal("network", 3) == "t.json: rows[1]: network must be a string, is number");
  CHECK(refusal("top1_percent", nullptr) == "t.json: rows[1]: top1_percent must be a number, is null");
  CHECK(refusal("top1_percent", 101) == "t.json: rows[1]: top1_percent: 101 is not between 0 and 100");
  CHECK_THAT(refusal("top_1", 98), Catch::Contains("t.json: rows[1]: unknown key \"top_1\""));
}

TEST_CASE("a table of accuracy in CSV is the same") {
  const Json page = report::page_accuracy_csv(
      "network,data_set,multiplier,stored_bits,luts,sqnr_db,top1_percent,float_top1_percent,seed,epochs,command\n"
      "lenet-5,mnist,addnet:2-add,4,25,13.87,98.5,99,1,2,rccm train lenet-5\n"
      "lenet-5,mnist,\"{-1, 1}\",1,,,90,,,,\n",
      "t.csv");
  CHECK(page["rows"][0] == row());
  CHECK(page["rows"][1]["multiplier"] == "{-1, 1}");
  CHECK(page["rows"][1]["luts"].is_null());
  CHECK(page["rows"][1]["command"].is_null());
  CHECK_THROWS_WITH(report::page_accuracy_csv("network,top1_percent\nlenet-5,high\n", "t.csv"),
                    Catch::Contains("t.csv: row 1: top1_percent is \"high\""));
  CHECK_THROWS_WITH(report::page_accuracy_csv("network,top1_percent,note\nlenet-5,9,x\n", "t.csv"),
                    Catch::Contains("t.csv: row 1: unknown key \"note\""));
}

TEST_CASE("a training log has a column for each figure of an epoch") {
  const Json log = Json::parse(R"({"schema": "rccm.training-log/1", "network": "lenet-5", "command": "rccm train x",
      "epochs": [{"epoch": 1, "loss": 0.5}, {"epoch": 2, "loss": null}]})");
  const Json page = report::page_training_log(log, "log.json");
  CHECK(page["columns"] == Json({"epoch", "loss"}));
  CHECK(page["rows"] == Json::parse("[[1, 0.5], [2, null]]"));
  CHECK(page["command"] == "rccm train x");
  const Json same = report::page_training_csv("epoch,loss\n1,0.5\n2,\n", "log.csv");
  CHECK(same["columns"] == page["columns"]);
  CHECK(same["rows"] == page["rows"]);
}

TEST_CASE("the course that rccm train writes is a training log with the multiplier in its title") {
  Json training = Json::parse(R"({"schema": "rccm.training/1", "network": "lenet-5", "circuit": "booth:8x4",
      "layers": [], "epochs": [{"epoch": 1, "rate": 0.1, "loss": 0.5, "test_percent": null}]})");
  const Json page = report::page_training(training, "log.json");
  CHECK(page["network"] == "lenet-5 with booth:8x4");
  CHECK(page["columns"] == Json({"epoch", "rate", "loss", "test_percent"}));
  training["circuit"] = nullptr;
  CHECK(report::page_training(training, "log.json")["network"] == "lenet-5");
}

TEST_CASE("a training log whose entries differ is refused") {
  const Json log = Json::parse(R"({"epochs": [{"epoch": 1, "loss": 0.5}, {"epoch": 2, "los": 0.4}]})");
  CHECK_THROWS_WITH(report::page_training_log(log, "log.json"),
                    "log.json: epochs[1]: has other keys than the entry before it");
  CHECK_THROWS_WITH(report::page_training_csv("epoch,loss\n1,nan\n", "log.csv"), Catch::Contains("loss is \"nan\""));
}

TEST_CASE("an evaluation is read as rccm eval writes it") {
  const Json json = Json::parse(R"({"schema": "rccm.accuracy/1", "network": "lenet-5", "arithmetic": "integer",
      "images": 4, "top1": 3, "top5": 4, "top1_percent": 75.0, "top5_percent": 100.0,
      "classes": [{"images": 4, "correct": 3}], "layers": [{"layer": "c", "stands_for": "conv", "snr_db": null}]})");
  const Json page = report::page_evaluation(json, "e.json");
  CHECK(page["top1_percent"] == 75.0);
  CHECK(page["classes"][0]["correct"] == 3);
  CHECK(page["layers"][0]["snr_db"].is_null());
  Json unknown = json;
  unknown["top2"] = 1;
  CHECK_THROWS_WITH(report::page_evaluation(unknown, "e.json"), Catch::Contains("e.json: unknown key \"top2\""));
}

TEST_CASE("a page takes what rccm eval writes of a network of integers") {
  report::AccuracyReport evaluation{"net", true, {8, 5, 7, {{4, 3}, {4, 2}}}, {}, {}};
  evaluation.layers = {{"conv1", "relu1", 31.256}};
  evaluation.weights = {{"conv1", "cell", 2048, 1024, 8192, 6144, 4096}};
  const Json page = report::page_evaluation(report::to_json(evaluation), "e.json");
  CHECK(page["layers"][0]["layer"] == "conv1");
  CHECK(page["weights"][0]["stored_bits"] == 8192);
  CHECK(page["weights"][0]["zeros"] == 1024);
}
