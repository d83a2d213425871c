#include "search/native_search.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>

#include "search/native_two_cells.hpp"
#include "search/select_order.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"
#include "weights/fit.hpp"

namespace rccm {
namespace {

// A circuit's order of functions is improved until it has saved this much. Two LUTs are rare already; and what costs
// more than that beyond what is known need not be tried.
constexpr double kMostSaved = 2;
constexpr double kTableError = 0.02;  // dB that approximate figures may be off

// A shape of one cell is looked at in so many parts, so that no thread has the largest alone.
constexpr std::uint64_t kPartsOfShape = 16;

// A unit of work: part of a shape of one cell, or a run of annealing.
struct Unit {
  int cells = 0;
  std::uint64_t index = 0;
};

}  // namespace

double NativeScorer::best_sqnr(const NativeGenome& genome, const NativeValues& values) const {
  return -10 * std::log10(std::max(approximate(genome, values), 1e-12)) + kTableError;
}

bool NativeScorer::can_matter(const NativeGenome& genome, const NativeValues& values,
                              const NativeArchive& known) const {
  constexpr double kWorthStoring = 0.1;  // dB; below it a set says nothing of the weights
  const double best = best_sqnr(genome, values);
  if (best < kWorthStoring) return false;
  const double least = least_cost(genome, values, cost_, support_);
  return best >= known.limit(stored_bits(genome), least) && (!max_cost_ || least <= *max_cost_);
}

std::optional<NativeCandidate> NativeScorer::candidate(const NativeGenome& genome, const NativeValues& values,
                                                       const NativeArchive& known) const {
  if (!can_matter(genome, values, known)) return std::nullopt;
  const double best_sqnr = this->best_sqnr(genome, values);
  const int bits = stored_bits(genome);
  NativeCandidate candidate;
  candidate.circuit = to_circuit(genome, cost_.input_bits, cost_.input_signed);
  candidate.stored_bits = bits;
  const auto cost = [&](const Circuit& circuit) { return cost_of(circuit, cost_); };
  candidate.cost = cost(candidate.circuit);
  if (best_sqnr < known.limit(bits, candidate.cost - kMostSaved)) return std::nullopt;
  if (max_cost_ && candidate.cost - kMostSaved > *max_cost_) return std::nullopt;

  // No order undercuts the bound: once there, none needs to be tried.
  const double enough = std::min(kMostSaved, candidate.cost - least(genome, values));
  OrderedCircuit ordered = cheaper_order({std::move(candidate.circuit), candidate.cost}, enough, cost);
  candidate.circuit = std::move(ordered.circuit);
  candidate.cost = ordered.cost;
  if (max_cost_ && candidate.cost > *max_cost_) return std::nullopt;
  candidate.set = canonical(coefficient_set(candidate.circuit));
  candidate.sqnr_db = fit_scale(candidate.set, weights_).sqnr_db();
  return candidate;
}

NativeArchive search_native(const NativeSearchParams& params, const Distribution& weights, NativeSearchStats* stats) {
  const auto start = std::chrono::steady_clock::now();
  const NativeScorer scorer(weights, params.cost, params.max_cost);
  std::vector<std::vector<NativeShape>> shapes;  // by number of cells
  std::vector<NativeSpace> spaces;
  std::vector<Unit> units;
  if (params.exact && params.cells.back() > 2) throw usage_error("--exact looks at one and two cells: leave out 3");
  std::optional<TwoCells> two_cells;
  if (params.exact && params.cells.back() == 2) two_cells.emplace(params);
  for (const int cells : params.cells) {
    NativeSpace space = params.space;
    space.cells = cells;
    spaces.resize(static_cast<std::size_t>(cells) + 1);
    shapes.resize(static_cast<std::size_t>(cells) + 1);
    shapes.back() = native_shapes(space);
    spaces.back() = space;
    std::uint64_t count = cells == 1 ? shapes.back().size() * kPartsOfShape : params.chains;
    if (cells > 1 && params.exact) count = two_cells->units();
    if (shapes.back().empty()) count = 0;
    for (std::uint64_t i = 0; i < count; ++i) units.push_back({cells, i});
  }

  // What annealing finds first rules most circuits of one cell out before their LUTs are counted.
  std::stable_sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.cells > b.cells; });
  const std::uint64_t first = units.size() * params.shard.index / params.shard.count;
  const std::uint64_t end = units.size() * (params.shard.index + 1) / params.shard.count;
  SharedArchive archive(params.keep);
  std::atomic<std::uint64_t> configurations{0};
  std::atomic<std::uint64_t> done{0};
  parallel_for(end - first, params.threads, [&](std::uint64_t i) {
    const Unit& unit = units[first + i];
    const auto cells = static_cast<std::size_t>(unit.cells);
    if (unit.cells == 1) {
      const NativeShape& shape = shapes[cells][unit.index / kPartsOfShape];
      const Shard part{unit.index % kPartsOfShape, kPartsOfShape};
      configurations += enumerate_single_cell(params, shape, part, scorer, archive);
    } else if (two_cells) {
      configurations += two_cells->search(unit.index, scorer, archive);
    } else {
      anneal(params, shapes[cells], spaces[cells], scorer, unit.index, archive);
      configurations += params.steps + 1;
    }
    const std::uint64_t now = ++done;
    if (params.progress) params.progress(now, end - first);
  });
  NativeSearchStats local;
  local.configurations = configurations;
  local.exhaustive = params.shard.count == 1 && is_exhaustive(params.cells, params.exact);
  local.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (stats != nullptr) *stats = local;
  return archive.copy();
}

}  // namespace rccm
