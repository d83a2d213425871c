#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "circuit/json.hpp"

namespace rccm {

/// What one shard of a search wrote, taken apart.
struct SearchShard {
  std::string name;  ///< for messages
  Json query;        ///< without the shard
  std::uint64_t index = 0;
  std::uint64_t count = 0;
  std::uint64_t configurations = 0;
  std::vector<CircuitFile> circuits;
  std::vector<int> luts;  ///< of the circuits
};

/// Reads the "rccm.circuits/1" texts of all shards of one search, given with names for messages, and puts them in
/// order. Throws Error (kInput) where shards are missing, occur twice or come from different searches.
[[nodiscard]] std::vector<SearchShard> read_shards(const std::vector<std::pair<std::string, std::string>>& named_texts);

/// Joins all shards of one search, of any space, into what the unsharded search writes.
[[nodiscard]] Json merge_shards(const std::vector<std::pair<std::string, std::string>>& named_texts);

}  // namespace rccm
