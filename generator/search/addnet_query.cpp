#include "search/addnet_query.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "support/error.hpp"

namespace rccm {
namespace {

constexpr std::size_t kPublishedCandidates = 5;

// The query with what the published rule fixes filled in.
AddnetQuery effective(AddnetQuery query) {
  if (query.published_rule) {
    query.params.metric = Metric::kDivergence;
    query.params.require_zero = true;
    query.params.top = kPublishedCandidates;
  }
  return query;
}

// Leaves the circuits that no other beats in LUTs, stored bits and metric at once.
std::vector<AddnetResult> undominated(const std::vector<AddnetResult>& sorted, const AddnetSearchParams& params) {
  // Sorted by rank: whatever comes earlier has a metric at least as good.
  std::vector<AddnetResult> front;
  for (const AddnetResult& result : sorted) {
    const bool dominated = std::any_of(front.begin(), front.end(), [&](const AddnetResult& other) {
      return other.luts <= result.luts && other.parameters.adders() <= result.parameters.adders();
    });
    if (!dominated) front.push_back(result);
  }
  std::sort(front.begin(), front.end(), [&](const AddnetResult& a, const AddnetResult& b) {
    if (a.luts != b.luts) return a.luts < b.luts;
    return ranks_before(a, b, params.metric, params.worst);
  });
  return front;
}

// Ranks results of several sizes or shards together and applies what the query asks of the whole.
std::vector<AddnetResult> finish(std::vector<AddnetResult> results, const AddnetQuery& query, bool is_shard) {
  const AddnetSearchParams& params = query.params;
  std::sort(results.begin(), results.end(), [&](const AddnetResult& a, const AddnetResult& b) {
    return ranks_before(a, b, params.metric, params.worst);
  });
  if (params.pareto) return undominated(results, params);
  // A set that several sizes or shards reach is represented once, by its first, which is its cheapest.
  std::set<CoefficientSet> seen;
  std::erase_if(results, [&](const AddnetResult& result) { return !seen.insert(result.set).second; });
  const std::size_t top = query.published_rule ? kPublishedCandidates : params.top;
  if (results.size() > top) results.resize(top);
  if (query.published_rule && !is_shard) {
    const auto choice = published_choice(results);
    results.clear();
    if (choice) results.push_back(*choice);
  }
  return results;
}

Json describe_fourth(const std::array<bool, 4>& allowed) {
  Json json = Json::array();
  const std::array<const char*, 4> names{"B1", "-A1+B1", "-A2+B1", "-A3+B1"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (allowed[i]) json.push_back(names[i]);
  }
  return json;
}

Json describe(const AddnetQuery& query) {
  const AddnetSearchParams& params = query.params;
  Json json = {{"space", "addnet"},
               {"adders", query.adders},
               {"max_shift", params.space.max_shift},
               {"fourth", describe_fourth(params.space.fourth)},
               {"input_bits", params.input_bits},
               {"input_signed", params.input_signed},
               {"metric", params.metric == Metric::kDivergence ? "divergence" : "distortion"},
               {"worst", params.worst}};
  if (query.published_rule) {
    json["rule"] = "addnet";
  } else if (params.pareto) {
    json["pareto"] = true;
  } else {
    json["top"] = params.top;
  }
  json["require_zero"] = params.require_zero;
  json["min_coefficients"] = params.min_coefficients;
  if (params.max_luts) json["max_luts"] = *params.max_luts;
  json["bins"] = params.divergence.bins;
  json["epsilon"] = params.divergence.epsilon;
  if (params.divergence.range) json["range"] = *params.divergence.range;
  for (const auto& [key, value] : query.weights.items()) json[key] = value;
  if (params.shard.count > 1) json["shard"] = {params.shard.index + 1, params.shard.count};
  return json;
}

Json describe(const AddnetSearchStats& stats) {
  Json json = {{"configurations", stats.configurations}};
  if (stats.distinct_sets) json["distinct_sets"] = *stats.distinct_sets;
  if (stats.distinct_canonical_sets) json["distinct_canonical_sets"] = *stats.distinct_canonical_sets;
  if (stats.distinct_sets_with_zero) json["distinct_sets_with_zero"] = *stats.distinct_sets_with_zero;
  json["exhaustive"] = stats.exhaustive;
  return json;
}

}  // namespace

AddnetOutcome run(const AddnetQuery& query, const Distribution& weights) {
  if (query.adders.empty()) throw usage_error("--adders names no size: give 2, 3 or 4");
  if (query.params.count_distinct && query.adders.size() > 1) {
    throw usage_error("--count counts one space: give --adders one value");
  }
  if (query.published_rule && (query.params.pareto || query.params.worst)) {
    throw usage_error("--rule addnet selects one circuit: leave out --pareto and --worst");
  }
  AddnetOutcome outcome;
  AddnetSearchParams params = effective(query).params;
  for (const int adders : std::set<int>(query.adders.begin(), query.adders.end())) {
    params.space.adders = adders;
    AddnetSearchStats stats;
    std::vector<AddnetResult> results = search_addnet(params, weights, &stats);
    outcome.results.insert(outcome.results.end(), std::make_move_iterator(results.begin()),
                           std::make_move_iterator(results.end()));
    outcome.stats.configurations += stats.configurations;
    outcome.stats.seconds += stats.seconds;
    outcome.stats.exhaustive = stats.exhaustive;
    outcome.stats.distinct_sets = stats.distinct_sets;
    outcome.stats.distinct_canonical_sets = stats.distinct_canonical_sets;
    outcome.stats.distinct_sets_with_zero = stats.distinct_sets_with_zero;
  }
  const bool is_shard = params.shard.count > 1;
  outcome.results = finish(std::move(outcome.results), effective(query), is_shard);
  if (outcome.results.empty() && !is_shard) {
    throw input_error(
        "no circuit of the space satisfies the restrictions: relax --require-zero, --min-coefficients or --max-luts, "
        "or "
        "widen the space with --adders, --max-shift or --fourth");
  }
  return outcome;
}

Json to_json(const AddnetQuery& query, const AddnetOutcome& outcome) {
  Json json;
  json["schema"] = "rccm.circuits/1";
  json["query"] = describe(effective(query));
  json["stats"] = describe(outcome.stats);
  json["circuits"] = Json::array();
  for (const AddnetResult& result : outcome.results) {
    const Circuit circuit = addnet_circuit(result.parameters, query.params.input_bits, query.params.input_signed);
    json["circuits"].push_back(to_json(circuit, result.metrics));
  }
  return json;
}

namespace {

// The results that a shard's file holds.
std::vector<AddnetResult> results_of(const SearchShard& shard) {
  std::vector<AddnetResult> results;
  for (std::size_t i = 0; i < shard.circuits.size(); ++i) {
    const CircuitFile& entry = shard.circuits[i];
    const auto parameters = parse_addnet(entry.circuit.name);
    if (!parameters || !entry.metrics) {
      throw input_error(shard.name + ": circuits[" + std::to_string(i) +
                        "]: is no search result of the addnet space: its name or metrics were changed");
    }
    results.push_back({*parameters, canonical(coefficient_set(entry.circuit)), *entry.metrics, shard.luts[i]});
  }
  return results;
}

// What finish() needs to know of a query that was read back.
AddnetQuery query_of(const Json& json, const std::string& name) {
  AddnetQuery query;
  try {
    query.params.metric = json.at("metric") == "divergence" ? Metric::kDivergence : Metric::kDistortion;
    query.params.worst = json.at("worst");
    query.params.pareto = json.value("pareto", false);
    query.params.top = json.value("top", query.params.top);
    query.published_rule = json.contains("rule");
  } catch (const Json::exception&) {
    throw input_error(name + ": query: metric, worst, pareto or top is missing or of the wrong type");
  }
  return query;
}

}  // namespace

Json merge_addnet_shards(const std::vector<SearchShard>& shards) {
  AddnetOutcome outcome;
  for (const SearchShard& shard : shards) {
    outcome.stats.configurations += shard.configurations;
    std::vector<AddnetResult> results = results_of(shard);
    outcome.results.insert(outcome.results.end(), std::make_move_iterator(results.begin()),
                           std::make_move_iterator(results.end()));
  }
  const SearchShard& first = shards.front();
  const AddnetQuery query = query_of(first.query, first.name);
  outcome.results = finish(std::move(outcome.results), query, false);
  if (outcome.results.empty()) throw input_error("no circuit of any shard satisfies the restrictions");
  const int input_bits = first.query.at("input_bits");
  const bool input_signed = first.query.at("input_signed");
  Json json;
  json["schema"] = "rccm.circuits/1";
  json["query"] = first.query;
  json["stats"] = describe(outcome.stats);
  json["circuits"] = Json::array();
  for (const AddnetResult& result : outcome.results) {
    json["circuits"].push_back(to_json(addnet_circuit(result.parameters, input_bits, input_signed), result.metrics));
  }
  return json;
}

}  // namespace rccm
