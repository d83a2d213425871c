#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm::test {

using Integer = boost::multiprecision::cpp_int;

/// The value of every cell for one input and code, straight from the definition of a cell and in arbitrary precision:
/// it shares no code with coefficient tables, ranges or mappings.
[[nodiscard]] std::vector<Integer> reference_values(const Circuit& circuit, std::int64_t x, std::uint64_t code);

/// The value of the last cell.
[[nodiscard]] Integer reference_product(const Circuit& circuit, std::int64_t x, std::uint64_t code);

/// Inputs to try: every one if there are at most `limit`, otherwise the corners and as many random ones as fit.
[[nodiscard]] std::vector<std::int64_t> inputs_to_try(const Circuit& circuit, std::size_t limit, std::uint64_t seed);

/// Codes to try: every one if there are at most `limit`, otherwise the corners and as many random ones as fit.
[[nodiscard]] std::vector<std::uint64_t> codes_to_try(const Circuit& circuit, std::size_t limit, std::uint64_t seed);

}  // namespace rccm::test
