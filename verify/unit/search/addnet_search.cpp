#include "search/addnet_search.hpp"

#include <algorithm>
#include <sstream>

#include "search/addnet_query.hpp"
#include "support/error.hpp"
#include "support/plain_metrics.hpp"
#include "support/plain_search.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using rccm::test::example_distributions;
using rccm::test::plain_search;
using rccm::test::Random;
using rccm::test::random_cases;

namespace {

constexpr std::array<bool, 4> kAllFourths{true, true, true, true};

Distribution gaussian() {
  return Distribution::synthetic(Distribution::Family::kGaussian);
}

std::string text_of(const AddnetResult& result) {
  std::ostringstream text;
  text.precision(17);
  text << to_text(result.parameters) << ' ' << to_text(result.set) << ' ' << result.luts << " LUTs, divergence "
       << result.metrics.divergence << ", " << result.metrics.sqnr_db << " dB at " << result.metrics.scale;
  return text.str();
}

// Empty where both are the same to the last bit.
std::string first_difference(const std::vector<AddnetResult>& found, const std::vector<AddnetResult>& expected) {
  for (std::size_t i = 0; i < std::max(found.size(), expected.size()); ++i) {
    const std::string left = i < found.size() ? text_of(found[i]) : "nothing";
    const std::string right = i < expected.size() ? text_of(expected[i]) : "nothing";
    if (left != right) return "result " + std::to_string(i) + ": " + left + "\ninstead of " + right;
  }
  return "";
}

std::string describe(const AddnetSearchParams& params) {
  std::ostringstream text;
  text << params.space.adders << "-Add, shifts up to " << params.space.max_shift << ", fourth";
  for (bool allowed : params.space.fourth) text << ' ' << allowed;
  text << (params.metric == Metric::kDivergence ? ", divergence" : ", distortion") << ", " << params.divergence.bins
       << " bins, top " << params.top << (params.worst ? ", worst" : "") << (params.require_zero ? ", zero" : "")
       << ", at least " << params.min_coefficients << " coefficients" << (params.pareto ? ", Pareto" : "");
  if (params.max_luts) text << ", at most " << *params.max_luts << " LUTs";
  text << ", " << params.input_bits << (params.input_signed ? " signed" : " unsigned") << " bits, " << params.threads
       << " threads";
  return text.str();
}

void require_plain_result(const AddnetSearchParams& params, const Distribution& weights) {
  INFO(describe(params));
  REQUIRE(first_difference(search_addnet(params, weights), plain_search(params, weights)) == "");
}

AddnetSearchParams params_of(int adders, int max_shift, Metric metric) {
  AddnetSearchParams params;
  params.space = {adders, max_shift, kAllFourths};
  params.metric = metric;
  params.threads = 2;
  return params;
}

// Restrictions on a space so small that the plain search takes a fraction of a second.
AddnetSearchParams random_params(Random& random) {
  AddnetSearchParams params;
  params.space.adders = random.between(2, 4);
  const int most_shift = params.space.adders == 2 ? 3 : params.space.adders == 3 ? 2 : 1;
  params.space.max_shift = random.between(0, most_shift);
  params.space.fourth = {false, false, false, false};
  const int fourths = params.space.adders == 2 ? random.between(1, 3) : 1;
  for (int i = 0; i < fourths; ++i) params.space.fourth[static_cast<std::size_t>(random.between(0, 3))] = true;
  params.metric = random.chance(50) ? Metric::kDivergence : Metric::kDistortion;
  params.divergence.bins = random.chance(60) ? 31 : random.between(2, 60);
  params.top = static_cast<std::size_t>(random.chance(20) ? random.between(50, 500) : random.between(1, 12));
  params.worst = random.chance(30);
  params.require_zero = random.chance(30);
  if (random.chance(30)) params.min_coefficients = random.between(2, 16);
  params.pareto = random.chance(25) && params.space.max_shift < 3;
  params.input_bits = random.chance(50) ? 8 : random.between(3, 12);
  params.input_signed = random.chance(70);
  if (random.chance(20)) params.max_luts = params.input_bits * params.space.adders + random.between(-8, 8);
  params.threads = static_cast<unsigned>(random.between(1, 7));
  return params;
}

}  // namespace

TEST_CASE("Searching the published 2-Add space finds what the plain search finds") {
  for (const Metric metric : {Metric::kDivergence, Metric::kDistortion}) {
    for (const bool worst : {false, true}) {
      AddnetSearchParams params = params_of(2, 3, metric);
      params.worst = worst;
      params.top = 50;
      require_plain_result(params, gaussian());
    }
  }
}

TEST_CASE("A search for more sets than there are lists the whole 2-Add space") {
  AddnetSearchParams params = params_of(2, 3, Metric::kDivergence);
  params.top = 100000;
  const std::vector<AddnetResult> results = search_addnet(params, gaussian());
  CHECK(results.size() == 2224);
  const CoefficientSet published{-92, -44, -36, -28, -8, -2, -1, 0, 1, 2, 8, 28, 36, 44, 92};
  CHECK(std::count_if(results.begin(), results.end(), [&](const AddnetResult& r) { return r.set == published; }) == 1);
}

TEST_CASE("Searching restricted 3- and 4-Add spaces finds what the plain search finds") {
  for (const Metric metric : {Metric::kDivergence, Metric::kDistortion}) {
    require_plain_result(params_of(3, 1, metric), gaussian());
    require_plain_result(params_of(4, 0, metric), gaussian());
    AddnetSearchParams one_fourth = params_of(3, 2, metric);
    one_fourth.space.fourth = {false, false, true, false};
    require_plain_result(one_fourth, gaussian());
    AddnetSearchParams plain_fourth = params_of(4, 1, metric);
    plain_fourth.space.fourth = {true, false, false, false};
    require_plain_result(plain_fourth, gaussian());
  }
  require_plain_result(params_of(4, 1, Metric::kDivergence), gaussian());
}

TEST_CASE("Searches for any kind of weights find what the plain search finds") {
  for (const auto& example : example_distributions()) {
    for (const Metric metric : {Metric::kDivergence, Metric::kDistortion}) {
      for (const bool worst : {false, true}) {
        AddnetSearchParams params = params_of(2, 2, metric);
        params.worst = worst;
        params.divergence.bins = 15;
        params.divergence.range = 3 * example.distribution.rms();
        INFO(example.name);
        require_plain_result(params, example.distribution);
      }
    }
  }
}

TEST_CASE("Searches under random restrictions find what the plain search finds") {
  Random random(20240229);
  const auto examples = example_distributions();
  for (int i = 0; i < random_cases(60); ++i) {
    const AddnetSearchParams params = random_params(random);
    // A histogram may be coarser than the bins; the families and samples never are.
    const auto& example = examples[static_cast<std::size_t>(random.between(0, 5))];
    INFO("case " << i << ", " << example.name);
    require_plain_result(params, example.distribution);
  }
}

TEST_CASE("Wide shifts, which take the wider patterns, find what the plain search finds") {
  for (const int max_shift : {5, 7}) {
    AddnetSearchParams params = params_of(2, max_shift, Metric::kDistortion);
    params.space.fourth = {false, true, false, false};
    require_plain_result(params, gaussian());
  }
  AddnetSearchParams params = params_of(3, 5, Metric::kDivergence);
  params.space.fourth = {true, false, false, false};
  params.top = 3;
  const std::vector<AddnetResult> narrow = search_addnet(params_of(3, 4, Metric::kDivergence), gaussian());
  CHECK_FALSE(narrow.empty());
  CHECK(search_addnet(params, gaussian()).size() == 3);
}

TEST_CASE("The counts of the published 2- and 3-Add spaces are known") {
  struct Case {
    int adders;
    std::uint64_t configurations, sets, canonical_sets, sets_with_zero;
  };
  for (const Case& expected : {Case{2, 6600, 4337, 2224, 779}, Case{3, 1089000, 408039, 228719, 184855}}) {
    AddnetSearchParams params = params_of(expected.adders, 3, Metric::kDivergence);
    params.count_distinct = true;
    AddnetSearchStats stats;
    CHECK(search_addnet(params, gaussian(), &stats).size() == params.top);
    CHECK(stats.configurations == expected.configurations);
    CHECK(stats.distinct_sets == expected.sets);
    CHECK(stats.distinct_canonical_sets == expected.canonical_sets);
    CHECK(stats.distinct_sets_with_zero == expected.sets_with_zero);
    CHECK(stats.exhaustive);
  }
}

TEST_CASE("The counts of small spaces are those of the plain enumeration") {
  for (const AddnetSpace& space :
       {AddnetSpace{2, 0, kAllFourths}, AddnetSpace{2, 2, kAllFourths}, AddnetSpace{3, 1, kAllFourths},
        AddnetSpace{4, 0, kAllFourths}, AddnetSpace{4, 1, {false, false, false, true}}}) {
    AddnetSearchParams params;
    params.space = space;
    params.count_distinct = true;
    params.threads = 2;
    AddnetSearchStats stats;
    CHECK_FALSE(search_addnet(params, gaussian(), &stats).empty());
    const DistinctCounts expected = rccm::test::plain_counts(space);
    CHECK(stats.distinct_sets == expected.sets);
    CHECK(stats.distinct_canonical_sets == expected.canonical_sets);
    CHECK(stats.distinct_sets_with_zero == expected.sets_with_zero);
  }
}

TEST_CASE("Any number of threads gives the same results") {
  for (const Metric metric : {Metric::kDivergence, Metric::kDistortion}) {
    for (const bool pareto : {false, true}) {
      AddnetSearchParams params = params_of(pareto ? 2 : 3, 3, metric);
      params.top = 30;
      params.pareto = pareto;
      params.threads = 1;
      const std::vector<AddnetResult> expected = search_addnet(params, gaussian());
      for (const unsigned threads : {2U, 7U}) {
        params.threads = threads;
        CHECK(first_difference(search_addnet(params, gaussian()), expected) == "");
      }
    }
  }
}

TEST_CASE("Shards of a search, merged, are byte for byte the whole search") {
  Random random(7);
  const auto examples = example_distributions();
  for (int i = 0; i < random_cases(30); ++i) {
    AddnetQuery query;
    query.params = random_params(random);
    query.adders = {query.params.space.adders};
    if (random.chance(30)) query.adders = {2, 3};
    query.params.space.max_shift = std::min(query.params.space.max_shift, 1);
    query.params.threads = 2;
    if (random.chance(20)) {
      query.published_rule = true;
      query.params.worst = false;
      query.params.pareto = false;
    }
    query.weights = {{"dist", "example"}};
    const auto& weights = examples[static_cast<std::size_t>(random.between(0, 5))].distribution;
    INFO("case " << i << ", " << describe(query.params));
    std::optional<AddnetOutcome> whole;
    try {
      whole = run(query, weights);
    } catch (const Error&) {
      continue;  // nothing satisfies these restrictions
    }
    const std::string expected = to_text(to_json(query, *whole));
    query.params.shard.count = static_cast<std::uint64_t>(random.between(2, 9));
    std::vector<std::pair<std::string, std::string>> files;
    for (std::uint64_t shard = 0; shard < query.params.shard.count; ++shard) {
      query.params.shard.index = shard;
      files.emplace_back("shard" + std::to_string(shard), to_text(to_json(query, run(query, weights))));
    }
    REQUIRE(to_text(merge_shards(files)) == expected);
  }
}

TEST_CASE("The shards of a space partition its configurations") {
  AddnetSearchParams params = params_of(3, 2, Metric::kDivergence);
  AddnetSearchStats stats;
  CHECK_FALSE(search_addnet(params, gaussian(), &stats).empty());
  const std::uint64_t whole = stats.configurations;
  std::uint64_t sum = 0;
  params.shard.count = 7;
  for (params.shard.index = 0; params.shard.index < 7; ++params.shard.index) {
    CHECK_FALSE(search_addnet(params, gaussian(), &stats).empty());
    CHECK_FALSE(stats.exhaustive);
    sum += stats.configurations;
  }
  CHECK(sum == whole);
}

TEST_CASE("An impossible restriction finds nothing") {
  AddnetSearchParams params = params_of(2, 3, Metric::kDivergence);
  params.max_luts = 3;
  CHECK(search_addnet(params, gaussian()).empty());
  params.max_luts.reset();
  params.min_coefficients = 17;
  CHECK(search_addnet(params, gaussian()).empty());
}

TEST_CASE("Impossible parameters are refused") {
  const auto refused = [](const auto& change) {
    AddnetSearchParams params = params_of(2, 3, Metric::kDivergence);
    change(params);
    CHECK_THROWS_AS(search_addnet(params, gaussian()), Error);
  };
  refused([](AddnetSearchParams& p) { p.top = 0; });
  refused([](AddnetSearchParams& p) { p.top = 100001; });
  refused([](AddnetSearchParams& p) { p.input_bits = 1; });
  refused([](AddnetSearchParams& p) { p.input_bits = 33; });
  refused([](AddnetSearchParams& p) { p.shard = {0, 0}; });
  refused([](AddnetSearchParams& p) { p.shard = {3, 3}; });
  refused([](AddnetSearchParams& p) { p.space.adders = 5; });
  refused([](AddnetSearchParams& p) { p.space = {4, 6, kAllFourths}; });
  refused([](AddnetSearchParams& p) {
    p.count_distinct = true;
    p.shard = {0, 2};
  });
}

TEST_CASE("Progress ends with all operand pairs") {
  AddnetSearchParams params = params_of(3, 3, Metric::kDivergence);
  params.threads = 1;
  std::uint64_t last = 0;
  std::uint64_t all = 0;
  bool rises = true;
  params.progress = [&](std::uint64_t done, std::uint64_t total) {
    rises = rises && done > last;
    last = done;
    all = total;
  };
  CHECK_FALSE(search_addnet(params, gaussian()).empty());
  CHECK(rises);
  CHECK(last == 165 * 165);
  CHECK(all == 165 * 165);
}

TEST_CASE("The published rule takes the one with most coefficients, the better of two with as many") {
  AddnetResult few;
  few.set = {-1, 0, 1};
  AddnetResult many;
  many.set = {-3, -1, 0, 1, 3};
  many.luts = 20;
  AddnetResult as_many = many;
  as_many.luts = 10;
  CHECK(published_choice({few, many, as_many})->luts == 20);
  CHECK_FALSE(published_choice({}).has_value());
}

TEST_CASE("Results rank by metric, then more coefficients, then fewer LUTs, then parameters") {
  AddnetResult result;
  result.metrics = {1.0, 20.0, 1.0};
  result.set = {-1, 1};
  result.luts = 20;
  result.parameters = {{{{0, 1, 2}, 0, 0}}, {{0, 1}, 0}};
  const auto first = [](const AddnetResult& a, const AddnetResult& b, Metric metric, bool worst) {
    return ranks_before(a, b, metric, worst) && !ranks_before(b, a, metric, worst);
  };
  AddnetResult other = result;
  other.metrics.divergence = 2;
  CHECK(first(result, other, Metric::kDivergence, false));
  CHECK(first(other, result, Metric::kDivergence, true));
  other = result;
  other.metrics.sqnr_db = 21;
  CHECK(first(other, result, Metric::kDistortion, false));
  CHECK(first(result, other, Metric::kDistortion, true));
  other = result;
  other.set = {-1, 0, 1};
  other.luts = 30;
  CHECK(first(other, result, Metric::kDivergence, false));
  CHECK(first(other, result, Metric::kDivergence, true));
  other = result;
  other.luts = 19;
  CHECK(first(other, result, Metric::kDistortion, false));
  other = result;
  other.parameters.a[0].a_shifts = {0, 1, 3};
  CHECK(first(result, other, Metric::kDistortion, false));
  CHECK_FALSE(ranks_before(result, result, Metric::kDivergence, false));
}
