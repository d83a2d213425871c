#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm {

/// Distinct coefficients in ascending order.
using CoefficientSet = std::vector<std::int64_t>;

/// The distinct values of a table.
[[nodiscard]] CoefficientSet distinct(std::vector<std::int64_t> values);

/// What a weight can become: the distinct table values, with their shifted copies if the consumer chooses a shift,
/// mirrored around zero if the circuit is signless.
[[nodiscard]] CoefficientSet coefficient_set(const Circuit& circuit);

/// The set together with its negatives.
[[nodiscard]] CoefficientSet mirrored(const CoefficientSet& set);

/// The set divided by the largest power of two that divides all of it.
[[nodiscard]] CoefficientSet canonical(CoefficientSet set);

/// Whether c and -c are always both present.
[[nodiscard]] bool is_symmetric(const CoefficientSet& set);

/// For people: "±{0 1 2 8}" if symmetric, "{-3 0 5}" otherwise.
[[nodiscard]] std::string to_text(const CoefficientSet& set);

}  // namespace rccm
