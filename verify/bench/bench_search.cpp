// Prints what searching the published space costs: time, processor time and memory, each search in a process of its
// own, beside the targets; and the time of the plain reference on a sample of the same space. See README.md.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "bench/isolated.hpp"
#include "search/addnet_search.hpp"
#include "support/parallel.hpp"
#include "support/plain_search.hpp"
#include "weights/load.hpp"

namespace {

using rccm::AddnetSearchParams;
using rccm::Distribution;
using rccm::Metric;
using rccm::bench::Cost;
using rccm::bench::measure_isolated;

constexpr std::size_t kTop = 100;

struct Options {
  unsigned threads = rccm::hardware_threads();
  std::string weights = RCCM_EXAMPLE_WEIGHTS;
  bool restricted = false;
  bool count = false;
};

struct NamedWeights {
  const char* name;
  Distribution distribution;
};

AddnetSearchParams search_params(int adders, Metric metric, const Options& options) {
  AddnetSearchParams params;
  params.space.adders = adders;
  params.metric = metric;
  params.top = kTop;
  params.threads = options.threads;
  return params;
}

const char* name_of(Metric metric) {
  return metric == Metric::kDivergence ? "divergence" : "distortion";
}

std::uint64_t configurations_searched(const AddnetSearchParams& params, const Distribution& weights) {
  rccm::AddnetSearchStats stats;
  const auto results = rccm::search_addnet(params, weights, &stats);
  return results.empty() ? 0 : stats.configurations;
}

void print_header() {
  std::printf("%-46s %9s %9s %9s  %s\n", "search", "wall s", "CPU s", "peak MiB", "target");
}

Cost print_search(const std::string& title, const AddnetSearchParams& params, const Distribution& weights,
                  const char* target) {
  std::printf("%-46s ", title.c_str());
  std::fflush(stdout);
  const Cost cost = measure_isolated([&] { return configurations_searched(params, weights); });
  std::printf("%9.3f %9.3f %9.0f  %s\n", cost.wall_seconds, cost.cpu_seconds, cost.peak_mebibytes, target);
  return cost;
}

// The least of a few runs in this process, as an interactive user feels it.
void print_small_search(int adders, Metric metric, const NamedWeights& weights, const char* target,
                        const Options& options) {
  constexpr int kRuns = 5;
  double least = std::numeric_limits<double>::infinity();
  double least_cpu = least;
  for (int run = 0; run < kRuns; ++run) {
    rccm::AddnetSearchStats stats;
    const std::clock_t begin = std::clock();
    const auto results = rccm::search_addnet(search_params(adders, metric, options), weights.distribution, &stats);
    if (results.empty()) continue;
    least = std::min(least, stats.seconds);
    least_cpu = std::min(least_cpu, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  const std::string title = std::to_string(adders) + "-Add by " + name_of(metric) + ", " + weights.name;
  std::printf("%-46s %9.3f %9.3f %9s  %s\n", title.c_str(), least, least_cpu, "", target);
  std::fflush(stdout);
}

// Scores every circuit of one in kStride combinations of type A cells, one by one, keeping the best.
Cost measure_plain(const Distribution& weights, std::uint64_t stride) {
  return measure_isolated([&] {
    const rccm::Divergence divergence(weights, {});
    std::set<std::pair<double, rccm::CoefficientSet>> best;
    std::uint64_t circuits = 0;
    rccm::test::plain_circuits(
        {4, 3, {true, true, true, true}},
        [&](const rccm::AddnetParameters&, const rccm::CoefficientSet& set) {
          ++circuits;
          const double value = divergence(set);
          if (best.size() == kTop && value >= best.rbegin()->first) return;
          best.emplace(value, rccm::canonical(set));
          if (best.size() > kTop) best.erase(std::prev(best.end()));
        },
        stride);
    return circuits;
  });
}

void print_ratio(const Cost& fast, const Cost& plain, std::uint64_t stride) {
  const auto nanoseconds = [](double seconds, const Cost& cost) {
    return seconds * 1e9 / static_cast<double>(cost.answer);
  };
  const double plain_wall = nanoseconds(plain.wall_seconds, plain);
  const double fast_wall = nanoseconds(fast.wall_seconds, fast);
  std::printf("\n4-Add by divergence, per configuration:\n");
  std::printf("  plain reference, 1 thread, 1/%llu of the space: %.0f ns wall, %.0f ns CPU (%llu circuits)\n",
              static_cast<unsigned long long>(stride), plain_wall, nanoseconds(plain.cpu_seconds, plain),
              static_cast<unsigned long long>(plain.answer));
  std::printf("  search, the whole space:                       %.1f ns wall, %.1f ns CPU (%llu configurations)\n",
              fast_wall, nanoseconds(fast.cpu_seconds, fast), static_cast<unsigned long long>(fast.answer));
  std::printf("  ratio: %.0f in wall time, %.0f in CPU time (target: 25)\n", plain_wall / fast_wall,
              nanoseconds(plain.cpu_seconds, plain) / nanoseconds(fast.cpu_seconds, fast));
}

void print_restricted(const Distribution& gaussian, const Options& options) {
  std::printf("\n");
  print_header();
  for (const Metric metric : {Metric::kDivergence, Metric::kDistortion}) {
    for (int adders = 2; adders <= 4; ++adders) {
      AddnetSearchParams params = search_params(adders, metric, options);
      params.pareto = true;
      print_search(std::to_string(adders) + "-Add by " + name_of(metric) + ", Pareto front", params, gaussian, "");
    }
    AddnetSearchParams params = search_params(4, metric, options);
    params.max_luts = 45;
    print_search(std::string("4-Add by ") + name_of(metric) + ", at most 45 LUTs", params, gaussian, "");
  }
}

void print_count(const Distribution& gaussian, const Options& options) {
  std::printf("\n");
  print_header();
  AddnetSearchParams params = search_params(4, Metric::kDivergence, options);
  params.count_distinct = true;
  print_search("4-Add by divergence and exact counts", params, gaussian, "");
}

void print_tables(const Options& options) {
  const NamedWeights gaussian{"Gaussian", Distribution::synthetic(Distribution::Family::kGaussian)};
  const NamedWeights trained{"trained weights", Distribution::of_weights(rccm::load_weights({options.weights}))};
  std::printf("exact top %zu, %u threads; trained weights: %s\n\n", kTop, options.threads, options.weights.c_str());
  print_header();
  const Cost fast = print_search("4-Add by divergence, Gaussian", search_params(4, Metric::kDivergence, options),
                                 gaussian.distribution, "5 s, 512 MiB");
  print_search("4-Add by divergence, trained weights", search_params(4, Metric::kDivergence, options),
               trained.distribution, "5 s, 512 MiB");
  print_search("4-Add by distortion, Gaussian", search_params(4, Metric::kDistortion, options), gaussian.distribution,
               "60 s, 512 MiB");
  print_search("4-Add by distortion, trained weights", search_params(4, Metric::kDistortion, options),
               trained.distribution, "60 s, 512 MiB");
  for (const NamedWeights& weights : {gaussian, trained}) {
    for (const Metric metric : {Metric::kDivergence, Metric::kDistortion}) {
      print_small_search(2, metric, weights, "0.050 s", options);
      print_small_search(3, metric, weights, "0.150 s", options);
    }
  }
  constexpr std::uint64_t kStride = 641;  // a prime, so that all cells are met in all places
  print_ratio(fast, measure_plain(gaussian.distribution, kStride), kStride);
  if (options.restricted) print_restricted(gaussian.distribution, options);
  if (options.count) print_count(gaussian.distribution, options);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("What searching the published space costs.");
  app.add_option("--threads", options.threads, "threads of the searches");
  app.add_option("--weights", options.weights, "trained weights");
  app.add_flag("--restricted", options.restricted, "Pareto fronts and searches with a LUT budget as well");
  app.add_flag("--count", options.count, "the exact numbers of distinct sets as well");
  CLI11_PARSE(app, argc, argv);
  try {
    print_tables(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_search: %s\n", error.what());
    return 1;
  }
  return 0;
}
