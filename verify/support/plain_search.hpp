#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "search/addnet_count.hpp"
#include "search/addnet_search.hpp"

namespace rccm::test {

/// What to do with a circuit and its coefficient set.
using CircuitVisitor = std::function<void(const AddnetParameters&, const CoefficientSet&)>;

/// Every circuit of a space, in nested loops over the published parameters: the A shifts of a cell sorted, which
/// exchanges equal operands and nothing else. Each set is built on its own from the operands' sets. With a stride
/// above 1 only every so-manieth combination of type A cells is visited.
void plain_circuits(const AddnetSpace& space, const CircuitVisitor& visitor, std::uint64_t stride = 1);

/// How many circuits plain_circuits visits with stride 1.
[[nodiscard]] std::uint64_t plain_circuit_count(const AddnetSpace& space);

/// The specification of search_addnet: all sets of all circuits, kept by value, scored one by one, sorted. It has no
/// shards and no threads.
[[nodiscard]] std::vector<AddnetResult> plain_search(const AddnetSearchParams& params, const Distribution& weights);

/// The specification of count_distinct_sets.
[[nodiscard]] DistinctCounts plain_counts(const AddnetSpace& space);

}  // namespace rccm::test
