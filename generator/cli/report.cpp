#include <memory>
#include <optional>
#include <set>

#include "cli/app.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "cli/weight_options.hpp"
#include "report/html_report.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "support/shell_word.hpp"

namespace rccm::cli {

namespace {

struct ReportOptions {
  std::vector<std::string> results;
  WeightOptions weights;
  std::string title;
  std::string output;
};

std::string command_of(const ReportOptions& options) {
  std::string command = "rccm report";
  for (const std::string& name : options.results) command += " " + shell_word(name);
  for (const std::string& name : options.weights.weights) command += " --weights " + shell_word(name);
  if (!options.weights.dist.empty()) command += " --dist " + options.weights.dist;
  if (!options.title.empty()) command += " --title " + shell_word(options.title);
  return command + " -o " + shell_word(options.output);
}

void write_report(const ReportOptions& options) {
  std::vector<report::ResultFile> results;
  std::set<std::string> names;
  for (const std::string& name : options.results) {
    if (!names.insert(name).second) throw usage_error(name + ": is given twice: leave one out");
    results.push_back({name, read_file(name)});
  }
  report::ReportParams params;
  if (!options.title.empty()) params.title = options.title;
  params.command = command_of(options);
  params.version = kVersion;
  if (std::optional<Distribution> weights = load_distribution(options.weights)) {
    params.weights = report::NamedWeights{to_text(options.weights), *std::move(weights)};
  }
  write_result(options.output, report::html_report(results, params));
}

}  // namespace

void add_report(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("report", "show results as one HTML page that needs nothing beside itself");
  const auto options = std::make_shared<ReportOptions>();
  verb->add_option("RESULT", options->results,
                   "what rccm search, fit, compare, verify, eval, train and layer wrote as JSON, or tables of accuracy "
                   "and training as CSV")
      ->required()
      ->type_name("FILE");
  verb->add_option("--title", options->title, "heading of the page")->type_name("TEXT");
  add_weight_options(*verb, options->weights, false);
  verb->get_option("--weights")
      ->description(
          "drawn behind coefficients where the weights that a result names are not to be found; circuits without "
          "metrics are measured against them");
  verb->add_option("-o,--output", options->output, "where to write the page; - is stdout")
      ->type_name("FILE")
      ->required()
      ->group("Output");
  verb->footer(
      "Examples:\n"
      "  rccm report front.json -o report.html\n"
      "  rccm report front.json comparison.json multiplier/verify.json --title \"4-bit circuits\" -o report.html");
  verb->callback([options] { write_report(*options); });
}

}  // namespace rccm::cli
