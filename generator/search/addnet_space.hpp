#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "circuit/addnet.hpp"
#include "search/node_set.hpp"

namespace rccm {

/// A family of published circuits.
struct AddnetSpace {
  int adders = 2;     ///< 2, 3 or 4
  int max_shift = 3;  ///< every operand shift is 0..max_shift, at most 7
  /// Which results a type A cell may have for s = 3: B1, -A1+B1, -A2+B1, -A3+B1, where A1, A2, A3 are numbered by
  /// rising shift.
  std::array<bool, 4> fourth{true, true, true, true};
};

/// Throws Error (kUsage) for values outside the bounds above.
void validate(const AddnetSpace& space);

/// The operations of a type A cell that lead to the same set whatever its operands: which shifts its A operands have,
/// in whatever number, B's shift, and which A (by shift) the fourth function negates.
struct AOperation {
  std::uint32_t a_shifts = 0;  ///< bit k set: some A has shift k
  int b_shift = 0;
  int negated_shift = -1;       ///< -1: the fourth function is B1
  std::vector<TypeA> variants;  ///< the parameters, A shifts not falling, lexicographic
};

/// All of them, by their first variant.
[[nodiscard]] std::vector<AOperation> a_operations(const AddnetSpace& space);

/// A distinct set that one type A cell over x can produce, with all parameters that do.
struct FirstSet {
  NodeSet values;
  std::vector<TypeA> producers;  ///< lexicographic
};

/// All of them, by their first producer.
[[nodiscard]] std::vector<FirstSet> first_sets(const AddnetSpace& space);

/// The values of a type A operation over operand sets a and b, whose selects are independent.
[[nodiscard]] NodeSet apply(const AOperation& operation, const NodeSet& a, const NodeSet& b);

/// The magnitudes of a type B cell's values, ascending; its values are these and their negatives.
[[nodiscard]] NodeSet apply(const TypeB& type, const NodeSet& a, const NodeSet& b);

/// All type B parameters with A shifts not falling, lexicographic.
[[nodiscard]] std::vector<TypeB> b_types(const AddnetSpace& space);

}  // namespace rccm
