#include "search/shards.hpp"

#include <map>

#include "search/addnet_query.hpp"
#include "search/native_query.hpp"
#include "support/error.hpp"

namespace rccm {
namespace {

SearchShard read_shard(const std::string& name, const std::string& text) {
  SearchShard shard;
  shard.circuits = read_circuits(text, name);
  const Json json = Json::parse(text);
  shard.name = name;
  if (json["schema"] != "rccm.circuits/1" || !json.contains("query") || !json["query"].contains("shard") ||
      !json.contains("stats") || !json["stats"].contains("configurations")) {
    throw input_error(name + ": is not a shard of a search: give files that rccm search --shard wrote");
  }
  shard.query = json["query"];
  const Json& part = shard.query["shard"];
  if (!part.is_array() || part.size() != 2 || !part[0].is_number_unsigned() || !part[1].is_number_unsigned() ||
      part[0] < 1 || part[0] > part[1] || !json["stats"]["configurations"].is_number_unsigned()) {
    throw input_error(name + ": query: shard must be two integers i <= n");
  }
  shard.index = part[0];
  shard.count = part[1];
  shard.configurations = json["stats"]["configurations"];
  shard.query.erase("shard");
  for (const Json& circuit : json["circuits"]) shard.luts.push_back(circuit["luts"]["xc7"].get<int>());
  return shard;
}

}  // namespace

std::vector<SearchShard> read_shards(const std::vector<std::pair<std::string, std::string>>& named_texts) {
  if (named_texts.empty()) throw usage_error("no shard given");
  std::map<std::uint64_t, SearchShard> shards;
  for (const auto& [name, text] : named_texts) {
    SearchShard shard = read_shard(name, text);
    if (!shards.empty()) {
      const SearchShard& first = shards.begin()->second;
      if (shard.query != first.query || shard.count != first.count) {
        throw input_error(name + ": is a shard of another search than " + first.name +
                          ": merge only shards that differ in nothing but --shard");
      }
    }
    const std::uint64_t index = shard.index;
    const auto [entry, is_new] = shards.emplace(index, std::move(shard));
    if (!is_new) throw input_error(name + ": is shard " + std::to_string(index) + " like " + entry->second.name);
  }
  const std::uint64_t count = shards.begin()->second.count;
  std::vector<SearchShard> all;
  for (std::uint64_t i = 1; i <= count; ++i) {
    const auto entry = shards.find(i);
    if (entry == shards.end()) {
      const std::string part = std::to_string(i) + "/" + std::to_string(count);
      throw input_error("shard " + part + " is missing: run the search with --shard " + part +
                        " and give its result too");
    }
    all.push_back(std::move(entry->second));
  }
  return all;
}

Json merge_shards(const std::vector<std::pair<std::string, std::string>>& named_texts) {
  const std::vector<SearchShard> shards = read_shards(named_texts);
  return shards.front().query.value("space", "addnet") == "native" ? merge_native_shards(shards)
                                                                   : merge_addnet_shards(shards);
}

}  // namespace rccm
