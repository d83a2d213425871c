#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <variant>

#include "circuit/accumulation.hpp"
#include "circuit/booth.hpp"
#include "circuit/presets.hpp"
#include "cli/app.hpp"
#include "cli/circuit_argument.hpp"
#include "cli/verbs.hpp"
#include "cli/weight_options.hpp"
#include "report/accuracy_svg.hpp"
#include "report/compare_svg.hpp"
#include "report/comparison.hpp"
#include "report/comparison_text.hpp"
#include "report/svg_to_png.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "support/parallel.hpp"
#include "verify/plain_multiplier.hpp"

namespace rccm::cli {

namespace {

struct CompareOptions {
  std::vector<std::string> circuits;
  WeightListOptions weights;
  bool no_baselines = false;
  int input_bits = 8;
  bool is_unsigned = false;
  std::string context = "product";
  DotProduct dot;
  std::string accuracy;
  std::string svg;
  std::string png;
  bool json = false;
  std::string output = "-";
};

/// The input that all multipliers of a comparison have.
struct InputForm {
  int bits = 8;
  bool is_signed = true;
  auto operator<=>(const InputForm&) const = default;
};

std::string input_text(const InputForm& form) {
  return std::to_string(form.bits) + (form.is_signed ? " bits, signed" : " bits, unsigned");
}

/// What one argument names: a plain multiplication, a built-in circuit by its name, or the circuits of a file.
using Given = std::variant<PlainMultiplier, std::string, CircuitsOfFile>;

Given read_argument(const std::string& name) {
  if (const auto plain = parse_plain(name)) return *plain;
  if (preset_circuit(name)) return name;
  if (looks_built_in(name)) {
    throw usage_error(name + ": neither a file nor a built-in circuit: name a file, plain:8x4 or one of " +
                      built_in_names(", "));
  }
  return read_circuit_file(name);
}

/// Whether the name of a built-in circuit says how wide its input is.
bool says_width(const std::string& preset) {
  return preset_circuit(preset, kMinInputBits)->input_bits == preset_circuit(preset, kMaxInputBits)->input_bits;
}

/// The options where they are given, otherwise what the arguments say, who then must agree.
InputForm input_form(const CLI::App& verb, const CompareOptions& options, const std::vector<Given>& given) {
  const InputForm asked{options.input_bits, !options.is_unsigned};
  std::set<InputForm> said;
  for (const Given& entry : given) {
    if (const auto* plain = std::get_if<PlainMultiplier>(&entry)) {
      said.insert({plain->input_bits, asked.is_signed});
    } else if (const auto* preset = std::get_if<std::string>(&entry)) {
      if (says_width(*preset)) said.insert({preset_circuit(*preset)->input_bits, asked.is_signed});
    } else if (verb.count("--input-bits") + verb.count("--unsigned") == 0) {
      // A file's circuit works for any input, so that the options may ask for another.
      const auto& file = std::get<CircuitsOfFile>(entry);
      if (!file.says_input) continue;
      for (const CircuitFile& one : file.circuits) said.insert({one.circuit.input_bits, one.circuit.input_signed});
    }
  }
  if (verb.count("--input-bits") > 0) said.insert(asked);
  if (said.size() > 1) {
    throw usage_error("inputs of " + input_text(*said.begin()) + ", and of " + input_text(*said.rbegin()) +
                      ": only multipliers of the same input compare: pass --input-bits, and names that agree with it");
  }
  return said.empty() ? asked : *said.begin();
}

std::vector<std::string> baselines(const InputForm& form) {
  const std::string input = std::to_string(form.bits);
  std::vector<std::string> names{"addnet:2-add", "addnet:3-add", "addnet:4-add"};
  constexpr int kMostBits = 8;
  for (int bits = kMinBoothWeightBits; bits <= kMostBits; ++bits) {
    names.push_back("booth:" + input + "x" + std::to_string(bits));
  }
  for (const char* family : {"pot:", "apot:"}) names.push_back(family + input + "x4");
  names.emplace_back("native:signless-cell");
  return names;
}

report::Candidate plain_candidate(PlainMultiplier multiplier, const InputForm& form) {
  multiplier.input_signed = form.is_signed;
  report::Candidate result;
  result.name = multiplier.name();
  result.kind = report::Kind::kPlain;
  result.stored_bits = multiplier.weight_bits;
  const std::int64_t half = std::int64_t{1} << (multiplier.weight_bits - 1);
  for (std::int64_t level = -half; level < half; ++level) result.set.push_back(level);
  try {
    result.luts = {verify::synthesised_luts(multiplier, "xc7"), verify::synthesised_luts(multiplier, "xcup")};
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kMissingTool) throw;
    result.remark = std::string("LUTs not measured: ") + error.what();
  }
  return result;
}

std::vector<report::Candidate> candidates(const std::vector<Given>& given, const InputForm& form,
                                          const DotProduct& dot) {
  std::vector<report::Candidate> result;
  for (const Given& entry : given) {
    if (const auto* plain = std::get_if<PlainMultiplier>(&entry)) {
      result.push_back(plain_candidate(*plain, form));
    } else if (const auto* preset = std::get_if<std::string>(&entry)) {
      result.push_back(report::candidate(*preset_circuit(*preset, form.bits, form.is_signed), dot));
    } else {
      for (const CircuitFile& file : std::get<CircuitsOfFile>(entry).circuits) {
        Circuit circuit = file.circuit;
        circuit.input_bits = form.bits;
        circuit.input_signed = form.is_signed;
        result.push_back(report::candidate(circuit, dot));
      }
    }
  }
  return result;
}

/// What was asked, for the record: the command can be written from it again.
Json query_of(const CLI::App& verb, const CompareOptions& options) {
  Json query{{"circuits", options.circuits}};
  if (!options.weights.weights.empty()) query["weights"] = options.weights.weights;
  if (!options.weights.dists.empty()) query["dist"] = options.weights.dists;
  query["baselines"] = !options.no_baselines;
  if (verb.count("--input-bits") > 0) query["input_bits"] = options.input_bits;
  if (options.is_unsigned) query["input_signed"] = false;
  query["context"] = options.context;
  query["lanes"] = options.dot.lanes;
  query["accumulator_bits"] = options.dot.accumulator_bits;
  return query;
}

/// "rccm.comparison/1" with the query behind the schema.
Json comparison_json(const report::Comparison& comparison, const Json& query) {
  const Json result = to_json(comparison);
  Json json{{"schema", result["schema"]}, {"query", query}};
  json.update(result);
  return json;
}

void compare(const CLI::App& verb, const CompareOptions& options) {
  constexpr double kPixelsPerUnit = 2;
  if (!options.png.empty()) report::require_png_tool();
  std::vector<Given> given;
  for (const std::string& name : options.circuits) given.push_back(read_argument(name));
  const InputForm form = input_form(verb, options, given);
  if (!options.no_baselines) {
    for (std::string& name : baselines(form)) given.emplace_back(std::move(name));
  }
  if (given.empty()) throw usage_error("nothing to compare: name circuits or leave out --no-baselines");
  std::vector<report::NamedWeights> weights;
  for (NamedDistribution& entry : load_distributions(options.weights)) {
    weights.push_back({std::move(entry.name), std::move(entry.distribution)});
  }
  if (!options.accuracy.empty() && options.svg.empty() && options.png.empty()) {
    throw usage_error("--accuracy is for the plot: pass --svg FILE or --png FILE, too");
  }
  const report::Setting setting{form.bits, form.is_signed,
                                options.context == "mac" ? report::Context::kMac : report::Context::kProduct,
                                options.dot};
  const report::Comparison comparison =
      report::compare(candidates(given, form, options.dot), weights, setting, hardware_threads());
  if (!options.svg.empty() || !options.png.empty()) {
    const std::string picture =
        options.accuracy.empty()
            ? report::compare_svg(comparison)
            : report::accuracy_svg(comparison, report::read_accuracies(read_file(options.accuracy), options.accuracy));
    if (!options.svg.empty()) write_result(options.svg, picture);
    if (!options.png.empty()) write_result(options.png, report::svg_to_png(picture, kPixelsPerUnit));
  }
  // One result at a time on stdout.
  if (options.output == "-" && (options.svg == "-" || options.png == "-")) return;
  write_result(options.output, options.json ? rccm::to_text(comparison_json(comparison, query_of(verb, options)))
                                            : report::comparison_text(comparison));
}

}  // namespace

void add_compare(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("compare", "set circuits and baselines side by side: LUTs, bits, fidelity");
  const auto options = std::make_shared<CompareOptions>();
  verb->add_option("CIRCUIT", options->circuits,
                   "circuit files, results of searches, built-in circuits, or plain:8x4 for the multiplication that "
                   "Yosys synthesises")
      ->type_name("FILE|{" + built_in_names(",") + ",plain:8x4}");
  const std::string no_baselines_help =
      "leave out what is compared with otherwise: Booth multipliers by 2 to 8 bits, powers of two and their sums, the "
      "published circuits, one signless cell";
  verb->add_flag("--no-baselines", options->no_baselines, no_baselines_help);
  verb->add_option("--input-bits", options->input_bits, "width of x (default: what the files say, or 8)")
      ->type_name("N")
      ->check(CLI::Range(kMinInputBits, kMaxInputBits));
  const std::string unsigned_help = "x is unsigned";
  verb->add_flag("--unsigned", options->is_unsigned, unsigned_help);
  verb->add_option("--context", options->context,
                   "what a front and the plot count: LUTs of the multiplier, or per multiply-accumulate")
      ->check(CLI::IsMember({"product", "mac"}))
      ->capture_default_str();
  verb->add_option("--lanes", options->dot.lanes, "products of the dot product of a multiply-accumulate")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
  verb->add_option("--accumulator-bits", options->dot.accumulator_bits, "width of its accumulator")
      ->check(CLI::Range(4, 64))
      ->capture_default_str();
  add_weight_list_options(*verb, options->weights);

  verb->add_option("--svg", options->svg, "write a plot of SQNR over LUTs, for the first of the weights")
      ->type_name("FILE")
      ->group("Output");
  verb->add_option("--accuracy", options->accuracy,
                   "plot the accuracy of networks instead of SQNR: a CSV file of circuits' names and per cent, with "
                   "that of real numbers as 'float' and perhaps a 'title'")
      ->type_name("FILE")
      ->group("Output");
  verb->add_option("--png", options->png, "the same as PNG (needs rsvg-convert)")->type_name("FILE")->group("Output");
  const std::string json_help = "print rccm.comparison/1 instead of a table";
  verb->add_flag("--json", options->json, json_help)->group("Output");
  verb->add_option("-o,--output", options->output, "where to write the table or JSON; - is stdout")
      ->type_name("FILE")
      ->group("Output");
  verb->footer(
      "Examples:\n"
      "  rccm compare --dist gaussian,laplace\n"
      "  rccm compare front.json --weights net.npz:conv1.weight --svg front.svg\n"
      "  rccm compare --dist gaussian --accuracy accuracy.csv --svg accuracy.svg\n"
      "  rccm compare addnet:2-add booth:8x4 plain:8x4 --no-baselines --dist laplace --json");
  verb->callback([verb, options] { compare(*verb, *options); });
}

}  // namespace rccm::cli
