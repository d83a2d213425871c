#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "circuit/circuit.hpp"
#include "circuit/coefficient_set.hpp"

namespace rccm::network {

/// What a layer multiplies its inputs by: the coefficients that stored words stand for.
struct Multiplier {
  std::string name;
  std::vector<std::int64_t> table;  ///< code -> coefficient, 2^code bits in all
  bool signless = false;            ///< a stored word holds a sign above its code
  std::optional<Circuit> circuit;   ///< nothing for a set that no circuit is known for
  /// Where above 0, the highest bit of a stored word has the product shifted left by this much.
  int consumer_shift = 0;
};

/// The multiplier that a circuit is.
[[nodiscard]] Multiplier multiplier_of(const Circuit& circuit);

/// A multiplier by the coefficients given, which no circuit is known for: code i is the i-th in ascending order, and
/// the codes that are left stand for the first. Throws Error (kUsage) for no coefficients or too many or too large
/// ones.
[[nodiscard]] Multiplier multiplier_of(const CoefficientSet& set);

/// Width of a code.
[[nodiscard]] int code_bits(const Multiplier& multiplier);

/// Width of a stored word: the code, the sign of a signless multiplier, and the choice of the shift where there is one.
[[nodiscard]] int stored_bits(const Multiplier& multiplier);

/// What a stored word, which must be below 2^stored_bits, multiplies by.
[[nodiscard]] std::int64_t coefficient(const Multiplier& multiplier, std::uint32_t word);

/// What a weight can become: the distinct coefficients, shifted as well where the word has that choice, mirrored for a
/// signless multiplier.
[[nodiscard]] CoefficientSet coefficient_set(const Multiplier& multiplier);

/// The smallest stored word for each coefficient; zero has no sign, and what needs no shift is not shifted.
[[nodiscard]] std::map<std::int64_t, std::uint32_t> stored_words(const Multiplier& multiplier);

/// Throws Error (kInput) naming `where` if the table's size is no power of two, the shift none that circuits have, or a
/// coefficient too large.
void check_multiplier(const Multiplier& multiplier, const std::string& where);

}  // namespace rccm::network
