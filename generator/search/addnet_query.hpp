#pragma once

#include <optional>
#include <string>
#include <vector>

#include "search/addnet_search.hpp"
#include "search/shards.hpp"

namespace rccm {

/// A search as a user asks for it: one or several sizes of the published circuits, one ranking.
struct AddnetQuery {
  std::vector<int> adders{2};
  /// Everything else; space.adders is ignored.
  AddnetSearchParams params;
  /// The published selection: of the five sets of least divergence that hold zero the one with most coefficients.
  bool published_rule = false;
  /// What the weights were, for the record: {"dist": ...} or {"weights": [...]}.
  Json weights;
};

/// What a query found, best first; for a front by LUTs.
struct AddnetOutcome {
  std::vector<AddnetResult> results;
  AddnetSearchStats stats;
};

/// Searches every size and ranks the results together. Throws Error (kUsage) for impossible queries and, as kInput,
/// where no circuit satisfies the restrictions and the search was not a shard.
[[nodiscard]] AddnetOutcome run(const AddnetQuery& query, const Distribution& weights);

/// The "rccm.circuits/1" form.
[[nodiscard]] Json to_json(const AddnetQuery& query, const AddnetOutcome& outcome);

/// Joins all shards of one search, in ascending order, into what the unsharded search writes.
[[nodiscard]] Json merge_addnet_shards(const std::vector<SearchShard>& shards);

}  // namespace rccm
