#include "report/html_report.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "circuit/object_reader.hpp"
#include "hdl/sha256.hpp"
#include "hdl/template.hpp"
#include "report/command_text.hpp"
#include "report/page_accuracy.hpp"
#include "report/page_files.hpp"
#include "report/page_multipliers.hpp"
#include "report/page_verification.hpp"
#include "report/svg.hpp"

namespace rccm::report {
namespace {

constexpr const char* kFolder = "generator/report/page/";

std::string_view page_file(const std::string& name) {
  for (const hdl::EmbeddedFile& file : page_files()) {
    if (file.path == kFolder + name) return file.content;
  }
  throw std::logic_error(name + ": was not built into the library");
}

// A result file with its schema, and its document unless it is a table of CSV.
struct Parsed {
  const ResultFile* file;
  std::string schema;
  Json json;
};

// The schema of a CSV file by its first line of columns.
std::string csv_schema(const ResultFile& file) {
  std::string_view rest = file.text;
  while (rest.starts_with('#') || rest.starts_with('\n'))
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
  if (line == "epoch" || line.starts_with("epoch,")) return "rccm.training-log/1";
  if (line.find("top1_percent") != std::string_view::npos) return "rccm.accuracy-table/1";
  throw input_error(file.name +
                    ": is neither JSON nor a table that begins with the column epoch or has a column top1_percent: "
                    "pass results that rccm wrote");
}

Parsed parse(const ResultFile& file) {
  const std::size_t first = file.text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) throw input_error(file.name + ": is empty: write the result again");
  if (file.text[first] != '{' && file.text[first] != '[') return {&file, csv_schema(file), nullptr};
  Json json = parse_json(file.text, file.name);
  std::string schema = ObjectReader(json, file.name).string("schema");
  return {&file, std::move(schema), std::move(json)};
}

std::string read_command(const Json& json) {
  return json["command"].is_string() ? json["command"].get<std::string>() : "";
}

// An estimate is shown as it is, so that it may hold whatever is known of a layer.
Json page_layer(const Parsed& parsed) {
  Json estimate = parsed.json;
  estimate.erase("schema");
  std::string command;
  if (estimate.contains("command") && estimate["command"].is_string()) {
    command = estimate["command"];
    estimate.erase("command");
  }
  return {{"name", parsed.file->name}, {"command", command}, {"estimate", std::move(estimate)}};
}

class Collector {
 public:
  explicit Collector(const std::optional<NamedWeights>& weights) : multipliers_(weights) {
    for (const char* section : {"accuracy", "evaluations", "training", "verification", "layers", "files"}) {
      data_[section] = Json::array();
    }
  }

  void add(const Parsed& parsed) {
    const std::string& name = parsed.file->name;
    std::string command;
    if (parsed.schema == "rccm.circuits/1" || parsed.schema == "rccm.circuit/1") {
      multipliers_.add_circuits(parsed.file->text, parsed.json, name);
      if (parsed.json.contains("query")) {
        command = search_command(parsed.json["query"],
                                 parsed.json.contains("stats") ? parsed.json["stats"] : Json(nullptr), name, name);
      }
    } else if (parsed.schema == "rccm.comparison/1") {
      multipliers_.add_comparison(parsed.json, name);
      if (parsed.json.contains("query")) command = compare_command(parsed.json["query"], name, name);
    } else {
      command = add_other(parsed);
    }
    data_["files"].push_back({{"name", name},
                              {"schema", parsed.schema},
                              {"command", command},
                              {"stats", parsed.json.contains("stats") ? parsed.json["stats"] : Json(nullptr)},
                              {"sha256", hdl::sha256(parsed.file->text)}});
  }

  Json finish() {
    data_.update(multipliers_.finish());
    return std::move(data_);
  }

 private:
  std::string add_other(const Parsed& parsed) {
    const std::string& name = parsed.file->name;
    const bool is_csv = parsed.json.is_null();
    const auto add_to = [&](const char* section, Json json) {
      std::string command = read_command(json);
      data_[section].push_back(std::move(json));
      return command;
    };
    if (parsed.schema == "rccm.verify/1") return add_to("verification", page_verification(parsed.json, name));
    if (parsed.schema == "rccm.accuracy/1") return add_to("evaluations", page_evaluation(parsed.json, name));
    if (parsed.schema == "rccm.accuracy-table/1") {
      return add_to("accuracy",
                    is_csv ? page_accuracy_csv(parsed.file->text, name) : page_accuracy_table(parsed.json, name));
    }
    if (parsed.schema == "rccm.training-log/1") {
      return add_to("training",
                    is_csv ? page_training_csv(parsed.file->text, name) : page_training_log(parsed.json, name));
    }
    if (parsed.schema == "rccm.training/1") return add_to("training", page_training(parsed.json, name));
    if (parsed.schema == "rccm.layer-estimate/1") return add_to("layers", page_layer(parsed));
    throw input_error(name + ": schema \"" + parsed.schema +
                      "\" is none that a report shows: pass the results of rccm search, fit, compare, verify, eval, "
                      "train or layer, or use the version of rccm that wrote it");
  }

  PageMultipliers multipliers_;
  Json data_;
};

// Within a page's script "<" could begin what ends the script.
std::string script_json(const Json& json) {
  std::string text;
  // A file's name need not be UTF-8.
  for (const char c : json.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '<')
      text += "\\u003c";
    else
      text += c;
  }
  return text;
}

}  // namespace

Json report_data(const std::vector<ResultFile>& results, const ReportParams& params) {
  std::vector<Parsed> parsed;
  for (const ResultFile& file : results) parsed.push_back(parse(file));
  // Comparisons last: what they measure may be a circuit of another file, which can be drawn.
  std::stable_partition(parsed.begin(), parsed.end(), [](const Parsed& p) { return p.schema != "rccm.comparison/1"; });
  Collector collector(params.weights);
  for (const Parsed& entry : parsed) collector.add(entry);
  Json data{{"title", params.title}, {"command", params.command}, {"version", params.version}};
  data.update(collector.finish());
  return data;
}

std::string html_report(const std::vector<ResultFile>& results, const ReportParams& params) {
  std::string scripts;
  // The parts of the page before its start, which runs them.
  for (const char* name : {"elements.js", "plots.js", "multipliers.js", "circuit.js", "tables.js", "start.js"}) {
    scripts += page_file(name);
  }
  const Json data = report_data(results, params);
  return hdl::render_text(page_file("report.html"),
                          {{"title", escape_markup(params.title)},
                           {"style", std::string(page_file("report.css"))},
                           {"library", std::string(page_file("plot.bundle.js"))},
                           {"scripts", scripts},
                           {"data", script_json(data)}},
                          "report.html");
}

}  // namespace rccm::report
