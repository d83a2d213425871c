#pragma once

#include <string>
#include <utility>
#include <vector>

#include "circuit/json.hpp"
#include "search/divergence.hpp"
#include "search/native_search.hpp"
#include "search/shards.hpp"

namespace rccm {

/// A search of the native space as a user asks for it.
struct NativeQuery {
  NativeSearchParams params;
  bool pareto = false;          ///< all circuits that no other beats in stored bits, cost and SQNR
  std::size_t top = 10;         ///< otherwise that many of the best
  DivergenceParams divergence;  ///< of the figures that are reported beside
  Json weights;                 ///< what the weights were, for the record
};

struct NativeOutcome {
  std::vector<NativeCandidate> results;
  NativeSearchStats stats;
};

/// Searches. The results of a shard are all candidates of its share, to be joined by merge_native_shards. Throws Error
/// (kUsage) for impossible queries and, as kInput, where no circuit satisfies the restrictions.
[[nodiscard]] NativeOutcome run(const NativeQuery& query, const Distribution& weights);

/// The "rccm.circuits/1" form.
[[nodiscard]] Json to_json(const NativeQuery& query, const NativeOutcome& outcome, const Distribution& weights);

/// Joins all shards of one search, in ascending order, into what the unsharded search writes.
[[nodiscard]] Json merge_native_shards(const std::vector<SearchShard>& shards);

}  // namespace rccm
