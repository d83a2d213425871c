#include "search/native_search.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <string>

#include "circuit/coefficient_set.hpp"
#include "circuit/mapping.hpp"
#include "circuit/simulate.hpp"
#include "search/native_query.hpp"
#include "support/error.hpp"
#include "weights/fit.hpp"

namespace rccm {
namespace {

const Distribution& gaussian() {
  static const Distribution distribution = Distribution::synthetic(Distribution::Family::kGaussian);
  return distribution;
}

// Every function that a cell with these inputs may have for a select value, from the rules of the modes alone.
std::vector<Function> all_functions(Mode mode, int muxed, bool upper_half) {
  std::vector<Function> all;
  std::vector<std::optional<Term>> addends{std::nullopt};
  for (int i = 0; i < muxed; ++i) {
    for (const bool negate : {false, true}) addends.push_back(Term{i, negate});
  }
  for (const auto& g : addends) {
    if (mode == Mode::kGated) {
      all.push_back({std::nullopt, g});
      all.push_back({Term{muxed, false}, g});
      continue;
    }
    for (const auto& f : addends) {
      if (f && f->negate && g && g->negate) continue;
      if (mode == Mode::kPaired && !upper_half && f) continue;
      all.push_back({f, g});
    }
  }
  return all;
}

// Removes inputs that no function uses; a circuit must not have them.
Cell without_unused(const Cell& cell) {
  Cell result = cell;
  result.inputs.clear();
  std::map<int, int> kept;
  const auto keep = [&](std::optional<Term>& term) {
    if (!term) return;
    const auto [entry, is_new] = kept.emplace(term->input, static_cast<int>(result.inputs.size()));
    if (is_new) result.inputs.push_back(cell.inputs[static_cast<std::size_t>(term->input)]);
    term->input = entry->second;
  };
  for (Function& function : result.functions) {
    keep(function.f);
    keep(function.g);
  }
  return result;
}

// The best SQNR at each LUT count over all circuits of one cell, written down as plainly as possible.
std::map<int, double> plain_front(Mode mode, int select_bits, const std::vector<Input>& inputs, bool signless,
                                  int input_bits) {
  std::map<int, double> best;
  const int selects = 1 << select_bits;
  const int muxed = static_cast<int>(inputs.size()) - (mode == Mode::kGated ? 1 : 0);
  Cell cell{mode, inputs, select_bits, std::vector<Function>(static_cast<std::size_t>(selects)), {}};
  const auto visit = [&](const auto& self, int select) -> void {
    if (select == selects) {
      Circuit circuit{"plain", Space::kNative, input_bits, true, signless, {without_unused(cell)}};
      const CoefficientSet set = canonical(coefficient_set(circuit));
      if (set == CoefficientSet{0}) return;
      const double sqnr = fit_scale(set, gaussian()).sqnr_db();
      double& entry = best.try_emplace(lut_count(circuit), -1.0).first->second;
      entry = std::max(entry, sqnr);
      return;
    }
    const bool upper = select >= selects / 2;
    for (const Function& function : all_functions(mode, muxed, upper)) {
      if (mode == Mode::kPaired && upper &&
          function.g != cell.functions[static_cast<std::size_t>(select - selects / 2)].g) {
        continue;
      }
      cell.functions[static_cast<std::size_t>(select)] = function;
      self(self, select + 1);
    }
  };
  visit(visit, 0);
  return best;
}

void merge_front(std::map<int, double>& all, const std::map<int, double>& more) {
  for (const auto& [luts, sqnr] : more) {
    double& entry = all.try_emplace(luts, -1.0).first->second;
    entry = std::max(entry, sqnr);
  }
}

// The best at each LUT count or fewer.
double best_within(const std::map<int, double>& front, int luts) {
  double best = -1;
  for (const auto& [cost, sqnr] : front) {
    if (cost <= luts) best = std::max(best, sqnr);
  }
  return best;
}

NativeSearchParams small_params() {
  NativeSearchParams params;
  params.cells = {1, 2};
  params.chains = 4;
  params.steps = 300;
  params.space.max_shift = 1;
  params.space.most_stored_bits = 3;
  params.space.max_consumer_shift = 1;
  params.cost.input_bits = 5;
  return params;
}

}  // namespace

TEST_CASE("The search of one cell finds what trying all its functions finds") {
  const int input_bits = 4;
  const auto [select_bits, max_shift] = GENERATE(std::pair(1, 1), std::pair(2, 0));
  const bool signless = GENERATE(false, true);
  CAPTURE(select_bits, max_shift, signless);
  std::vector<Input> shifts;
  for (int shift = 0; shift <= max_shift; ++shift) shifts.push_back({kSourceX, shift});
  std::map<int, double> plain = plain_front(Mode::kDual, select_bits, shifts, signless, input_bits);
  if (select_bits > 1) merge_front(plain, plain_front(Mode::kPaired, select_bits, shifts, signless, input_bits));
  for (const Input& ungated : shifts) {
    std::vector<Input> inputs = shifts;
    inputs.push_back(ungated);
    merge_front(plain, plain_front(Mode::kGated, select_bits, inputs, signless, input_bits));
  }

  NativeSearchParams params;
  params.cells = {1};
  params.space = {1,        max_shift, select_bits + (signless ? 1 : 0), select_bits + (signless ? 1 : 0), !signless,
                  signless, 0};
  params.cost.input_bits = input_bits;
  if (params.space.least_stored_bits < 2) params.space.least_stored_bits = 1;
  NativeSearchStats stats;
  std::map<int, double> found;
  for (const NativeCandidate& candidate : search_native(params, gaussian(), &stats).candidates()) {
    merge_front(found, {{static_cast<int>(candidate.cost), candidate.sqnr_db}});
  }
  CHECK(stats.exhaustive);
  for (int luts = 0; luts <= 12; ++luts) {
    CAPTURE(luts);
    CHECK(best_within(found, luts) == Approx(best_within(plain, luts)).margin(1e-9));
  }
}

TEST_CASE("What a native search reports is true of its circuits, down to LUTs and carry chains") {
  NativeSearchParams params = small_params();
  const NativeArchive archive = search_native(params, gaussian());
  const std::vector<NativeCandidate> candidates = archive.candidates();
  REQUIRE(candidates.size() > 3);
  for (const NativeCandidate& candidate : candidates) {
    INFO(to_text(to_json(candidate.circuit)));
    validate(candidate.circuit);
    CHECK(candidate.cost == lut_count(candidate.circuit));
    CHECK(candidate.stored_bits == stored_bits(candidate.circuit));
    CHECK(candidate.set == canonical(coefficient_set(candidate.circuit)));
    CHECK(candidate.sqnr_db == Approx(fit_scale(candidate.set, gaussian()).sqnr_db()));
    const Mapping mapping = map_circuit(candidate.circuit);
    const Simulator simulator(mapping);
    const auto table = coefficient_table(candidate.circuit);
    for (std::size_t code = 0; code < table.size(); ++code) {
      for (std::int64_t x = -16; x < 16; ++x) REQUIRE(simulator.product(x, code) == table[code] * x);
    }
  }
}

TEST_CASE("A native search gives the same bytes for any number of threads and any split into shards") {
  NativeQuery query;
  query.params = small_params();
  query.params.space.most_stored_bits = 2;
  query.params.chains = 3;
  query.params.steps = 100;
  query.pareto = GENERATE(true, false);
  query.top = 3;
  query.params.keep = query.pareto ? 1 : query.top;
  query.params.cost.mac = GENERATE(true, false);
  query.weights = {{"dist", "gaussian"}};
  const std::string expected = to_text(to_json(query, run(query, gaussian()), gaussian()));
  query.params.threads = 7;
  CHECK(to_text(to_json(query, run(query, gaussian()), gaussian())) == expected);
  std::vector<std::pair<std::string, std::string>> files;
  query.params.shard.count = 3;
  for (std::uint64_t shard = 0; shard < 3; ++shard) {
    query.params.shard.index = shard;
    files.emplace_back("shard" + std::to_string(shard), to_text(to_json(query, run(query, gaussian()), gaussian())));
  }
  CHECK(to_text(merge_shards(files)) == expected);
}

TEST_CASE("A genome's values are those of its circuit, and no circuit is cheaper than its bound") {
  Random random(3);
  NativeValues values;
  int checked = 0;
  for (int cells = 1; cells <= 3; ++cells) {
    NativeSpace space;
    space.cells = cells;
    CostParams cost;
    cost.input_bits = 6;
    cost.input_signed = cells != 2;
    const BitSupport support(kMaxNativeCoefficient, cost.input_bits, cost.input_signed);
    const std::vector<NativeShape> shapes = native_shapes(space);
    for (int i = 0; i < 300; ++i) {
      const NativeShape& shape = shapes[static_cast<std::size_t>(random.below(static_cast<int>(shapes.size())))];
      NativeGenome genome = random_genome(shape, space, random);
      for (int m = 0; m < 4; ++m) mutate(genome, random);
      if (!evaluate(genome, values)) continue;
      const Circuit circuit = to_circuit(genome, cost.input_bits, cost.input_signed);
      INFO(shape.to_text() << " " << to_text(to_json(circuit)));
      validate(circuit);
      CHECK(stored_bits(circuit) == shape.stored_bits());
      CHECK(stored_bits(genome) == shape.stored_bits());
      CoefficientSet set(values.levels.begin(), values.levels.end());
      if (genome.signless) set = mirrored(set);
      CHECK(canonical(coefficient_set(circuit)) == canonical(set));
      for (const bool mac : {false, true}) {
        cost.mac = mac;
        CHECK(least_cost(genome, values, cost, support) <= cost_of(circuit, cost));
      }
      ++checked;
    }
  }
  CHECK(checked > 300);
}

TEST_CASE("An archive keeps what fewer than so many others beat, in whatever order they come") {
  Random random(9);
  std::vector<NativeCandidate> all;
  for (int i = 0; i < 120; ++i) {
    NativeCandidate candidate;
    candidate.set = {random.below(40)};
    candidate.sqnr_db = static_cast<double>(candidate.set.front());  // the same set is as good everywhere
    candidate.stored_bits = 3 + random.below(2);
    candidate.cost = random.below(12);
    all.push_back(candidate);
  }
  const std::size_t keep = 3;
  std::vector<std::pair<double, double>> expected;
  for (const NativeCandidate& candidate : all) {
    std::vector<CoefficientSet> better;
    bool is_repeated = false;
    for (const NativeCandidate& other : all) {
      if (other.stored_bits != candidate.stored_bits || other.cost > candidate.cost) continue;
      if (other.set == candidate.set) {
        is_repeated = is_repeated || other.cost < candidate.cost;
      } else if (other.sqnr_db > candidate.sqnr_db) {
        better.push_back(other.set);
      }
    }
    std::sort(better.begin(), better.end());
    better.erase(std::unique(better.begin(), better.end()), better.end());
    if (better.size() < keep && !is_repeated) {
      expected.emplace_back(candidate.stored_bits * 100 + candidate.cost, candidate.sqnr_db);
    }
  }
  std::sort(expected.begin(), expected.end());
  expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
  for (int order = 0; order < 5; ++order) {
    for (std::size_t i = all.size() - 1; i > 0; --i) {
      std::swap(all[i], all[static_cast<std::size_t>(random.below(static_cast<int>(i) + 1))]);
    }
    NativeArchive archive(keep);
    for (const NativeCandidate& candidate : all) archive.offer(candidate);
    std::vector<std::pair<double, double>> kept;
    for (const NativeCandidate& candidate : archive.candidates()) {
      kept.emplace_back(candidate.stored_bits * 100 + candidate.cost, candidate.sqnr_db);
    }
    std::sort(kept.begin(), kept.end());
    CHECK(kept == expected);
  }
}

TEST_CASE("Approximate distortions are close to the exact ones") {
  const ScaleError error(gaussian());
  for (const std::vector<std::int32_t>& levels :
       {std::vector<std::int32_t>{1, 3, 5, 9}, {0, 1, 2, 3, 4, 6, 8}, {1, 3, 4, 5, 7, 9, 11, 15}, {0, 8, 36, 92}}) {
    const CoefficientSet magnitudes(levels.begin(), levels.end());
    const double exact = fit_scale(mirrored(magnitudes), gaussian()).distortion;
    CHECK(error.of_magnitudes(levels) == Approx(exact).epsilon(0.004));
  }
  const std::vector<std::int32_t> lopsided{-8, -5, -2, 0, 1, 3, 6, 7};
  const double exact = fit_scale(CoefficientSet(lopsided.begin(), lopsided.end()), gaussian()).distortion;
  CHECK(error.of_levels(lopsided) == Approx(exact).epsilon(0.004));
}

TEST_CASE("A native search that nothing satisfies says so") {
  NativeQuery query;
  query.params = small_params();
  query.params.max_cost = -1;
  CHECK_THROWS_AS(run(query, gaussian()), Error);
}

}  // namespace rccm
