#include "search/fit_set.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>

#include "circuit/json.hpp"
#include "circuit/mapping.hpp"
#include "search/fit_cells.hpp"
#include "search/fit_mapping.hpp"
#include "support/error.hpp"
#include "support/random.hpp"

namespace rccm {
namespace {

using Values = std::set<std::int64_t>;

FitSetParams params_of(CoefficientSet set, FitSign sign = FitSign::kTable) {
  FitSetParams params;
  params.set = std::move(set);
  params.sign = sign;
  params.threads = 2;
  return params;
}

bool holds(const Circuit& circuit, const CoefficientSet& set) {
  const CoefficientSet has = coefficient_set(circuit);
  return std::includes(has.begin(), has.end(), set.begin(), set.end());
}

// All functions of a cell with the given data inputs, by the rules of the modes alone.
std::vector<Function> all_functions(Mode mode, int inputs, int ungated) {
  std::vector<Function> all;
  std::vector<std::optional<Term>> addends{std::nullopt};
  for (int i = 0; i < inputs; ++i) addends.insert(addends.end(), {Term{i, false}, Term{i, true}});
  for (const auto& g : addends) {
    if (mode == Mode::kGated) {
      all.push_back({std::nullopt, g});
      all.push_back({Term{ungated, false}, g});
      continue;
    }
    for (const auto& f : addends) {
      if (!(f && f->negate && g && g->negate)) all.push_back({f, g});
    }
  }
  return all;
}

// Visits all cells of two select values over the inputs, dual and gated with each of them as the ungated one as well.
template <typename Visit>
void visit_cells(const std::vector<Input>& inputs, Mode mode, const Visit& visit) {
  const int count = static_cast<int>(inputs.size());
  for (int ungated = 0; ungated < (mode == Mode::kGated ? count : 1); ++ungated) {
    Cell cell{mode, inputs, 1, {}, {}};
    if (mode == Mode::kGated) cell.inputs.push_back(inputs[static_cast<std::size_t>(ungated)]);
    const std::vector<Function> functions = all_functions(mode, count, count);
    for (const Function& first : functions) {
      for (const Function& second : functions) {
        cell.functions = {first, second};
        visit(cell);
      }
    }
  }
}

std::int64_t value_of(const Cell& cell, std::size_t select, std::int64_t u) {
  std::int64_t sum = 0;
  for (const auto& term : {cell.functions[select].f, cell.functions[select].g}) {
    if (!term) continue;
    const Input& input = cell.inputs[static_cast<std::size_t>(term->input)];
    sum += (term->negate ? -1 : 1) * (input.source == kSourceX ? 1 : u) * (std::int64_t{1} << input.shift);
  }
  return sum;
}

bool has_common_shift(const Cell& cell) {
  int least = kMaxShift;
  for (const Function& function : cell.functions) {
    for (const auto& term : {function.f, function.g}) {
      if (term) least = std::min(least, cell.inputs[static_cast<std::size_t>(term->input)].shift);
    }
  }
  return least > 0 && least < kMaxShift;
}

Cell without_unused(Cell cell) {
  std::vector<int> place(cell.inputs.size(), -1);
  std::vector<Input> inputs;
  for (Function& function : cell.functions) {
    for (auto* term : {&function.f, &function.g}) {
      if (!*term) continue;
      int& index = place[static_cast<std::size_t>((*term)->input)];
      if (index < 0) {
        index = static_cast<int>(inputs.size());
        inputs.push_back(cell.inputs[static_cast<std::size_t>((*term)->input)]);
      }
      (*term)->input = index;
    }
  }
  cell.inputs = inputs;
  return cell;
}

CoefficientSet random_set(Random& random, std::size_t size, int most) {
  Values values;
  while (values.size() < size) values.insert(random.below(2 * most + 1) - most);
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("one cell of two values is as cheap as the cheapest of all function tables") {
  Random random(5);
  const std::vector<Input> inputs{{kSourceX, 0}, {kSourceX, 1}, {kSourceX, 2}};
  for (int i = 0; i < 12; ++i) {
    FitSetParams params = params_of(random_set(random, 2, 6));
    params.max_cells = 1;
    params.max_shift = 2;
    params.max_stored_bits = 1;
    INFO(to_text(params.set));
    int least = std::numeric_limits<int>::max();
    for (const Mode mode : {Mode::kDual, Mode::kGated}) {
      visit_cells(inputs, mode, [&](const Cell& cell) {
        if (Values{value_of(cell, 0, 1), value_of(cell, 1, 1)} != Values(params.set.begin(), params.set.end())) return;
        Circuit circuit;
        circuit.cells = {without_unused(cell)};
        validate(circuit);
        least = std::min(least, lut_count(circuit));
      });
    }
    if (least == std::numeric_limits<int>::max()) {
      CHECK_THROWS_WITH(fit_set(params), Catch::Contains("there is none of one cell"));
      continue;
    }
    const FitResult result = fit_set(params);
    CHECK(holds(result.circuit, params.set));
    CHECK(result.luts == least);
    CHECK(lut_count(result.circuit) == least);
    CHECK(result.least_luts <= least);
  }
}

TEST_CASE("two cells are found exactly where plain enumeration finds any") {
  const std::vector<Input> first_inputs{{kSourceX, 0}, {kSourceX, 1}};
  const std::vector<Input> last_inputs{{kSourceX, 0}, {kSourceX, 1}, {0, 0}, {0, 1}};
  const BitSupport support(kMaxNativeCoefficient, 8, true);
  int found = 0;
  for (const Mode first : {Mode::kDual, Mode::kGated}) {
    std::set<Values> first_sets;
    visit_cells(first_inputs, first, [&](const Cell& cell) {
      if (!has_common_shift(cell)) first_sets.insert({value_of(cell, 0, 1), value_of(cell, 1, 1)});
    });
    for (const Mode last : {Mode::kDual, Mode::kGated}) {
      std::set<Values> products;
      visit_cells(last_inputs, last, [&](const Cell& cell) {
        for (const Values& values : first_sets) {
          Values product;
          for (const std::int64_t u : values) product.insert({value_of(cell, 0, u), value_of(cell, 1, u)});
          if (product.size() > 3) products.insert(std::move(product));
        }
      });
      Random random(7);
      for (int i = 0; i < 60; ++i) {
        const CoefficientSet set = random_set(random, 4, 5);
        INFO(to_text(set));
        FitTask task;
        task.shape = {{{first, 1}, {last, 1}}, false, false};
        task.max_shift = 1;
        task.targets.assign(set.begin(), set.end());
        CoverBudget budget{~std::uint64_t{0}, {}, false};
        FitPool pool(20);
        FitFindings findings;
        fit_cells(task, support, budget, pool, findings);
        CHECK((findings.solutions > 0) == products.contains(Values(set.begin(), set.end())));
        for (const FitCandidate& candidate : pool.candidates()) {
          const Circuit circuit = to_circuit(candidate.genome, 8, true, ProductScale::kExact);
          validate(circuit);
          CHECK(holds(circuit, set));
          CHECK(lut_count(circuit) >= findings.least_luts);
          ++found;
        }
      }
    }
  }
  CHECK(found > 100);  // or the test shows little
}

TEST_CASE("published signless sets take a cell of 10 LUTs at the most") {
  struct Case {
    CoefficientSet set;
    int stored_bits;
  };
  const Case published = GENERATE(Case{{0, 1, 2, 3, 4, 6, 8}, 4}, Case{{1, 3, 5, 9}, 3}, Case{{1, 3, 5, 7}, 3});
  FitSetParams params = params_of(published.set, FitSign::kAccumulation);
  params.max_cells = 1;
  const FitResult result = fit_set(params);
  INFO(to_text(published.set));
  CHECK(result.luts <= 10);
  CHECK(result.circuit.signless);
  CHECK(stored_bits(result.circuit) == published.stored_bits);
  CHECK(holds(result.circuit, mirrored(published.set)));
}

TEST_CASE("a set of even values is held as it is, not up to a scale") {
  const FitResult result = fit_set(params_of({0, 4, 12}));
  CHECK(holds(result.circuit, {0, 4, 12}));
}

TEST_CASE("where two cells are needed the result does not depend on threads") {
  FitSetParams params = params_of({3, 5, 11, 13}, FitSign::kAny);
  const FitResult two = fit_set(params);
  params.threads = 1;
  CHECK(to_text(to_json(fit_set(params).circuit)) == to_text(to_json(two.circuit)));
  CHECK(two.circuit.cells.size() == 2);
  CHECK(two.luts <= 16);
  CHECK(two.claim == FitClaim::kSearched);
  CHECK(holds(two.circuit, {3, 5, 11, 13}));
}

TEST_CASE("annealing finds circuits where the search of wirings is cut short") {
  FitSetParams params = params_of({3, 5, 11, 13});
  params.nodes = 1;
  params.chains = 8;
  params.steps = 4000;
  const FitResult result = fit_set(params);
  CHECK(holds(result.circuit, params.set));
  CHECK(result.claim == FitClaim::kBestFound);
  CHECK(result.luts == lut_count(result.circuit));
}

TEST_CASE("a fit within a time limit claims no more than it found") {
  FitSetParams params = params_of({3, 5, 11, 13}, FitSign::kAny);
  const FitResult whole = fit_set(params);
  REQUIRE(whole.claim == FitClaim::kSearched);
  // However far a machine gets in the time: nothing, a part of the circuits, or all of them.
  params.time_limit = GENERATE(0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0);
  INFO("time limit " << *params.time_limit);
  try {
    const FitResult result = fit_set(params);
    CHECK(holds(result.circuit, params.set));
    CHECK(result.luts >= whole.least_luts);
    CHECK(result.least_luts <= whole.luts);
    if (result.claim == FitClaim::kBestFound) {
      CHECK_THAT(claim_text(result, params), Catch::Contains("best found in "));
    }
    CHECK((result.claim != FitClaim::kProven || result.luts <= whole.luts));
  } catch (const Error& error) {
    CHECK_THAT(error.what(), Catch::EndsWith("was found: raise --nodes, --chains or --time-limit"));
  }
}

TEST_CASE("circuits that there was no time to map are not claimed to be compared") {
  FitPool pool(20);
  FitFindings findings;
  FitTask task;
  task.shape = {{{Mode::kDual, 2}}, false, false};
  task.max_shift = 3;
  task.targets = {0, 1, 2, 4};
  CoverBudget budget{~std::uint64_t{0}, {}, false};
  const BitSupport support(kMaxNativeCoefficient, 8, true);
  fit_cells(task, support, budget, pool, findings);
  const std::vector<FitCandidate> candidates = pool.candidates();
  REQUIRE(candidates.size() > 1);

  CHECK_FALSE(map_candidates(candidates, task.cost, 1, {}).ran_out);
  int calls = 0;
  const FitMapping cut = map_candidates(candidates, task.cost, 1, [&] { return ++calls > 1; });
  CHECK(cut.ran_out);
  REQUIRE(cut.cheapest);
  CHECK(holds(cut.cheapest->circuit, {0, 1, 2, 4}));
}

TEST_CASE("impossible sets are refused with the reason") {
  struct Case {
    CoefficientSet set;
    int cells;
    const char* message;
  };
  const Case impossible =
      GENERATE(Case{{}, 2, "the set holds no value"}, Case{{3, 3}, 2, "must be distinct"},
               Case{{0, 4000}, 2, "the set reaches from 0 to 4000: values of the native space are at most 2047"},
               Case{{0, 1, 2, 3, 5, 8, 13}, 1, "there is none of one cell with shifts up to 4: raise --max-shift"});
  FitSetParams params = params_of(impossible.set);
  params.max_cells = impossible.cells;
  CHECK_THROWS_WITH(fit_set(params), Catch::Contains(impossible.message));
}

}  // namespace rccm
