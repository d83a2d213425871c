#include "circuit/coefficient_set.hpp"

#include <algorithm>
#include <bit>

namespace rccm {

CoefficientSet distinct(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

CoefficientSet mirrored(const CoefficientSet& set) {
  std::vector<std::int64_t> values = set;
  for (std::int64_t c : set) values.push_back(-c);
  return distinct(std::move(values));
}

CoefficientSet coefficient_set(const Circuit& circuit) {
  std::vector<std::int64_t> values = coefficient_table(circuit);
  if (circuit.consumer_shift > 0) {
    const std::size_t count = values.size();
    for (std::size_t i = 0; i < count; ++i) values.push_back(values[i] * (std::int64_t{1} << circuit.consumer_shift));
  }
  const CoefficientSet set = distinct(std::move(values));
  return circuit.signless ? mirrored(set) : set;
}

CoefficientSet canonical(CoefficientSet set) {
  std::uint64_t bits = 0;
  for (std::int64_t c : set) bits |= static_cast<std::uint64_t>(c);
  if (bits == 0) return set;
  const std::int64_t factor = std::int64_t{1} << std::countr_zero(bits);
  for (std::int64_t& c : set) c /= factor;
  return set;
}

bool is_symmetric(const CoefficientSet& set) {
  return std::all_of(set.begin(), set.end(),
                     [&](std::int64_t c) { return std::binary_search(set.begin(), set.end(), -c); });
}

std::string to_text(const CoefficientSet& set) {
  const bool symmetric = is_symmetric(set);
  std::string text = symmetric ? "±{" : "{";
  const char* separator = "";
  for (std::int64_t c : set) {
    if (symmetric && c < 0) continue;
    text += separator + std::to_string(c);
    separator = " ";
  }
  return text + "}";
}

}  // namespace rccm
