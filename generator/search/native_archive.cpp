#include "search/native_archive.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <tuple>

namespace rccm {

bool is_better(const NativeCandidate& a, const NativeCandidate& b) {
  const auto key = [](const NativeCandidate& c) {
    return std::tuple(-c.sqnr_db, -static_cast<std::int64_t>(c.set.size()), c.cost, c.circuit.consumer_shift);
  };
  if (key(a) != key(b)) return key(a) < key(b);
  if (a.set != b.set) return a.set < b.set;
  return a.circuit.cells < b.circuit.cells;
}

void NativeArchive::offer(const NativeCandidate& candidate) {
  std::vector<NativeCandidate>& best = best_[candidate.stored_bits];
  const auto place = std::upper_bound(best.begin(), best.end(), candidate, is_better);
  std::size_t better = 0;
  for (auto other = best.begin(); other != place; ++other) {
    if (other->cost > candidate.cost) continue;
    if (other->set == candidate.set || ++better == keep_) return;
  }
  const auto position = best.insert(place, candidate) - best.begin();
  // Those after it may have become superfluous.
  for (std::size_t i = static_cast<std::size_t>(position) + 1; i < best.size();) {
    better = 0;
    bool is_superfluous = false;
    for (std::size_t other = 0; other < i && !is_superfluous; ++other) {
      if (best[other].cost > best[i].cost) continue;
      is_superfluous = best[other].set == best[i].set || ++better == keep_;
    }
    if (is_superfluous) {
      best.erase(best.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

void NativeArchive::offer(const NativeArchive& other) {
  for (const auto& [bits, candidates] : other.best_) {
    for (const NativeCandidate& candidate : candidates) offer(candidate);
  }
}

double NativeArchive::limit(int stored_bits, double cost) const {
  const auto best = best_.find(stored_bits);
  if (best != best_.end()) {
    std::size_t better = 0;
    for (const NativeCandidate& candidate : best->second) {
      if (candidate.cost <= cost && ++better == keep_) return candidate.sqnr_db;
    }
  }
  return -std::numeric_limits<double>::infinity();
}

std::vector<NativeCandidate> NativeArchive::candidates() const {
  std::vector<NativeCandidate> all;
  for (const auto& [bits, candidates] : best_) all.insert(all.end(), candidates.begin(), candidates.end());
  return all;
}

std::vector<NativeCandidate> pareto_front(std::vector<NativeCandidate> candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const NativeCandidate& a, const NativeCandidate& b) {
    const auto key = [](const NativeCandidate& c) { return std::tuple(-c.sqnr_db, c.cost, c.stored_bits); };
    return key(a) != key(b) ? key(a) < key(b) : is_better(a, b);
  });
  std::vector<NativeCandidate> front;
  for (const NativeCandidate& candidate : candidates) {
    const bool is_beaten = std::any_of(front.begin(), front.end(), [&](const NativeCandidate& better) {
      return better.stored_bits <= candidate.stored_bits && better.cost <= candidate.cost;
    });
    if (!is_beaten) front.push_back(candidate);
  }
  std::sort(front.begin(), front.end(), [](const NativeCandidate& a, const NativeCandidate& b) {
    return std::tuple(a.stored_bits, a.cost, -a.sqnr_db) < std::tuple(b.stored_bits, b.cost, -b.sqnr_db);
  });
  return front;
}

}  // namespace rccm
