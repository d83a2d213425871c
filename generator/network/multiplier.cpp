#include "network/multiplier.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "support/error.hpp"

namespace rccm::network {

Multiplier multiplier_of(const Circuit& circuit) {
  return {circuit.name, coefficient_table(circuit), circuit.signless, circuit, circuit.consumer_shift};
}

Multiplier multiplier_of(const CoefficientSet& set) {
  if (set.empty()) throw usage_error("a set of no coefficients: name at least one");
  const CoefficientSet sorted = distinct(set);
  Multiplier multiplier{to_text(sorted), sorted, false, std::nullopt, 0};
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
  return code_bits(multiplier) + (multiplier.signless ? 1 : 0) + (multiplier.consumer_shift > 0 ? 1 : 0);
}

std::int64_t coefficient(const Multiplier& multiplier, std::uint32_t word) {
  const auto sign_bit = static_cast<unsigned>(code_bits(multiplier));
  const unsigned shift_bit = sign_bit + (multiplier.signless ? 1U : 0U);
  std::int64_t value = multiplier.table[word & static_cast<std::uint32_t>(multiplier.table.size() - 1)];
  if (multiplier.consumer_shift > 0 && (word >> shift_bit & 1U) != 0) {
    value *= std::int64_t{1} << multiplier.consumer_shift;
  }
  return multiplier.signless && (word >> sign_bit & 1U) != 0 ? -value : value;
}

CoefficientSet coefficient_set(const Multiplier& multiplier) {
  CoefficientSet set;
  for (const auto& [value, word] : stored_words(multiplier)) set.push_back(value);
  return set;
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
  if (multiplier.consumer_shift < 0 || multiplier.consumer_shift > kMaxShift) {
    throw input_error(where + ": consumer_shift is " + std::to_string(multiplier.consumer_shift) + ": must be 0.." +
                      std::to_string(kMaxShift));
  }
  const std::int64_t largest = kMaxCoefficient >> multiplier.consumer_shift;
  for (const std::int64_t value : multiplier.table) {
    if (value > largest || value < -largest) {
      throw input_error(where + ": coefficient " + std::to_string(value) + " is out of ±" + std::to_string(largest));
    }
  }
}

}  // namespace rccm::network
