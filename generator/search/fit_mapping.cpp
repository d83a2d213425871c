#include "search/fit_mapping.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include "search/select_order.hpp"
#include "support/parallel.hpp"

namespace rccm {
namespace {

// A circuit that costs so much more than the cheapest is not improved: another order saves a LUT at most, with few
// exceptions.
constexpr double kMostSaved = 1;

// The functions that are not needed repeat another of the needed ones.
void repeat(NativeGenome& genome, int cell, int needed, int repeated) {
  NativeGenome::Gene& gene = genome.genes[static_cast<std::size_t>(cell)];
  const int half = gene.shape.mode == Mode::kPaired ? gene.functions() / 2 : 0;
  const int count = half > 0 ? half : gene.functions();
  const auto from = static_cast<std::size_t>(repeated);
  for (int s = needed; s < count; ++s) {
    const auto to = static_cast<std::size_t>(s);
    gene.g[to] = gene.g[from];
    gene.f[to + static_cast<std::size_t>(half)] = gene.f[from + static_cast<std::size_t>(half)];
  }
}

class Improver {
 public:
  explicit Improver(const CostParams& cost) : cost_(cost) {}

  [[nodiscard]] FittedCircuit map(const NativeGenome& genome) const {
    Circuit circuit = to_circuit(genome, cost_.input_bits, cost_.input_signed, ProductScale::kExact);
    const double luts = cost_of(circuit, cost_);
    return {std::move(circuit), luts};
  }

  [[nodiscard]] FittedCircuit improve(const FitCandidate& candidate) const {
    NativeGenome genome = candidate.genome;
    FittedCircuit best = map(genome);
    for (int c = 0; c < genome.cells; ++c) {
      const int needed = candidate.needed[static_cast<std::size_t>(c)];
      int best_repeated = 0;
      for (int repeated = 1; repeated < needed; ++repeated) {
        repeat(genome, c, needed, repeated);
        FittedCircuit now = map(genome);
        if (!is_cheaper(now, best)) continue;
        best = std::move(now);
        best_repeated = repeated;
      }
      repeat(genome, c, needed, best_repeated);
    }
    constexpr double kEnough = 1e9;
    const auto luts = [&](const Circuit& circuit) { return cost_of(circuit, cost_); };
    OrderedCircuit ordered = cheaper_order({std::move(best.circuit), best.luts}, kEnough, luts);
    return {std::move(ordered.circuit), ordered.cost};
  }

 private:
  const CostParams& cost_;
};

}  // namespace

bool is_cheaper(const FittedCircuit& a, const FittedCircuit& b) {
  const auto rough = [](const FittedCircuit& c) {
    return std::tuple(c.luts, stored_bits(c.circuit), c.circuit.cells.size());
  };
  if (rough(a) != rough(b)) return rough(a) < rough(b);
  return a.circuit.cells < b.circuit.cells;
}

FitMapping map_candidates(const std::vector<FitCandidate>& candidates, const CostParams& cost, unsigned threads,
                          const std::function<bool()>& is_over) {
  FitMapping mapping;
  if (candidates.empty()) return mapping;
  const Improver improver(cost);
  std::mutex mutex;
  std::optional<FittedCircuit>& best = mapping.cheapest;
  std::atomic<bool> ran_out{false};
  const auto has_ended = [&] {
    if (!is_over || !is_over()) return false;
    ran_out = true;
    return true;
  };
  const auto offer = [&](FittedCircuit circuit) {
    const std::lock_guard lock(mutex);
    if (!best || is_cheaper(circuit, *best)) best = std::move(circuit);
  };
  constexpr double kUnknown = 1e9;
  std::vector<double> luts(candidates.size(), kUnknown);
  parallel_for(candidates.size(), threads, [&](std::uint64_t i) {
    if (i > 0 && has_ended()) return;
    FittedCircuit circuit = improver.map(candidates[i].genome);
    luts[i] = circuit.luts;
    offer(std::move(circuit));
  });
  const double worth_improving = best->luts + kMostSaved;
  parallel_for(candidates.size(), threads, [&](std::uint64_t i) {
    if (luts[i] > worth_improving || has_ended()) return;
    offer(improver.improve(candidates[i]));
  });
  mapping.ran_out = ran_out;
  return mapping;
}

}  // namespace rccm
