#include <map>
#include <set>

#include "bindings.hpp"
#include "search/addnet_query.hpp"
#include "search/fit_set.hpp"
#include "search/native_query.hpp"
#include "support/error.hpp"

namespace rccm::python {

namespace {

/// What both spaces and the ways to ask have in common, as the options of rccm search.
struct SearchArguments {
  std::size_t top;
  bool pareto;
  int input_bits;
  bool input_signed;
  std::optional<double> max_luts;
  unsigned threads;
};

void check_range(const char* name, std::int64_t value, std::int64_t low, std::int64_t high) {
  if (value >= low && value <= high) return;
  throw usage_error(std::string(name) + " " + std::to_string(value) + ": must be " + std::to_string(low) + ".." +
                    std::to_string(high));
}

template <typename Value>
Value choice(const char* name, const std::string& text, const std::map<std::string, Value>& choices) {
  if (const auto found = choices.find(text); found != choices.end()) return found->second;
  std::string known;
  for (const auto& [choice, value] : choices) known += (known.empty() ? "" : ", ") + choice;
  throw usage_error(std::string(name) + " " + text + ": must be one of " + known);
}

void check(const SearchArguments& arguments) {
  check_range("top", static_cast<std::int64_t>(arguments.top), 1, 100000);
  check_range("input_bits", arguments.input_bits, kMinInputBits, kMaxInputBits);
}

/// A result as its file, and the circuits of that file.
py::object found(const std::string& text) {
  return py::module_::import("rccm").attr("SearchResult")(read_circuits(text, "search"), text);
}

py::object search_addnet(const py::object& weights, const std::vector<int>& adders, const std::string& metric,
                         std::size_t top, bool pareto, const std::string& rule, bool require_zero,
                         std::optional<int> max_luts, int input_bits, bool input_signed, unsigned threads,
                         const py::object& progress) {
  check({top, pareto, input_bits, input_signed, std::nullopt, threads});
  AddnetQuery query;
  query.adders = adders;
  const bool by_distortion = metric.empty() ? pareto : metric == "distortion";
  if (!metric.empty()) {
    (void)choice<int>("metric", metric, {{"divergence", 0}, {"distortion", 1}});
  }
  if (!rule.empty()) (void)choice<int>("rule", rule, {{"addnet", 0}});
  query.published_rule = !rule.empty();
  query.params.metric = by_distortion ? Metric::kDistortion : Metric::kDivergence;
  query.params.top = top;
  query.params.pareto = pareto;
  query.params.require_zero = require_zero;
  query.params.max_luts = max_luts;
  query.params.input_bits = input_bits;
  query.params.input_signed = input_signed;
  query.params.threads = threads_of(threads);
  query.params.progress = progress_of(progress);
  const GivenWeights given = weights_of(weights);
  query.weights = given.query;
  std::string text;
  {
    const py::gil_scoped_release release;
    text = to_text(to_json(query, run(query, given.distribution)));
  }
  return found(text);
}

py::object search_native(const py::object& weights, const std::vector<int>& cells, std::size_t top, bool pareto,
                         std::optional<int> stored_bits, const std::string& sign, int max_consumer_shift,
                         const std::string& context, int lanes, int accumulator_bits, std::optional<double> max_luts,
                         std::uint64_t chains, std::uint64_t steps, std::uint64_t seed, int input_bits,
                         bool input_signed, unsigned threads, const py::object& progress) {
  check({top, pareto, input_bits, input_signed, max_luts, threads});
  NativeQuery query;
  query.pareto = pareto;
  query.top = top;
  NativeSearchParams& params = query.params;
  const std::set<int> sizes(cells.begin(), cells.end());
  for (const int size : sizes) check_range("cells", size, 1, 3);
  params.cells.assign(sizes.begin(), sizes.end());
  if (stored_bits) {
    check_range("stored_bits", *stored_bits, 2, 8);
    params.space.least_stored_bits = params.space.most_stored_bits = *stored_bits;
  }
  (void)choice<int>("sign", sign, {{"table", 0}, {"accumulation", 0}, {"any", 0}});
  params.space.with_signed = sign != "accumulation";
  params.space.with_signless = sign != "table";
  check_range("max_consumer_shift", max_consumer_shift, 0, 6);
  params.space.max_consumer_shift = max_consumer_shift;
  params.cost.mac = choice<bool>("context", context, {{"product", false}, {"mac", true}});
  check_range("lanes", lanes, 1, 4096);
  check_range("accumulator_bits", accumulator_bits, 4, 64);
  params.cost.dot = {lanes, accumulator_bits};
  params.cost.input_bits = input_bits;
  params.cost.input_signed = input_signed;
  params.max_cost = max_luts;
  params.chains = chains;
  params.steps = steps;
  params.seed = seed;
  params.keep = pareto ? 1 : top;
  params.threads = threads_of(threads);
  params.progress = progress_of(progress);
  const GivenWeights given = weights_of(weights);
  query.weights = given.query;
  std::string text;
  {
    const py::gil_scoped_release release;
    text = to_text(to_json(query, run(query, given.distribution), given.distribution));
  }
  return found(text);
}

py::object fit(const py::object& coefficients, const std::string& sign, int max_cells, std::optional<int> max_shift,
               std::optional<int> max_stored_bits, std::optional<double> time_limit, std::uint64_t seed, int input_bits,
               bool input_signed, unsigned threads, const py::object& progress) {
  FitSetParams params;
  params.set = set_of(coefficients);
  params.sign = choice<FitSign>(
      "sign", sign, {{"table", FitSign::kTable}, {"accumulation", FitSign::kAccumulation}, {"any", FitSign::kAny}});
  check_range("max_cells", max_cells, 1, 3);
  check_range("input_bits", input_bits, kMinInputBits, kMaxInputBits);
  params.max_cells = max_cells;
  params.max_shift = max_shift;
  params.max_stored_bits = max_stored_bits;
  params.time_limit = time_limit;
  params.seed = seed;
  params.cost.input_bits = input_bits;
  params.cost.input_signed = input_signed;
  params.threads = threads_of(threads);
  params.progress = progress_of(progress);
  FitResult result;
  {
    const py::gil_scoped_release release;
    result = fit_set(params);
  }
  const std::string claim = claim_text(result, params);
  return py::module_::import("rccm").attr("FitResult")(NamedCircuit{result.circuit, std::nullopt}, result.luts,
                                                       result.claim == FitClaim::kProven, claim);
}

}  // namespace

void bind_search(py::module_& module) {
  module.def("search_addnet", &search_addnet, py::arg("weights"), py::kw_only(),
             py::arg("adders") = std::vector<int>{2}, py::arg("metric") = "", py::arg("top") = 10,
             py::arg("pareto") = false, py::arg("rule") = "", py::arg("require_zero") = false,
             py::arg("max_luts") = py::none(), py::arg("input_bits") = 8, py::arg("input_signed") = true,
             py::arg("threads") = 0, py::arg("progress") = py::none(),
             "Searches the published circuits of 2, 3 or 4 adders exhaustively, as `rccm search --space addnet`.\n\n"
             "weights: an array, FILE[:TENSOR], or gaussian, laplace, uniform. metric: divergence or distortion;\n"
             "empty: distortion with pareto, otherwise divergence. threads: 0 stands for all. progress(done, total)\n"
             "is called now and then.");
  module.def("search_native", &search_native, py::arg("weights"), py::kw_only(),
             py::arg("cells") = std::vector<int>{1, 2}, py::arg("top") = 10, py::arg("pareto") = false,
             py::arg("stored_bits") = py::none(), py::arg("sign") = "any", py::arg("max_consumer_shift") = 3,
             py::arg("context") = "product", py::arg("lanes") = 16, py::arg("accumulator_bits") = 24,
             py::arg("max_luts") = py::none(), py::arg("chains") = 400, py::arg("steps") = 20000, py::arg("seed") = 1,
             py::arg("input_bits") = 8, py::arg("input_signed") = true, py::arg("threads") = 0,
             py::arg("progress") = py::none(),
             "Searches all circuits that fit the fabric's cells, as `rccm search --space native`: one cell\n"
             "exhaustively, two and three by annealing. The arguments are the program's options.");
  module.def("fit", &fit, py::arg("coefficients"), py::kw_only(), py::arg("sign") = "any", py::arg("max_cells") = 3,
             py::arg("max_shift") = py::none(), py::arg("max_stored_bits") = py::none(),
             py::arg("time_limit") = py::none(), py::arg("seed") = 1, py::arg("input_bits") = 8,
             py::arg("input_signed") = true, py::arg("threads") = 0, py::arg("progress") = py::none(),
             "The cheapest circuit found whose coefficients include these exactly, as `rccm fit`.");
}

}  // namespace rccm::python
