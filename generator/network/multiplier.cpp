#include "network/multiplier.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "support/error.hpp"

namespace rccm::network {

Multiplier multiplier_of(const Circuit& circuit) {
  return {circuit.name, coefficient_table(circuit), circuit.signless, circuit};
}

Multiplier multiplier_of(const CoefficientSet& set) {
  if (set.empty()) throw usage_error("a set of no coefficients: name at least one");
  const CoefficientSet sorted = distinct(set);
  Multiplier multiplier{to_text(sorted), sorted, false, std::nullopt};
  multiplier.table.resize(std::bit_ceil(sorted.size()), sorted.front());
  try {
    check_multiplier(multiplier, "set " + multiplier.name);
  } catch (const Error& error) {
    throw usage_error(error.what());
  }
  return multiplier;
}

int code_bits(const Multiplier& multiplier) {
  return std::countr_zero(multiplier.table.size());
}

int stored_bits(const Multiplier& multiplier) {
  return code_bits(multiplier) + (multiplier.signless ? 1 : 0);
}

std::int64_t coefficient(const Multiplier& multiplier, std::uint32_t word) {
  const std::uint32_t code = word & static_cast<std::uint32_t>(multiplier.table.size() - 1);
  return code == word ? multiplier.table[code] : -multiplier.table[code];
}

CoefficientSet coefficient_set(const Multiplier& multiplier) {
  const CoefficientSet set = distinct(multiplier.table);
  return multiplier.signless ? mirrored(set) : set;
}

std::map<std::int64_t, std::uint32_t> stored_words(const Multiplier& multiplier) {
  std::map<std::int64_t, std::uint32_t> words;
  const std::uint32_t count = std::uint32_t{1} << static_cast<unsigned>(stored_bits(multiplier));
  for (std::uint32_t word = 0; word < count; ++word) words.emplace(coefficient(multiplier, word), word);
  return words;
}

void check_multiplier(const Multiplier& multiplier, const std::string& where) {
  const std::size_t size = multiplier.table.size();
  if (!std::has_single_bit(size) || size > (std::size_t{1} << kMaxSelectBits)) {
    throw input_error(where + ": its table has " + std::to_string(size) + " entries: must be a power of two up to 2^" +
                      std::to_string(kMaxSelectBits));
  }
  for (const std::int64_t value : multiplier.table) {
    if (value > kMaxCoefficient || value < -kMaxCoefficient) {
      throw input_error(where + ": coefficient " + std::to_string(value) + " is out of ±" +
                        std::to_string(kMaxCoefficient));
    }
  }
}

}  // namespace rccm::network
