#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "circuit/coefficient_set.hpp"
#include "circuit/pagsuite.hpp"
#include "cli/app.hpp"
#include "cli/circuit_argument.hpp"
#include "cli/verbs.hpp"
#include "cli/weight_options.hpp"
#include "report/circuit_dot.hpp"
#include "report/circuit_svg.hpp"
#include "report/circuit_text.hpp"
#include "report/histogram_text.hpp"
#include "report/metrics.hpp"

namespace rccm::cli {

namespace {

struct ShowOptions {
  CircuitArgument circuit;
  WeightOptions weights;
  DivergenceParams divergence;
  double range = 0;
  std::string dot;
  std::string svg;
  bool table = false;
  bool json = false;
  bool pagsuite = false;
  std::string output = "-";
};

/// Of the terminal where the result goes to one, otherwise the same everywhere.
std::size_t output_width(const std::string& output) {
  constexpr std::size_t kUsual = 80;
  constexpr std::size_t kLeast = 60;
  constexpr std::size_t kMost = 160;
  winsize size{};
  const bool is_terminal = output == "-" && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_terminal ? std::clamp<std::size_t>(size.ws_col, kLeast, kMost) : kUsual;
}

std::string text_of(const ShowOptions& options, const CircuitFile& file, const std::optional<Distribution>& weights) {
  const std::size_t width = output_width(options.output);
  std::string text = report::circuit_text(file.circuit, {width, options.table});
  if (!file.metrics) return text;
  if (!weights) return text + "\nMetrics, as the file has them\n  " + report::metrics_text(*file.metrics) + "\n";
  return text + "\nAgainst " + to_text(options.weights) + "\n  " + report::metrics_text(*file.metrics) + "\n\n" +
         report::histogram_text(coefficient_set(file.circuit), file.metrics->scale, *weights, {.width = width});
}

void show(const CLI::App& verb, const ShowOptions& options) {
  CircuitFile file = load_circuit(verb, options.circuit).file;
  const std::optional<Distribution> weights = load_distribution(options.weights);
  if (weights) {
    DivergenceParams params = options.divergence;
    if (verb.count("--range") > 0) params.range = options.range;
    file.metrics = report::measure(file.circuit, *weights, params);
  }
  if (!options.dot.empty()) write_result(options.dot, report::circuit_dot(file.circuit));
  if (!options.svg.empty()) write_result(options.svg, report::circuit_svg(file.circuit));
  // One result at a time on stdout.
  if (options.output == "-" && (options.dot == "-" || options.svg == "-")) return;
  if (options.pagsuite) {
    write_result(options.output, to_pagsuite(file.circuit));
  } else {
    write_result(options.output,
                 options.json ? rccm::to_text(to_json(file.circuit, file.metrics)) : text_of(options, file, weights));
  }
}

}  // namespace

void add_show(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("show", "explain a circuit: structure, coefficients, cost, fit to weights");
  const auto options = std::make_shared<ShowOptions>();
  add_circuit_argument(*verb, options->circuit);
  const std::string table_help = "print the coefficients of all codes, also where there are more than 64";
  CLI::Option* table = verb->add_flag("--table", options->table, table_help);
  const std::string json_help = "print the circuit as JSON (rccm.circuit/1)";
  CLI::Option* json = verb->add_flag("--json", options->json, json_help)->excludes(table);
  const std::string pagsuite_help = "print the circuit as an adder graph, the text form of PAGSuite and FloPoCo";
  verb->add_flag("--pagsuite", options->pagsuite, pagsuite_help)->excludes(table)->excludes(json);
  verb->add_option("--dot", options->dot, "write the structure for Graphviz")->type_name("FILE");
  verb->add_option("--svg", options->svg, "write a picture of the structure")->type_name("FILE");
  verb->add_option("-o,--output", options->output, "where to write the text, JSON or graph; - is stdout")
      ->type_name("FILE");

  add_weight_options(*verb, options->weights, false);
  verb->add_option("--bins", options->divergence.bins, "bins of the divergence")
      ->type_name("N")
      ->check(CLI::Range(2, 1024))
      ->capture_default_str()
      ->group("Weights");
  verb->add_option("--epsilon", options->divergence.epsilon, "smoothing of the divergence")
      ->type_name("NUMBER")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group("Weights");
  verb->add_option("--range", options->range,
                   "half width of the divergence's histogram (default: largest weight, or 4σ)")
      ->type_name("NUMBER")
      ->check(CLI::PositiveNumber)
      ->group("Weights");
  verb->footer(
      "Examples:\n"
      "  rccm show addnet:2-add\n"
      "  rccm show addnet:3-add --dist gaussian --svg 3-add.svg\n"
      "  rccm show addnet:2-add --pagsuite -o 2-add.pag\n"
      "  rccm show front.json --index 2 --weights net.npz:conv1.weight --json");
  verb->callback([verb, options] { show(*verb, *options); });
}

}  // namespace rccm::cli
