#include "search/native_two_cells.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "circuit/mapping.hpp"
#include "support/error.hpp"
#include "unit/catch.hpp"
#include "weights/fit.hpp"

namespace rccm {
namespace {

constexpr int kInputBits = 4;

const Distribution& gaussian() {
  static const Distribution distribution = Distribution::synthetic(Distribution::Family::kGaussian);
  return distribution;
}

// Every dual cell over these inputs: each select value any two addends, of which one may be negated. Inputs that no
// function uses are left out, as a circuit must not have them.
std::vector<Cell> dual_cells(const std::vector<Input>& inputs, int select_bits) {
  std::vector<std::optional<Term>> addends{std::nullopt};
  for (int i = 0; i < static_cast<int>(inputs.size()); ++i) {
    for (const bool negate : {false, true}) addends.push_back(Term{i, negate});
  }
  std::vector<Function> functions;
  for (const auto& f : addends) {
    for (const auto& g : addends) {
      if (!(f && g && f->negate && g->negate)) functions.push_back({f, g});
    }
  }
  std::vector<Cell> cells{{Mode::kDual, inputs, select_bits, {}, {}}};
  for (int select = 0; select < 1 << select_bits; ++select) {
    std::vector<Cell> longer;
    for (const Cell& cell : cells) {
      for (const Function& function : functions) {
        longer.push_back(cell);
        longer.back().functions.push_back(function);
      }
    }
    cells = std::move(longer);
  }
  for (Cell& cell : cells) {
    std::map<int, int> kept;
    cell.inputs.clear();
    for (Function& function : cell.functions) {
      for (std::optional<Term>* term : {&function.f, &function.g}) {
        if (!*term) continue;
        const auto [entry, is_new] = kept.emplace((*term)->input, static_cast<int>(cell.inputs.size()));
        if (is_new) cell.inputs.push_back(inputs[static_cast<std::size_t>(entry->first)]);
        (*term)->input = entry->second;
      }
    }
  }
  return cells;
}

bool reads_first_cell(const Cell& cell) {
  return std::any_of(cell.inputs.begin(), cell.inputs.end(), [](const Input& input) { return input.source == 0; });
}

struct Bound {
  int first_bits;
  int last_bits;
  int max_shift;
};

// The best SQNR at each number of LUTs over all circuits of two dual cells, written down as plainly as possible.
std::map<int, double> plain_front(const Bound& bound, bool signless) {
  std::vector<Input> of_x;
  for (int shift = 0; shift <= bound.max_shift; ++shift) of_x.push_back({kSourceX, shift});
  std::vector<Input> of_both = of_x;
  for (int shift = 0; shift <= bound.max_shift; ++shift) of_both.push_back({0, shift});
  std::map<CoefficientSet, double> sqnr;
  std::map<int, double> best;
  for (const Cell& last : dual_cells(of_both, bound.last_bits)) {
    if (!reads_first_cell(last)) continue;
    for (const Cell& first : dual_cells(of_x, bound.first_bits)) {
      const Circuit circuit{"plain", Space::kNative, kInputBits, true, signless, {first, last}};
      const CoefficientSet set = canonical(coefficient_set(circuit));
      if (set == CoefficientSet{0}) continue;
      const auto [entry, is_new] = sqnr.try_emplace(set, 0);
      if (is_new) entry->second = fit_scale(set, gaussian()).sqnr_db();
      double& at_cost = best.try_emplace(lut_count(circuit), -1.0).first->second;
      at_cost = std::max(at_cost, entry->second);
    }
  }
  return best;
}

double best_within(const std::map<int, double>& front, int luts) {
  double best = -1;
  for (const auto& [cost, sqnr] : front) {
    if (cost <= luts) best = std::max(best, sqnr);
  }
  return best;
}

NativeSearchParams exact_params(int stored_bits, int max_shift, bool signless) {
  NativeSearchParams params;
  params.cells = {2};
  params.exact = true;
  params.space = {2, max_shift, stored_bits, stored_bits, !signless, signless, 0};
  params.cost.input_bits = kInputBits;
  return params;
}

}  // namespace

TEST_CASE("The exact search of two cells misses nothing that trying all pairs of dual cells finds") {
  const Bound bound = GENERATE(Bound{1, 0, 1}, Bound{0, 1, 1}, Bound{1, 1, 0});
  const bool signless = GENERATE(false, true);
  CAPTURE(bound.first_bits, bound.last_bits, bound.max_shift, signless);
  const std::map<int, double> plain = plain_front(bound, signless);
  const int bits = bound.first_bits + bound.last_bits + (signless ? 1 : 0);
  NativeSearchStats stats;
  std::map<int, double> found;
  const NativeArchive archive = search_native(exact_params(bits, bound.max_shift, signless), gaussian(), &stats);
  for (const NativeCandidate& candidate : archive.candidates()) {
    CHECK(candidate.cost == lut_count(candidate.circuit));
    double& entry = found.try_emplace(static_cast<int>(candidate.cost), -1.0).first->second;
    entry = std::max(entry, candidate.sqnr_db);
  }
  CHECK(stats.exhaustive);
  for (int luts = 0; luts <= 12; ++luts) {
    CAPTURE(luts);
    CHECK(best_within(found, luts) >= best_within(plain, luts) - 1e-9);
  }
}

TEST_CASE("Annealing finds no circuit of two cells that beats the exact search") {
  const bool signless = GENERATE(false, true);
  NativeSearchParams params = exact_params(signless ? 3 : 2, 2, signless);
  const NativeArchive exact = search_native(params, gaussian());
  params.exact = false;
  params.chains = 30;
  params.steps = 3000;
  NativeSearchStats stats;
  const NativeArchive annealed = search_native(params, gaussian(), &stats);
  CHECK_FALSE(stats.exhaustive);
  for (const NativeCandidate& candidate : annealed.candidates()) {
    CAPTURE(candidate.cost);
    // The archive's limit is the best SQNR at that cost or less.
    CHECK(exact.limit(candidate.stored_bits, candidate.cost) >= candidate.sqnr_db - 1e-9);
  }
}

TEST_CASE("The exact search finds the same for any number of threads") {
  NativeSearchParams params = exact_params(3, 1, true);
  params.space.max_consumer_shift = 1;
  const auto sets = [&] {
    std::vector<std::pair<double, CoefficientSet>> result;
    for (const NativeCandidate& candidate : search_native(params, gaussian()).candidates()) {
      result.emplace_back(candidate.cost, candidate.set);
    }
    return result;
  };
  const auto expected = sets();
  params.threads = 5;
  CHECK(sets() == expected);
}

TEST_CASE("An exact search beyond its bound is refused by name") {
  NativeSearchParams params = exact_params(4, 2, false);
  CHECK_THROWS_WITH(search_native(params, gaussian()), Catch::Contains("up to 3 select bits"));
  params = exact_params(3, 4, false);
  CHECK_THROWS_WITH(search_native(params, gaussian()), Catch::Contains("--max-shift 3"));
  params = exact_params(3, 2, false);
  params.cells = {2, 3};
  CHECK_THROWS_WITH(search_native(params, gaussian()), Catch::Contains("leave out 3"));
}

}  // namespace rccm
