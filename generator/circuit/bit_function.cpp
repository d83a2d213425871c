#include "circuit/bit_function.hpp"

namespace rccm {
namespace {

bool entry(std::uint64_t table, std::size_t index) {
  return ((table >> index) & 1) != 0;
}

// The lowest 2^variables entries of a table.
std::uint64_t masked(std::uint64_t table, std::size_t variables) {
  return variables == 6 ? table : table & ((std::uint64_t{1} << (std::size_t{1} << variables)) - 1);
}

// The table without variable `position` for the half in which the variable has the given value.
std::uint64_t half_of(std::uint64_t table, std::size_t variables, std::size_t position, bool value) {
  const std::size_t block = std::size_t{1} << position;  // entries between changes of the variable
  const std::uint64_t block_mask = (std::uint64_t{1} << block) - 1;
  std::uint64_t result = 0;
  for (std::size_t from = value ? block : 0, to = 0; from < std::size_t{1} << variables;
       from += 2 * block, to += block) {
    result |= ((table >> from) & block_mask) << to;
  }
  return result;
}

bool depends_on(std::uint64_t table, std::size_t variables, std::size_t position) {
  const std::uint64_t differs = (table ^ (table >> (std::size_t{1} << position))) & ~kVariableTables[position];
  return masked(differs, variables) != 0;
}

template <typename Operation>
MaybeFunction combine(const MaybeFunction& a, const MaybeFunction& b, Operation operation) {
  if (!a || !b) return std::nullopt;
  const auto support = joint_support(*a, *b);
  if (!support) return std::nullopt;
  return BitFunction(*support, operation(a->repeated_table_over(*support), b->repeated_table_over(*support)));
}

}  // namespace

std::uint64_t multiplex(std::span<std::uint64_t> entries, std::span<const std::size_t> selects) {
  std::size_t count = entries.size();
  for (const std::size_t select : selects) {
    const std::uint64_t chooses_upper = kVariableTables[select];
    count /= 2;
    for (std::size_t i = 0; i < count; ++i) {
      entries[i] = (entries[2 * i] & ~chooses_upper) | (entries[2 * i + 1] & chooses_upper);
    }
  }
  return entries[0];
}

BitFunction::BitFunction(Bit bit) {
  if (bit.is_constant()) {
    table_ = static_cast<std::uint64_t>(bit.index);
  } else {
    support_ = {bit};
    table_ = 0b10;
  }
}

BitFunction::BitFunction(const LutWires& support, std::uint64_t table)
    : support_(support), table_(masked(table, support.size())) {
  for (std::size_t i = support_.size(); i-- > 0;) {
    if (!depends_on(table_, support_.size(), i)) {
      table_ = half_of(table_, support_.size(), i, false);
      support_.erase(i);
    }
  }
}

std::optional<Bit> BitFunction::as_wire() const {
  if (support_.empty()) return Bit::constant((table_ & 1) != 0);
  if (support_.size() == 1 && table_ == 0b10) return support_[0];
  return std::nullopt;
}

bool BitFunction::evaluate(const std::function<bool(Bit)>& value_of) const {
  std::size_t index = 0;
  for (std::size_t i = 0; i < support_.size(); ++i) {
    if (value_of(support_[i])) index |= std::size_t{1} << i;
  }
  return entry(table_, index);
}

BitFunction BitFunction::where(const Bit& wire, bool value) const {
  const Bit* found = std::find(support_.begin(), support_.end(), wire);
  if (found == support_.end()) return *this;
  const auto position = static_cast<std::size_t>(found - support_.begin());
  LutWires rest = support_;
  rest.erase(position);
  return {rest, half_of(table_, support_.size(), position, value)};
}

std::uint64_t BitFunction::table_over(std::span<const Bit> pins) const {
  return masked(repeated_table_over(pins), pins.size());
}

std::uint64_t BitFunction::repeated_table_over(std::span<const Bit> pins) const {
  std::array<std::uint64_t, 64> entries;
  std::array<std::size_t, kMaxSupport> positions;
  const std::size_t count = std::size_t{1} << support_.size();
  for (std::size_t i = 0; i < count; ++i) entries[i] = entry(table_, i) ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < support_.size(); ++i) {
    positions[i] = static_cast<std::size_t>(std::find(pins.begin(), pins.end(), support_[i]) - pins.begin());
  }
  return multiplex({entries.data(), count}, {positions.data(), support_.size()});
}

std::optional<LutWires> joint_support(const BitFunction& a, const BitFunction& b, std::size_t limit) {
  LutWires support;
  const Bit* next_a = a.support().begin();
  const Bit* next_b = b.support().begin();
  while (next_a != a.support().end() || next_b != b.support().end()) {
    if (support.size() == limit) return std::nullopt;
    const bool from_a = next_b == b.support().end() || (next_a != a.support().end() && *next_a <= *next_b);
    const Bit& wire = from_a ? *next_a : *next_b;
    support.push_back(wire);
    if (next_b != b.support().end() && *next_b == wire) ++next_b;
    if (from_a) ++next_a;
  }
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
