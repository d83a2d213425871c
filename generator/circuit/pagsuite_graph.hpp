#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/error.hpp"

namespace rccm {

/// What a node multiplies x by, per configuration.
using PagFactors = std::vector<std::int64_t>;

/// A node's reference to another.
struct PagOperand {
  PagFactors factors;  ///< of the other node, negated where it is subtracted
  int stage = 0;
  std::vector<std::optional<int>> shifts;  ///< per configuration; nothing where a multiplexer does not choose it
  std::size_t place = 0;                   ///< in the text
};

/// One node of an adder graph: see pagsuite.hpp.
struct PagNode {
  char type = 'A';
  PagFactors factors;
  int stage = 0;
  std::vector<PagOperand> operands;
  std::size_t place = 0;
};

/// An adder graph as its text has it.
struct PagGraph {
  std::vector<PagNode> nodes;
  std::map<std::string, int> parameters;
  std::size_t configurations = 0;
};

/// Reads the form, not yet what it means. Throws Error (kInput) naming `where` and the place.
[[nodiscard]] PagGraph parse_pagsuite(std::string_view text, const std::string& where);

/// An error at a place of the text, as "graph.pag: line 1, column 17: message".
[[nodiscard]] Error pagsuite_error(std::string_view text, const std::string& where, std::size_t place,
                                   const std::string& message);

}  // namespace rccm
