// Prints what an odd multiple of x that processing elements share is worth: the best signless circuits of one cell with
// 3x, 5x or 7x as a further data input, beside those without, for Gaussian weights and 8-bit signed input. Everything
// within the bound (3 select bits, shifts up to 3) is looked at. See README.md.

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <map>
#include <vector>

#include "circuit/coefficient_set.hpp"
#include "circuit/mapping.hpp"
#include "search/function_sets.hpp"
#include "search/native_search.hpp"
#include "search/select_order.hpp"
#include "weights/fit.hpp"

namespace {

using namespace rccm;

constexpr int kShiftBound = 3;
constexpr int kMostSelectBits = 3;
constexpr double kTableError = 0.02;  // dB that approximate figures may be off
constexpr int kMostSaved = 1;         // LUTs that an order of functions is expected to save

/// The best SQNR at each number of LUTs of the element.
using Front = std::map<int, double>;

double best_within(const Front& front, int luts) {
  double best = 0;
  for (const auto& [cost, sqnr] : front) {
    if (cost <= luts) best = std::max(best, sqnr);
  }
  return best;
}

// The cell that computes an odd multiple, once for all elements; nothing for 1, which is x itself.
NativeGenome::Gene multiple_cell(int multiple) {
  NativeGenome::Gene gene;
  gene.shape = {Mode::kDual, 0};
  gene.source.fill(kSourceX);
  gene.shift[0] = static_cast<std::int16_t>(multiple == 7 ? 3 : multiple == 5 ? 2 : 1);
  gene.f[0] = 1;
  gene.g[0] = multiple == 7 ? 4 : 3;
  return gene;
}

int shared_luts(int multiple) {
  if (multiple == 1) return 0;
  NativeGenome genome;
  genome.cells = 1;
  genome.genes[0] = multiple_cell(multiple);
  return lut_count(to_circuit(genome, 8, true));
}

Front front_of(int multiple, int select_bits, int consumer_shift, const Distribution& weights) {
  const NativeScorer scorer(weights, {}, std::nullopt);
  const int shared = shared_luts(multiple);
  NativeGenome genome;
  genome.signless = true;
  genome.consumer_shift = consumer_shift;
  genome.cells = multiple == 1 ? 1 : 2;
  NativeGenome::Gene& element = genome.genes[multiple == 1 ? 0 : 1];
  if (multiple != 1) genome.genes[0] = multiple_cell(multiple);
  NativeValues values;
  Front front;
  const auto cost = [](const Circuit& circuit) { return static_cast<double>(lut_count(circuit)); };
  for (const FunctionSet& set : function_sets({select_bits, kShiftBound, multiple != 1, true})) {
    element = set.cells.front();
    if (!evaluate(genome, values)) continue;
    const double sqnr = -10 * std::log10(std::max(scorer.approximate(genome, values), 1e-12)) + kTableError;
    if (sqnr <= best_within(front, static_cast<int>(scorer.least(genome, values)))) continue;
    for (const NativeGenome::Gene& cell : set.cells) {
      element = cell;
      const Circuit circuit = to_circuit(genome, 8, true);
      OrderedCircuit ordered{circuit, cost(circuit)};
      if (sqnr <= best_within(front, static_cast<int>(ordered.cost) - shared - kMostSaved)) continue;
      ordered = cheaper_order(std::move(ordered), kMostSaved, cost);
      const int own = static_cast<int>(ordered.cost) - shared;
      if (sqnr <= best_within(front, own)) continue;
      const double exact = fit_scale(canonical(coefficient_set(circuit)), weights).sqnr_db();
      double& entry = front[own];
      entry = std::max(entry, exact);
    }
  }
  return front;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("What odd multiples of x that processing elements share are worth");
  int most_bits = kMostSelectBits;
  app.add_option("--select-bits", most_bits, "up to so many select bits")->check(CLI::Range(2, kMostSelectBits));
  CLI11_PARSE(app, argc, argv);
  const Distribution weights = Distribution::synthetic(Distribution::Family::kGaussian);
  std::puts("| stored bits | shared | its LUTs | element: LUTs -> dB |\n|---|---|---:|---|");
  for (int select_bits = 2; select_bits <= most_bits; ++select_bits) {
    for (const int consumer_shift : {0, 1}) {
      for (const int multiple : {1, 3, 5, 7}) {
        const Front front = front_of(multiple, select_bits, consumer_shift, weights);
        std::printf("| %d%s | %s | %d |", select_bits + 1 + consumer_shift, consumer_shift > 0 ? ", one a shift" : "",
                    multiple == 1 ? "nothing" : (std::to_string(multiple) + "x").c_str(), shared_luts(multiple));
        double best = 0;
        for (const auto& [luts, sqnr] : front) {
          if (sqnr > best) std::printf(" %d: %.2f", luts, sqnr);
          best = std::max(best, sqnr);
        }
        std::puts(" |");
        std::fflush(stdout);
      }
    }
  }
  return 0;
}
