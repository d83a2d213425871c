#include "search/ranking.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace rccm {

std::size_t TopSets::Hash::operator()(const NodeSet& set) const {
  std::uint64_t h = set.size();
  for (std::int32_t value : set) h = (h ^ static_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15U;
  return static_cast<std::size_t>(h ^ (h >> 32));
}

bool TopSets::join(const NodeSet& magnitudes, const Origin& origin) {
  const std::scoped_lock lock(mutex_);
  const auto known = sets_.find(magnitudes);
  if (known == sets_.end()) return false;
  known->second.origins.push_back(origin);
  return true;
}

void TopSets::offer(const Rank& rank, const NodeSet& magnitudes, const Origin& origin) {
  const std::scoped_lock lock(mutex_);
  if (const auto known = sets_.find(magnitudes); known != sets_.end()) {
    known->second.origins.push_back(origin);
    return;
  }
  if (sets_.size() >= capacity_ && rank > by_rank_.rbegin()->first) return;
  sets_[magnitudes] = {rank, magnitudes, {origin}};
  by_rank_[rank].push_back(magnitudes);
  // The last rank goes as a whole once the others alone are enough.
  while (sets_.size() - by_rank_.rbegin()->second.size() >= capacity_) {
    for (const NodeSet& set : by_rank_.rbegin()->second) sets_.erase(set);
    by_rank_.erase(std::prev(by_rank_.end()));
  }
  if (sets_.size() >= capacity_) limit_.store(by_rank_.rbegin()->first.key, std::memory_order_relaxed);
}

std::vector<RankedSetEntry> TopSets::take() {
  std::vector<RankedSetEntry> entries;
  for (auto& [magnitudes, entry] : sets_) {
    std::sort(entry.origins.begin(), entry.origins.end());
    entry.origins.erase(std::unique(entry.origins.begin(), entry.origins.end()), entry.origins.end());
    entries.push_back(std::move(entry));
  }
  sets_.clear();
  by_rank_.clear();
  std::sort(entries.begin(), entries.end(), [](const RankedSetEntry& a, const RankedSetEntry& b) {
    return std::tie(a.rank, a.magnitudes) < std::tie(b.rank, b.magnitudes);
  });
  return entries;
}

}  // namespace rccm
