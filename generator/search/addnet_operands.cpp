#include "search/addnet_operands.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "support/parallel.hpp"

namespace rccm {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

std::pair<std::int32_t, std::int32_t> extent(const std::vector<FirstSet>& sets) {
  std::int32_t low = 0;
  std::int32_t high = 0;
  for (const FirstSet& set : sets) {
    low = std::min(low, set.values.front());
    high = std::max(high, set.values.back());
  }
  return {low, high};
}

template <std::size_t N>
void set_bit(std::array<std::uint64_t, N>& words, std::int32_t bit) {
  const auto index = static_cast<std::size_t>(bit);
  words[index / 64] |= std::uint64_t{1} << (index % 64);
}

template <std::size_t N>
std::uint64_t hash(const std::array<std::uint64_t, N>& words) {
  std::uint64_t h = 0;
  for (std::uint64_t word : words) {
    h = (h ^ word) * 0x9E3779B97F4A7C15U;
    h ^= h >> 29;
  }
  return h * 0xD6E8FEB86659FD93U;
}

}  // namespace

AddnetOperands::AddnetOperands(const AddnetSpace& space, unsigned threads) : space_(space) {
  validate(space);
  first_ = first_sets(space);
  extent_a_ = extent(first_);
  switch (space.adders) {
    case 2:
      size_ = first_.size();
      break;
    case 3:
      size_ = first_.size() * first_.size();
      extent_b_ = extent_a_;
      break;
    default: {
      operations_ = a_operations(space);
      const auto [low, high] = extent_a_;
      const std::int32_t factor = 1 << space.max_shift;
      extent_a_ = {factor * std::min(2 * low, low - high), factor * 2 * high};
      offset_ = -extent_a_.first;
      merged_ = extent_a_.second - extent_a_.first < static_cast<std::int32_t>(64 * kWords);
      if (merged_) {
        merge_third_cells(threads);
      } else {
        size_ = triple_count();
      }
    }
  }
}

std::uint64_t AddnetOperands::triple_count() const {
  return static_cast<std::uint64_t>(first_.size()) * first_.size() * operations_.size();
}

void AddnetOperands::merge_third_cells(unsigned threads) {
  partitions_.resize(kPartitions);
  parallel_for(kPartitions, threads, [&](std::uint64_t index) { fill(partitions_[index], index); });
  size_ = 0;
  for (const Partition& partition : partitions_) size_ += partition.patterns.size();
}

// Builds the patterns of all (u, v, operation) triples and keeps one of each that belongs to this partition.
void AddnetOperands::fill(Partition& partition, std::size_t index) const {
  partition.pattern_of_triple.assign(triple_count(), kNone);
  std::size_t capacity = std::size_t{1} << 16;
  std::vector<std::uint32_t> slots(capacity, kNone);
  std::vector<std::uint64_t> hashes;
  const auto insert_slot = [&](std::uint64_t h, std::uint32_t id) {
    std::size_t slot = h & (capacity - 1);
    while (slots[slot] != kNone) slot = (slot + 1) & (capacity - 1);
    slots[slot] = id;
  };
  const auto intern = [&](const Pattern& pattern, std::uint64_t h) {
    std::size_t slot = h & (capacity - 1);
    while (slots[slot] != kNone) {
      if (hashes[slots[slot]] == h && partition.patterns[slots[slot]] == pattern) return slots[slot];
      slot = (slot + 1) & (capacity - 1);
    }
    const auto id = static_cast<std::uint32_t>(partition.patterns.size());
    slots[slot] = id;
    partition.patterns.push_back(pattern);
    hashes.push_back(h);
    if (partition.patterns.size() * 2 > capacity) {
      capacity *= 4;
      slots.assign(capacity, kNone);
      for (std::uint32_t other = 0; other <= id; ++other) insert_slot(hashes[other], other);
    }
    return id;
  };

  const auto shifts = static_cast<std::size_t>(space_.max_shift) + 1;
  std::vector<Pattern> sums(shifts);         // u << k, plus v << b_shift
  std::vector<Pattern> differences(shifts);  // v << b_shift, minus u << k
  // A batch is hashed before it is looked up, so that the table's cache misses overlap.
  struct Pending {
    Pattern pattern;
    std::uint64_t hash;
    std::uint64_t triple;
  };
  std::vector<Pending> batch;
  std::uint64_t base = 0;
  for (const FirstSet& u : first_) {
    for (const FirstSet& v : first_) {
      batch.clear();
      for (int b_shift = 0; b_shift <= space_.max_shift; ++b_shift) {
        Pattern addend{};
        std::fill(sums.begin(), sums.end(), Pattern{});
        std::fill(differences.begin(), differences.end(), Pattern{});
        for (std::int32_t vb : v.values) {
          const std::int32_t b = vb * (1 << b_shift) + offset_;
          set_bit(addend, b);
          for (std::int32_t va : u.values) {
            for (std::size_t k = 0; k < shifts; ++k) {
              set_bit(sums[k], b + va * (1 << k));
              set_bit(differences[k], b - va * (1 << k));
            }
          }
        }
        for (std::size_t o = 0; o < operations_.size(); ++o) {
          const AOperation& operation = operations_[o];
          if (operation.b_shift != b_shift) continue;
          Pattern pattern =
              operation.negated_shift < 0 ? addend : differences[static_cast<std::size_t>(operation.negated_shift)];
          for (std::size_t k = 0; k < shifts; ++k) {
            if ((operation.a_shifts >> k & 1) == 0) continue;
            for (std::size_t w = 0; w < kWords; ++w) pattern[w] |= sums[k][w];
          }
          const std::uint64_t h = hash(pattern);
          if ((h >> 63) % kPartitions != index) continue;
          __builtin_prefetch(&slots[h & (capacity - 1)]);
          batch.push_back({pattern, h, base + o});
        }
      }
      for (const Pending& pending : batch) {
        const std::uint32_t slot = slots[pending.hash & (capacity - 1)];
        if (slot != kNone) {
          __builtin_prefetch(&partition.patterns[slot]);
          __builtin_prefetch(&hashes[slot]);
        }
      }
      for (const Pending& pending : batch) {
        partition.pattern_of_triple[pending.triple] = intern(pending.pattern, pending.hash);
      }
      base += operations_.size();
    }
  }
}

void AddnetOperands::load(std::uint64_t pair, NodeSet& a, NodeSet& b) const {
  if (space_.adders == 2) {
    a = first_[pair].values;
    b = {1};
    return;
  }
  if (space_.adders == 3) {
    a = first_[pair / first_.size()].values;
    b = first_[pair % first_.size()].values;
    return;
  }
  b = {1};
  if (!merged_) {
    const std::uint64_t sets = pair / operations_.size();
    a = apply(operations_[pair % operations_.size()], first_[sets / first_.size()].values,
              first_[sets % first_.size()].values);
    return;
  }
  const Partition* partition = partitions_.data();
  while (pair >= partition->patterns.size()) {
    pair -= partition->patterns.size();
    ++partition;
  }
  a.clear();
  const Pattern& pattern = partition->patterns[pair];
  for (std::size_t w = 0; w < kWords; ++w) {
    for (std::uint64_t word = pattern[w]; word != 0; word &= word - 1) {
      a.push_back(static_cast<std::int32_t>(64 * w) + std::countr_zero(word) - offset_);
    }
  }
}

void AddnetOperands::visit_variants(std::uint64_t triple, std::size_t position,
                                    const std::function<void(std::size_t, const std::vector<TypeA>&)>& visitor) const {
  const AOperation& operation = operations_[triple % operations_.size()];
  const std::uint64_t sets = triple / operations_.size();
  std::vector<TypeA> cells(3);
  for (const TypeA& u : first_[sets / first_.size()].producers) {
    for (const TypeA& v : first_[sets % first_.size()].producers) {
      for (const TypeA& w : operation.variants) {
        cells = {u, v, w};
        visitor(position, cells);
      }
    }
  }
}

void AddnetOperands::index_producers() {
  if (partitions_.empty()) return;
  first_triple_.assign(size_ + 1, 0);
  const auto for_each = [&](const auto& visitor) {
    std::uint32_t base = 0;
    for (const Partition& partition : partitions_) {
      for (std::size_t triple = 0; triple < partition.pattern_of_triple.size(); ++triple) {
        const std::uint32_t pattern = partition.pattern_of_triple[triple];
        if (pattern != kNone) visitor(base + pattern, static_cast<std::uint32_t>(triple));
      }
      base += static_cast<std::uint32_t>(partition.patterns.size());
    }
  };
  for_each([&](std::size_t pair, std::uint32_t) { ++first_triple_[pair + 1]; });
  std::partial_sum(first_triple_.begin(), first_triple_.end(), first_triple_.begin());
  triples_.resize(first_triple_.back());
  std::vector<std::uint32_t> next = first_triple_;
  for_each([&](std::size_t pair, std::uint32_t triple) { triples_[next[pair]++] = triple; });
}

void AddnetOperands::visit_ways(const WayVisitor& visitor) const {
  const std::size_t sets = first_.size();
  if (space_.adders < 4) {
    for (std::uint64_t pair = 0; pair < size_; ++pair) {
      const std::size_t u = space_.adders == 2 ? pair : pair / sets;
      visitor(pair, u, space_.adders == 2 ? u : pair % sets, nullptr);
    }
    return;
  }
  const auto visit = [&](std::uint64_t pair, std::uint64_t triple) {
    const std::uint64_t uv = triple / operations_.size();
    visitor(pair, uv / sets, uv % sets, &operations_[triple % operations_.size()]);
  };
  if (!merged_) {
    for (std::uint64_t triple = 0; triple < size_; ++triple) visit(triple, triple);
  }
  std::uint64_t base = 0;
  for (const Partition& partition : partitions_) {
    for (std::uint64_t triple = 0; triple < partition.pattern_of_triple.size(); ++triple) {
      const std::uint32_t pattern = partition.pattern_of_triple[triple];
      if (pattern != kNone) visit(base + pattern, triple);
    }
    base += partition.patterns.size();
  }
}

void AddnetOperands::visit_producers(const std::vector<std::uint64_t>& pairs,
                                     const std::function<void(std::size_t, const std::vector<TypeA>&)>& visitor) const {
  if (space_.adders < 4) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const std::uint64_t first = space_.adders == 2 ? pairs[i] : pairs[i] / first_.size();
      for (const TypeA& u : first_[first].producers) {
        if (space_.adders == 2) {
          visitor(i, {u});
          continue;
        }
        for (const TypeA& v : first_[pairs[i] % first_.size()].producers) visitor(i, {u, v});
      }
    }
    return;
  }
  if (!merged_) {
    for (std::size_t i = 0; i < pairs.size(); ++i) visit_variants(pairs[i], i, visitor);
    return;
  }
  if (!first_triple_.empty()) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::uint32_t t = first_triple_[pairs[i]]; t < first_triple_[pairs[i] + 1]; ++t) {
        visit_variants(triples_[t], i, visitor);
      }
    }
    return;
  }
  std::uint64_t base = 0;
  for (const Partition& partition : partitions_) {
    // Positions of the wanted patterns; the triples are then scanned once.
    std::vector<std::uint32_t> wanted(partition.patterns.size(), kNone);
    bool any = false;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (pairs[i] < base || pairs[i] - base >= partition.patterns.size()) continue;
      wanted[pairs[i] - base] = static_cast<std::uint32_t>(i);
      any = true;
    }
    for (std::uint64_t triple = 0; any && triple < partition.pattern_of_triple.size(); ++triple) {
      const std::uint32_t pattern = partition.pattern_of_triple[triple];
      if (pattern != kNone && wanted[pattern] != kNone) visit_variants(triple, wanted[pattern], visitor);
    }
    base += partition.patterns.size();
  }
}

}  // namespace rccm
