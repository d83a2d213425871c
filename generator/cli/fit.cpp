#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "circuit/json.hpp"
#include "cli/app.hpp"
#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "report/circuit_text.hpp"
#include "search/fit_set.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm::cli {

namespace {

struct FitOptions {
  std::vector<std::int64_t> set;
  std::string sign = "any";
  FitSetParams params;
  double time_limit = 0;
  bool is_unsigned = false;
  bool json = false;
  std::string output;
};

FitSetParams make_params(const FitOptions& options, const CLI::App& verb) {
  static const std::map<std::string, FitSign> signs{
      {"table", FitSign::kTable}, {"accumulation", FitSign::kAccumulation}, {"any", FitSign::kAny}};
  FitSetParams params = options.params;
  params.set = distinct(options.set);
  params.sign = signs.at(options.sign);
  params.cost.input_signed = !options.is_unsigned;
  if (verb.count("--time-limit") > 0) params.time_limit = options.time_limit;
  return params;
}

FitResult fit_with_progress(FitSetParams params, bool quiet) {
  constexpr std::uint64_t kWhole = 1000;
  Progress progress("fitting", 0, progress_stream(quiet));
  std::atomic<std::uint64_t> shown{0};
  params.progress = [&](std::uint64_t done, std::uint64_t total) {
    const std::uint64_t now = done * kWhole / total;
    const std::uint64_t before = shown.exchange(now);
    if (now > before) progress.advance(now - before);
  };
  return fit_set(params);
}

void fit(const FitOptions& options, const CLI::App& verb) {
  const FitSetParams params = make_params(options, verb);
  const FitResult result = fit_with_progress(params, is_quiet(verb));
  const std::string claim = claim_text(result, params);
  const std::string json = rccm::to_text(to_json(result.circuit));
  const bool prints_text = !options.json && options.output != "-";
  if (!options.output.empty()) write_result(options.output, json);
  if (options.json && options.output != "-") std::cout << json;
  if (prints_text) {
    std::cout << "Set " << rccm::to_text(params.set) << "\n  " << claim << "\n\n"
              << report::circuit_text(result.circuit);
  } else if (!is_quiet(verb)) {
    std::cerr << "rccm: " << claim << '\n';
  }
}

}  // namespace

void add_fit(CLI::App& app) {
  const auto options = std::make_shared<FitOptions>();
  FitSetParams& params = options->params;
  params.threads = hardware_threads();
  CLI::App* verb = app.add_subcommand("fit", "find the cheapest circuit whose coefficients include given values");
  verb->add_option("--set", options->set, "the values, separated by commas; held exactly, not up to a scale")
      ->type_name("VALUES")
      ->delimiter(',')
      ->required();
  const std::string sign_help =
      "where signs are: in the table; applied by the accumulation, so that the table needs magnitudes only; or either";
  verb->add_option("--sign", options->sign, sign_help)
      ->check(CLI::IsMember({"table", "accumulation", "any"}))
      ->capture_default_str();
  verb->add_option("--input-bits", params.cost.input_bits, "width of the input")
      ->check(CLI::Range(2, 32))
      ->capture_default_str();
  verb->add_flag("--unsigned", options->is_unsigned, "the input is not signed");

  const std::string space = "Space";
  verb->add_option("--cells", params.max_cells, "cells at the most: 1 and 2 are searched exhaustively, 3 by annealing")
      ->check(CLI::Range(1, 3))
      ->capture_default_str()
      ->group(space);
  verb->add_option("--max-shift", params.max_shift, "greatest shift (default: the least power above the set)")
      ->check(CLI::Range(0, 10))
      ->group(space);
  verb->add_option("--stored-bits", params.max_stored_bits,
                   "bits per stored weight at the most (default: one more than it takes to count the values)")
      ->check(CLI::Range(1, 8))
      ->group(space);

  const std::string running = "Running";
  verb->add_option("--time-limit", options->time_limit,
                   "take the best found after so many seconds, which may differ from run to run")
      ->check(CLI::PositiveNumber)
      ->group(running);
  verb->add_option("--nodes", params.nodes, "steps of the search for each shape of two cells; 0: to the end")
      ->capture_default_str()
      ->group(running);
  verb->add_option("--chains", params.chains, "runs of annealing, where the search did not see everything")
      ->check(CLI::Range(1, 100000000))
      ->capture_default_str()
      ->group(running);
  verb->add_option("--steps", params.steps, "circuits that such a run looks at")
      ->check(CLI::Range(1, 1000000000))
      ->capture_default_str()
      ->group(running);
  verb->add_option("--seed", params.seed, "seed of the runs")->capture_default_str()->group(running);
  verb->add_option("--threads", params.threads, "threads to use (default: all)")
      ->check(CLI::Range(1, 1024))
      ->group(running);

  verb->add_flag("--json", options->json, "print the circuit as JSON (rccm.circuit/1)")->group("Output");
  verb->add_option("-o,--output", options->output, "write the circuit as JSON to this file, - for standard output")
      ->type_name("FILE")
      ->group("Output");
  verb->footer(
      "Examples:\n"
      "  rccm fit --set 0,1,2,3,5,8,13\n"
      "  rccm fit --set=-7,-1,0,1,7 --sign table --json\n"
      "  rccm fit --set 0,1,2,3,4,6,8 --sign accumulation -o cell.json");
  verb->callback([options, verb] { fit(*options, *verb); });
}

}  // namespace rccm::cli
