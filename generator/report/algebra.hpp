#pragma once

#include <string>
#include <vector>

#include "circuit/circuit.hpp"
#include "circuit/coefficient_set.hpp"

namespace rccm::report {

/// What a picture or text calls a node: "x", "u1", "u2", ..., and "y" for the product. `node` is kSourceX or a cell.
[[nodiscard]] std::string node_name(const Circuit& circuit, int node);

/// An input of a cell as a multiple of its source: "x", "8x", "4·u1".
[[nodiscard]] std::string input_text(const Circuit& circuit, const Input& input);

/// What a cell computes for each value of its select bits: "x + 4x", "4x - 8·u1", "0".
[[nodiscard]] std::vector<std::string> alternatives(const Circuit& circuit, std::size_t cell_index);

/// A coefficient set for people: "{-32 .. 31}" for a long run without gaps, otherwise its members, with "…" for its
/// middle where it has more than `most` magnitudes or, not symmetric, values.
[[nodiscard]] std::string set_text(const CoefficientSet& set, std::size_t most, const std::string& separator = " ");

/// The name of a cell's mode as files have it.
[[nodiscard]] std::string mode_name(Mode mode);

/// Select bits by the code bits that drive them, highest first: "s3 s2".
[[nodiscard]] std::string select_names(const std::vector<int>& code_bits, const std::string& prefix = "s",
                                       const std::string& separator = " ");

/// The lowest `bits` bits of a value as binary digits.
[[nodiscard]] std::string binary(std::size_t value, std::size_t bits);

/// A name out of a file, safe to print: control characters, which could drive a terminal, become "?".
[[nodiscard]] std::string printable(const std::string& name);

/// "1 LUT", "2 LUTs".
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun);

}  // namespace rccm::report
