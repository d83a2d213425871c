#include "circuit/bit_function.hpp"

#include <algorithm>
#include <iterator>

namespace rccm {
namespace {

bool entry(std::uint64_t table, std::size_t index) {
  return ((table >> index) & 1) != 0;
}

// The table without variable `position`, whose two halves are known to agree.
std::uint64_t drop_variable(std::uint64_t table, std::size_t variables, std::size_t position) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < std::size_t{1} << (variables - 1); ++i) {
    const std::size_t low = i & ((std::size_t{1} << position) - 1);
    const std::size_t source = ((i >> position) << (position + 1)) | low;
    if (entry(table, source)) result |= std::uint64_t{1} << i;
  }
  return result;
}

bool depends_on(std::uint64_t table, std::size_t variables, std::size_t position) {
  for (std::size_t i = 0; i < std::size_t{1} << variables; ++i) {
    if (entry(table, i) != entry(table, i ^ (std::size_t{1} << position))) return true;
  }
  return false;
}

template <typename Operation>
MaybeFunction combine(const MaybeFunction& a, const MaybeFunction& b, Operation operation) {
  if (!a || !b) return std::nullopt;
  const auto support = joint_support(*a, *b);
  if (!support) return std::nullopt;
  return BitFunction(*support, operation(a->table_over(*support), b->table_over(*support)));
}

}  // namespace

BitFunction::BitFunction(Bit bit) {
  if (bit.is_constant()) {
    table_ = static_cast<std::uint64_t>(bit.index);
  } else {
    support_ = {bit};
    table_ = 0b10;
  }
}

BitFunction::BitFunction(std::vector<Bit> support, std::uint64_t table) : support_(std::move(support)), table_(table) {
  for (std::size_t i = support_.size(); i-- > 0;) {
    if (!depends_on(table_, support_.size(), i)) {
      table_ = drop_variable(table_, support_.size(), i);
      support_.erase(support_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  const std::size_t entries = std::size_t{1} << support_.size();
  if (entries < 64) table_ &= (std::uint64_t{1} << entries) - 1;
}

std::optional<Bit> BitFunction::as_wire() const {
  if (support_.empty()) return Bit::constant((table_ & 1) != 0);
  if (support_.size() == 1 && table_ == 0b10) return support_.front();
  return std::nullopt;
}

bool BitFunction::evaluate(const std::function<bool(Bit)>& value_of) const {
  std::size_t index = 0;
  for (std::size_t i = 0; i < support_.size(); ++i) {
    if (value_of(support_[i])) index |= std::size_t{1} << i;
  }
  return entry(table_, index);
}

std::uint64_t BitFunction::table_over(const std::vector<Bit>& pins) const {
  std::vector<std::size_t> position;
  for (const Bit& bit : support_) {
    position.push_back(static_cast<std::size_t>(std::distance(pins.begin(), std::find(pins.begin(), pins.end(), bit))));
  }
  std::uint64_t result = 0;
  for (std::size_t assignment = 0; assignment < std::size_t{1} << pins.size(); ++assignment) {
    std::size_t index = 0;
    for (std::size_t i = 0; i < position.size(); ++i) index |= ((assignment >> position[i]) & 1) << i;
    if (entry(table_, index)) result |= std::uint64_t{1} << assignment;
  }
  return result;
}

std::optional<std::vector<Bit>> joint_support(const BitFunction& a, const BitFunction& b, std::size_t limit) {
  std::vector<Bit> support;
  std::set_union(a.support().begin(), a.support().end(), b.support().begin(), b.support().end(),
                 std::back_inserter(support));
  if (support.size() > limit) return std::nullopt;
  return support;
}

MaybeFunction operator_and(const MaybeFunction& a, const MaybeFunction& b) {
  return combine(a, b, [](std::uint64_t p, std::uint64_t q) { return p & q; });
}

MaybeFunction operator_or(const MaybeFunction& a, const MaybeFunction& b) {
  return combine(a, b, [](std::uint64_t p, std::uint64_t q) { return p | q; });
}

MaybeFunction operator_xor(const MaybeFunction& a, const MaybeFunction& b) {
  return combine(a, b, [](std::uint64_t p, std::uint64_t q) { return p ^ q; });
}

MaybeFunction majority(const MaybeFunction& a, const MaybeFunction& b, const MaybeFunction& c) {
  return operator_or(operator_and(a, b), operator_and(c, operator_xor(a, b)));
}

}  // namespace rccm
