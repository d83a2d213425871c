#include "search/addnet_space.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

#include "support/error.hpp"

namespace rccm {
namespace {

void sort_unique(NodeSet& set) {
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
}

}  // namespace

void validate(const AddnetSpace& space) {
  if (space.adders < 2 || space.adders > 4) throw usage_error("--adders must be 2, 3 or 4");
  if (space.max_shift < 0 || space.max_shift > 7) throw usage_error("--max-shift must be 0..7");
  if (std::none_of(space.fourth.begin(), space.fourth.end(), [](bool allowed) { return allowed; })) {
    throw usage_error("--fourth must allow at least one function");
  }
}

std::vector<AOperation> a_operations(const AddnetSpace& space) {
  std::vector<AOperation> operations;
  std::map<std::tuple<std::uint32_t, int, int>, std::size_t> known;
  const int top = space.max_shift;
  for (int s1 = 0; s1 <= top; ++s1) {
    for (int s2 = s1; s2 <= top; ++s2) {
      for (int s3 = s2; s3 <= top; ++s3) {
        for (int b = 0; b <= top; ++b) {
          for (int fourth = 0; fourth <= 3; ++fourth) {
            if (!space.fourth[static_cast<std::size_t>(fourth)]) continue;
            const TypeA type{{s1, s2, s3}, b, fourth};
            const int negated = fourth == 0 ? -1 : type.a_shifts[static_cast<std::size_t>(fourth - 1)];
            const std::uint32_t shifts = (1U << s1) | (1U << s2) | (1U << s3);
            const auto [entry, is_new] = known.try_emplace({shifts, b, negated}, operations.size());
            if (is_new) operations.push_back({shifts, b, negated, {}});
            operations[entry->second].variants.push_back(type);
          }
        }
      }
    }
  }
  return operations;
}

NodeSet apply(const AOperation& operation, const NodeSet& a, const NodeSet& b) {
  NodeSet result;
  for (std::int32_t vb : b) {
    const std::int32_t addend = vb * (1 << operation.b_shift);
    if (operation.negated_shift < 0) result.push_back(addend);
    for (std::int32_t va : a) {
      for (int shift = 0; operation.a_shifts >> shift != 0; ++shift) {
        if ((operation.a_shifts >> shift & 1) != 0) result.push_back(va * (1 << shift) + addend);
      }
      if (operation.negated_shift >= 0) result.push_back(addend - va * (1 << operation.negated_shift));
    }
  }
  sort_unique(result);
  return result;
}

std::vector<FirstSet> first_sets(const AddnetSpace& space) {
  std::vector<FirstSet> sets;
  std::map<NodeSet, std::size_t> known;
  for (const AOperation& operation : a_operations(space)) {
    const NodeSet values = apply(operation, {1}, {1});
    const auto [entry, is_new] = known.try_emplace(values, sets.size());
    if (is_new) sets.push_back({values, {}});
    auto& producers = sets[entry->second].producers;
    producers.insert(producers.end(), operation.variants.begin(), operation.variants.end());
  }
  for (FirstSet& set : sets) std::sort(set.producers.begin(), set.producers.end());
  std::sort(sets.begin(), sets.end(),
            [](const FirstSet& p, const FirstSet& q) { return p.producers.front() < q.producers.front(); });
  return sets;
}

NodeSet apply(const TypeB& type, const NodeSet& a, const NodeSet& b) {
  NodeSet result;
  for (std::int32_t va : a) {
    for (std::int32_t vb : b) {
      for (int shift : type.a_shifts) result.push_back(std::abs(va * (1 << shift) - vb * (1 << type.b_shift)));
    }
  }
  sort_unique(result);
  return result;
}

std::vector<TypeB> b_types(const AddnetSpace& space) {
  std::vector<TypeB> types;
  for (int s1 = 0; s1 <= space.max_shift; ++s1) {
    for (int s2 = s1; s2 <= space.max_shift; ++s2) {
      for (int b = 0; b <= space.max_shift; ++b) types.push_back({{s1, s2}, b});
    }
  }
  return types;
}

}  // namespace rccm
