#include <algorithm>
#include <atomic>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "cli/native_options.hpp"
#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "cli/weight_options.hpp"
#include "report/search_table.hpp"
#include "search/addnet_query.hpp"
#include "search/native_query.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm::cli {

namespace {

struct SearchOptions {
  WeightOptions weights;
  std::string space = "addnet";
  std::vector<int> adders{2};
  NativeOptions native;
  std::optional<int> max_shift;
  std::vector<std::string> fourth;
  std::string metric;
  std::string rule;
  std::size_t top = 10;
  bool pareto = false;
  bool worst = false;
  bool require_zero = false;
  int min_coefficients = 0;
  double max_luts = 0;
  int input_bits = 8;
  bool is_unsigned = false;
  int bins = 31;
  double epsilon = 1e-3;
  double range = 0;
  bool count = false;
  std::string shard;
  unsigned threads = hardware_threads();
  bool json = false;
  std::string output;
  std::string stats;
};

Shard parse_shard(const std::string& text) {
  const auto slash = text.find('/');
  try {
    std::size_t used_index = 0;
    std::size_t used_count = 0;
    const unsigned long index = std::stoul(text.substr(0, slash), &used_index);
    const unsigned long count = std::stoul(text.substr(slash + 1), &used_count);
    const bool whole = slash != std::string::npos && used_index == slash && slash + 1 + used_count == text.size();
    if (whole && index >= 1 && index <= count && count <= 1000000) return {index - 1, count};
  } catch (const std::logic_error&) {
    // Not numbers: the message below says what is wanted.
  }
  throw usage_error("--shard " + text + ": must be i/n with 1 <= i <= n, for example 1/4");
}

std::array<bool, 4> parse_fourth(const std::vector<std::string>& names) {
  if (names.empty()) return {true, true, true, true};
  std::array<bool, 4> allowed{};
  for (const std::string& name : names) allowed[name == "b1" ? 0 : static_cast<std::size_t>(name[1] - '0')] = true;
  return allowed;
}

AddnetQuery make_query(const SearchOptions& options, const CLI::App& verb) {
  AddnetQuery query;
  query.adders = options.adders;
  query.published_rule = !options.rule.empty();
  query.weights = to_json(options.weights);
  AddnetSearchParams& params = query.params;
  params.space.max_shift = options.max_shift.value_or(3);
  params.space.fourth = parse_fourth(options.fourth);
  params.metric = options.metric == "distortion" ? Metric::kDistortion : Metric::kDivergence;
  params.divergence = {options.bins, options.epsilon, std::nullopt};
  if (verb.count("--range") > 0) params.divergence.range = options.range;
  params.top = options.top;
  params.worst = options.worst;
  params.require_zero = options.require_zero;
  params.min_coefficients = options.min_coefficients;
  if (verb.count("--max-luts") > 0) params.max_luts = static_cast<int>(options.max_luts);
  params.pareto = options.pareto;
  // The front of an arithmetic designer is over what a weight loses, whatever the default of the ranking.
  if (options.pareto && options.metric.empty()) params.metric = Metric::kDistortion;
  params.count_distinct = options.count;
  params.input_bits = options.input_bits;
  params.input_signed = !options.is_unsigned;
  if (!options.shard.empty()) params.shard = parse_shard(options.shard);
  params.threads = options.threads;
  return query;
}

NativeQuery make_native_query(const SearchOptions& options, const CLI::App& verb) {
  NativeQuery query;
  apply(options.native, query);
  query.weights = to_json(options.weights);
  query.pareto = options.pareto;
  query.top = options.top;
  query.divergence = {options.bins, options.epsilon, std::nullopt};
  if (verb.count("--range") > 0) query.divergence.range = options.range;
  NativeSearchParams& params = query.params;
  if (options.max_shift) params.space.max_shift = *options.max_shift;
  params.cost.input_bits = options.input_bits;
  params.cost.input_signed = !options.is_unsigned;
  if (verb.count("--max-luts") > 0) params.max_cost = options.max_luts;
  params.keep = options.pareto ? 1 : options.top;
  if (!options.shard.empty()) params.shard = parse_shard(options.shard);
  params.threads = options.threads;
  return query;
}

// An option that the chosen space does not know is a misunderstanding, not to be passed over.
void refuse_options_of_other_space(const SearchOptions& options, const CLI::App& verb) {
  const bool is_native = options.space == "native";
  const std::vector<std::string> of_addnet{"--adders",       "--fourth",           "--rule", "--worst",
                                           "--require-zero", "--min-coefficients", "--count"};
  for (const std::string& name : is_native ? of_addnet : native_option_names()) {
    if (verb.count(name) > 0) {
      throw usage_error(name + " is for --space " + (is_native ? "addnet" : "native") + ": leave it out");
    }
  }
  if (is_native && options.metric == "divergence") {
    throw usage_error("--space native ranks by distortion: leave out --metric divergence");
  }
}

void write_outputs(const SearchOptions& options, const Json& result, double seconds, const std::string& table) {
  const std::string json = rccm::to_text(result);
  if (!options.output.empty()) write_result(options.output, json);
  if (options.json && options.output != "-") std::cout << json;
  if (!options.json && options.output.empty()) std::cout << table;
  if (!options.stats.empty()) {
    write_result(options.stats, rccm::to_text(Json{{"seconds", seconds}, {"threads", options.threads}}));
  }
}

void search_native_space(const SearchOptions& options, const CLI::App& verb) {
  NativeQuery query = make_native_query(options, verb);
  const Distribution weights = load_required_distribution(options.weights);
  NativeOutcome outcome;
  {
    constexpr std::uint64_t kWhole = 1000;
    Progress progress("searching", kWhole, progress_stream(is_quiet(verb)));
    std::atomic<std::uint64_t> shown{0};
    query.params.progress = [&](std::uint64_t done, std::uint64_t total) {
      const std::uint64_t now = done * kWhole / total;
      const std::uint64_t before = shown.exchange(now);
      if (now > before) progress.advance(now - before);
    };
    outcome = run(query, weights);
  }
  write_outputs(options, rccm::to_json(query, outcome, weights), outcome.stats.seconds, search_table(query, outcome));
}

void search(const SearchOptions& options, const CLI::App& verb) {
  refuse_options_of_other_space(options, verb);
  if (options.space == "native") {
    search_native_space(options, verb);
    return;
  }
  AddnetQuery query = make_query(options, verb);
  if (query.published_rule && options.metric == "distortion") {
    throw usage_error("--rule addnet ranks by divergence: leave out --metric");
  }
  const Distribution weights = load_required_distribution(options.weights);
  AddnetOutcome outcome;
  {
    // Pairs differ in number from size to size, so that the line counts shares of the whole.
    constexpr std::uint64_t kWhole = 1000;
    Progress progress("searching", kWhole * query.adders.size(), progress_stream(is_quiet(verb)));
    std::atomic<std::uint64_t> shown{0};
    query.params.progress = [&](std::uint64_t done, std::uint64_t total) {
      const std::uint64_t now = done * kWhole / total;
      std::uint64_t before = shown.load();
      while (now > before && !shown.compare_exchange_weak(before, now)) {
      }
      if (now > before) progress.advance(now - before);
      if (done == total) shown = 0;
    };
    outcome = run(query, weights);
  }
  write_outputs(options, rccm::to_json(query, outcome), outcome.stats.seconds, search_table(query, outcome));
}

}  // namespace

void add_search(CLI::App& app) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* verb = app.add_subcommand("search", "search a space of circuits and rank them by weights");
  add_weight_options(*verb, options->weights, true);

  verb->add_option("--space", options->space, "family of circuits")
      ->check(CLI::IsMember({"addnet", "native"}))
      ->group("Space");
  verb->add_option("--adders", options->adders, "sizes of the published circuits: 2, 3 or 4, or several")
      ->check(CLI::IsMember({2, 3, 4}))
      ->delimiter(',')
      ->group("Space");
  verb->add_option("--max-shift", options->max_shift, "greatest shift of an operand (default: addnet 3, native 6)")
      ->check(CLI::Range(0, 10))
      ->group("Space");
  verb->add_option("--fourth", options->fourth,
                   "fourth functions of type A cells allowed, A1 having the least shift (default: all)")
      ->check(CLI::IsMember({"b1", "a1", "a2", "a3"}))
      ->delimiter(',')
      ->group("Space");
  verb->add_option("--input-bits", options->input_bits, "width of the input")
      ->check(CLI::Range(2, 32))
      ->capture_default_str()
      ->group("Space");
  verb->add_flag("--unsigned", options->is_unsigned, "the input is not signed")->group("Space");

  add_native_options(*verb, options->native);

  verb->add_option("--metric", options->metric,
                   "what to rank by (default: divergence; distortion with --pareto or "
                   "--space native)")
      ->check(CLI::IsMember({"divergence", "distortion"}))
      ->group("Ranking");
  verb->add_option("--top", options->top, "how many circuits to report")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str()
      ->group("Ranking");
  verb->add_option("--rule", options->rule,
                   "selection rule instead of a ranking: of the five sets of least divergence that hold zero, the one "
                   "with most coefficients")
      ->check(CLI::IsMember({"addnet"}))
      ->group("Ranking");
  verb->add_flag("--pareto", options->pareto, "the circuits that no other beats in LUTs, stored bits and metric")
      ->group("Ranking");
  verb->add_flag("--worst", options->worst, "rank from the other end")->group("Ranking");
  verb->add_flag("--require-zero", options->require_zero, "only sets that hold 0")->group("Ranking");
  verb->add_option("--min-coefficients", options->min_coefficients, "only sets of at least this many coefficients")
      ->check(CLI::NonNegativeNumber)
      ->group("Ranking");
  verb->add_option("--max-luts", options->max_luts, "only circuits of at most this many LUTs")
      ->check(CLI::PositiveNumber)
      ->group("Ranking");
  verb->add_option("--bins", options->bins, "bins of the divergence")
      ->check(CLI::Range(2, 1024))
      ->capture_default_str()
      ->group("Ranking");
  verb->add_option("--epsilon", options->epsilon, "smoothing of the divergence")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group("Ranking");
  verb->add_option("--range", options->range,
                   "half width of the divergence's histogram (default: largest weight, or 4σ)")
      ->check(CLI::PositiveNumber)
      ->group("Ranking");

  verb->add_option("--threads", options->threads, "threads to use (default: all)")
      ->check(CLI::Range(1, 1024))
      ->group("Running");
  verb->add_option("--shard", options->shard, "search part i of n only, for rccm merge; for example 1/4")
      ->group("Running");
  verb->add_flag("--count", options->count, "also count the distinct sets of the space (4-Add: a minute and 1 GiB)")
      ->group("Running");

  verb->add_flag("--json", options->json, "print rccm.circuits/1 instead of a table")->group("Output");
  verb->add_option("-o,--output", options->output, "write rccm.circuits/1 to this file, - for standard output")
      ->type_name("FILE")
      ->group("Output");
  verb->add_option("--stats", options->stats, "write the time taken, which is no result, to this file")
      ->type_name("FILE")
      ->group("Output");
  verb->footer(
      "Examples:\n"
      "  rccm search --dist gaussian --adders 2 --metric distortion\n"
      "  rccm search --weights examples/weights/resnet20-all-convolutions.csv --adders 3 --rule addnet\n"
      "  rccm search --dist laplace --adders 2,3 --pareto --json -o front.json\n"
      "  rccm search --space native --cells 1 --dist gaussian --stored-bits 3 --max-luts 10");
  verb->callback([options, verb] { search(*options, *verb); });
}

}  // namespace rccm::cli
