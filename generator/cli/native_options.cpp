#include "cli/native_options.hpp"

#include <set>

namespace rccm::cli {

void add_native_options(CLI::App& verb, NativeOptions& options) {
  const std::string group = "Native space";
  verb.add_option("--cells", options.cells, "numbers of cells: 1 (searched exhaustively), 2, 3, or several")
      ->check(CLI::IsMember({1, 2, 3}))
      ->delimiter(',')
      ->capture_default_str()
      ->group(group);
  verb.add_option("--stored-bits", options.stored_bits, "bits per stored weight (default: 2 to 8)")
      ->check(CLI::Range(2, 8))
      ->group(group);
  verb.add_option("--sign", options.sign, "where signs are: in the table, applied by the accumulation, or either")
      ->check(CLI::IsMember({"table", "accumulation", "any"}))
      ->capture_default_str()
      ->group(group);
  verb.add_option("--max-consumer-shift", options.max_consumer_shift,
                  "greatest shift that the accumulation may choose; 0: it chooses none")
      ->check(CLI::Range(0, 6))
      ->capture_default_str()
      ->group(group);
  verb.add_option("--context", options.context,
                  "what LUTs are counted: of the multiplier, or per multiply-accumulate of a dot product")
      ->check(CLI::IsMember({"product", "mac"}))
      ->capture_default_str()
      ->group(group);
  verb.add_option("--lanes", options.lanes, "products of the dot product")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str()
      ->group(group);
  verb.add_option("--accumulator-bits", options.accumulator_bits, "width of its accumulator")
      ->check(CLI::Range(4, 64))
      ->capture_default_str()
      ->group(group);
  const std::string exact_help =
      "look at all circuits of two cells too: up to 3 select bits and, with --max-shift, shifts up to 3";
  verb.add_flag("--exact", options.exact, exact_help)->group(group);
  verb.add_option("--chains", options.chains, "runs of the search of 2 and of 3 cells: more find better circuits")
      ->check(CLI::Range(1, 100000000))
      ->capture_default_str()
      ->group(group);
  verb.add_option("--steps", options.steps, "circuits that a run looks at")
      ->check(CLI::Range(1, 1000000000))
      ->capture_default_str()
      ->group(group);
  verb.add_option("--seed", options.seed, "seed of the runs")->capture_default_str()->group(group);
}

std::vector<std::string> native_option_names() {
  return {"--cells",
          "--stored-bits",
          "--sign",
          "--max-consumer-shift",
          "--context",
          "--lanes",
          "--accumulator-bits",
          "--exact",
          "--chains",
          "--steps",
          "--seed"};
}

void apply(const NativeOptions& options, NativeQuery& query) {
  NativeSearchParams& params = query.params;
  const std::set<int> cells(options.cells.begin(), options.cells.end());
  params.cells.assign(cells.begin(), cells.end());
  if (options.stored_bits != 0) {
    params.space.least_stored_bits = options.stored_bits;
    params.space.most_stored_bits = options.stored_bits;
  }
  params.space.with_signed = options.sign != "accumulation";
  params.space.with_signless = options.sign != "table";
  params.space.max_consumer_shift = options.max_consumer_shift;
  params.cost.mac = options.context == "mac";
  params.cost.dot = {options.lanes, options.accumulator_bits};
  params.exact = options.exact;
  params.chains = options.chains;
  params.steps = options.steps;
  params.seed = options.seed;
}

}  // namespace rccm::cli
