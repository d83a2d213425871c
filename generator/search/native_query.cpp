#include "search/native_query.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "support/error.hpp"
#include "weights/fit.hpp"

namespace rccm {
namespace {

// What was found, as the query asks for it.
std::vector<NativeCandidate> finish(const NativeArchive& archive, const NativeQuery& query) {
  std::vector<NativeCandidate> results = archive.candidates();
  if (query.pareto) return pareto_front(std::move(results));
  std::sort(results.begin(), results.end(), is_better);
  // A set that circuits of several costs reach is represented by its first, which is its cheapest.
  std::set<std::pair<int, CoefficientSet>> seen;
  std::erase_if(results, [&](const NativeCandidate& candidate) {
    return !seen.emplace(candidate.stored_bits, candidate.set).second;
  });
  if (results.size() > query.top) results.resize(query.top);
  return results;
}

Json describe(const NativeQuery& query) {
  const NativeSearchParams& params = query.params;
  Json json = {{"space", "native"},
               {"cells", params.cells},
               {"max_shift", params.space.max_shift},
               {"stored_bits", {params.space.least_stored_bits, params.space.most_stored_bits}},
               {"signed", params.space.with_signed},
               {"signless", params.space.with_signless},
               {"max_consumer_shift", params.space.max_consumer_shift},
               {"input_bits", params.cost.input_bits},
               {"input_signed", params.cost.input_signed},
               {"metric", "distortion"},
               {"context", params.cost.mac ? "mac" : "product"}};
  if (params.cost.mac) {
    json["lanes"] = params.cost.dot.lanes;
    json["accumulator_bits"] = params.cost.dot.accumulator_bits;
  }
  if (params.exact && params.cells.back() > 1) {
    json["exact"] = true;
  } else if (params.cells.back() > 1) {
    json["chains"] = params.chains;
    json["steps"] = params.steps;
    json["seed"] = params.seed;
  }
  if (query.pareto) {
    json["pareto"] = true;
  } else {
    json["top"] = query.top;
  }
  json["keep"] = params.keep;
  if (params.max_cost) json["max_luts"] = *params.max_cost;
  json["bins"] = query.divergence.bins;
  json["epsilon"] = query.divergence.epsilon;
  if (query.divergence.range) json["range"] = *query.divergence.range;
  for (const auto& [key, value] : query.weights.items()) json[key] = value;
  if (params.shard.count > 1) json["shard"] = {params.shard.index + 1, params.shard.count};
  return json;
}

// What finish() needs to know of a query that was read back.
NativeQuery query_of(const Json& json, const std::string& name) {
  NativeQuery query;
  try {
    NativeSearchParams& params = query.params;
    params.cells = json.at("cells").get<std::vector<int>>();
    params.cost.input_bits = json.at("input_bits");
    params.cost.input_signed = json.at("input_signed");
    params.cost.mac = json.at("context") == "mac";
    if (params.cost.mac) {
      params.cost.dot.lanes = json.at("lanes");
      params.cost.dot.accumulator_bits = json.at("accumulator_bits");
    }
    params.keep = json.at("keep");
    params.exact = json.value("exact", false);
    if (json.contains("max_luts")) params.max_cost = json.at("max_luts").get<double>();
    query.pareto = json.value("pareto", false);
    query.top = json.value("top", query.top);
  } catch (const Json::exception& error) {
    throw input_error(name + ": query: a key is missing or of the wrong type (" + error.what() + ")");
  }
  return query;
}

NativeCandidate candidate_of(const CircuitFile& file, const CostParams& cost, const std::string& where) {
  if (!file.metrics) throw input_error(where + ": has no metrics: it is no search result");
  return {file.circuit, canonical(coefficient_set(file.circuit)), stored_bits(file.circuit),
          cost_of(file.circuit, cost), file.metrics->sqnr_db};
}

// The exact search of two cells looks at one cell of all that choose from the same maps, so that its SQNR has no rival
// within the bound but its LUTs may: see TwoCells.
Json stats_json(const NativeSearchParams& params, std::uint64_t configurations, bool exhaustive) {
  Json stats = {{"configurations", configurations}, {"exhaustive", exhaustive}};
  if (exhaustive && params.cells.back() > 1) stats["exact"] = {"sqnr_db"};
  return stats;
}

}  // namespace

NativeOutcome run(const NativeQuery& query, const Distribution& weights) {
  if (query.params.cells.empty()) throw usage_error("--cells names no number of cells: give 1, 2 or 3");
  NativeOutcome outcome;
  const NativeArchive archive = search_native(query.params, weights, &outcome.stats);
  if (query.params.shard.count > 1) {
    outcome.results = archive.candidates();
    return outcome;
  }
  outcome.results = finish(archive, query);
  if (outcome.results.empty()) {
    throw input_error(
        "no circuit satisfies the restrictions: raise --max-luts or --stored-bits, or allow more --cells");
  }
  return outcome;
}

Json to_json(const NativeQuery& query, const NativeOutcome& outcome, const Distribution& weights) {
  const Divergence divergence(weights, query.divergence);
  Json json;
  json["schema"] = "rccm.circuits/1";
  json["query"] = describe(query);
  json["stats"] = stats_json(query.params, outcome.stats.configurations, outcome.stats.exhaustive);
  json["circuits"] = Json::array();
  for (const NativeCandidate& result : outcome.results) {
    const CoefficientSet set = coefficient_set(result.circuit);
    const Metrics metrics{divergence(set), result.sqnr_db, fit_scale(set, weights).scale};
    json["circuits"].push_back(to_json(result.circuit, metrics));
  }
  return json;
}

Json merge_native_shards(const std::vector<SearchShard>& shards) {
  const SearchShard& first = shards.front();
  const NativeQuery query = query_of(first.query, first.name);
  NativeArchive archive(query.params.keep);
  std::uint64_t configurations = 0;
  std::map<std::string, Metrics> metrics;  // by the circuit's set, which an order of functions does not change
  for (const SearchShard& shard : shards) {
    configurations += shard.configurations;
    for (std::size_t i = 0; i < shard.circuits.size(); ++i) {
      const std::string where = shard.name + ": circuits[" + std::to_string(i) + "]";
      const NativeCandidate candidate = candidate_of(shard.circuits[i], query.params.cost, where);
      metrics.emplace(to_text(coefficient_set(candidate.circuit)), *shard.circuits[i].metrics);
      archive.offer(candidate);
    }
  }
  const std::vector<NativeCandidate> results = finish(archive, query);
  if (results.empty()) throw input_error("no circuit of any shard satisfies the restrictions");
  Json json;
  json["schema"] = "rccm.circuits/1";
  json["query"] = first.query;
  json["stats"] = stats_json(query.params, configurations, is_exhaustive(query.params.cells, query.params.exact));
  json["circuits"] = Json::array();
  for (const NativeCandidate& result : results) {
    json["circuits"].push_back(to_json(result.circuit, metrics.at(to_text(coefficient_set(result.circuit)))));
  }
  return json;
}

}  // namespace rccm
