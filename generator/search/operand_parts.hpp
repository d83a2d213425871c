#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "search/addnet_space.hpp"
#include "search/magnitude_set.hpp"

namespace rccm {

/// A type B cell over one operand pair, for all shifts at once. The set of B(φ1, φ2; φ3) is the union of two parts,
/// |a << φ1 - b << φ3| and |a << φ2 - b << φ3|; each part is built once and shared by all the cells that contain it.
/// Only cells with a zero among their shifts are considered: the others are doublings of those, the same canonical
/// sets.
template <std::size_t Words>
class OperandParts {
 public:
  explicit OperandParts(int max_shift)
      : shifts_(max_shift + 1), parts_(static_cast<std::size_t>(shifts_ * shifts_)), tops_(parts_.size()) {
    for (const TypeB& type : b_types({2, max_shift, {true, true, true, true}})) {
      if (type.b_shift == 0 || type.a_shifts[0] == 0) types_.push_back(type);
    }
  }

  /// The cells considered, in lexicographic order.
  [[nodiscard]] const std::vector<TypeB>& types() const { return types_; }

  void build(const NodeSet& a, const NodeSet& b) {
    for (MagnitudeSet<Words>& part : parts_) part.clear();
    std::fill(tops_.begin(), tops_.end(), 0);
    for (int b_shift = 0; b_shift < shifts_; ++b_shift) {
      for (int a_shift = 0; a_shift < shifts_; ++a_shift) {
        const std::size_t index = part_index(a_shift, b_shift);
        MagnitudeSet<Words>& part = parts_[index];
        const std::int32_t a_factor = 1 << a_shift;
        for (std::int32_t vb : b) {
          const std::int32_t subtrahend = vb * (1 << b_shift);
          for (std::int32_t va : a) part.insert(std::abs(va * a_factor - subtrahend));
          // The greatest magnitude lies at an end of a.
          tops_[index] = std::max(
              {tops_[index], std::abs(a.front() * a_factor - subtrahend), std::abs(a.back() * a_factor - subtrahend)});
        }
      }
    }
  }

  void unite(const TypeB& type, RankedSet<Words>& result) const {
    const std::size_t first = part_index(type.a_shifts[0], type.b_shift);
    const std::size_t second = part_index(type.a_shifts[1], type.b_shift);
    result.unite(parts_[first], parts_[second], std::max(tops_[first], tops_[second]));
  }

 private:
  [[nodiscard]] std::size_t part_index(int a_shift, int b_shift) const {
    return static_cast<std::size_t>(a_shift) * static_cast<std::size_t>(shifts_) + static_cast<std::size_t>(b_shift);
  }

  int shifts_;
  std::vector<TypeB> types_;
  std::vector<MagnitudeSet<Words>> parts_;
  std::vector<std::int32_t> tops_;
};

}  // namespace rccm
