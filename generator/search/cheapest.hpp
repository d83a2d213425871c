#pragma once

#include <vector>

#include "search/addnet_operands.hpp"
#include "search/ranking.hpp"

namespace rccm {

/// A circuit with its cost.
struct PricedCircuit {
  AddnetParameters parameters;
  int luts = 0;
  auto operator<=>(const PricedCircuit& other) const {
    return std::pair(luts, parameters) <=> std::pair(other.luts, other.parameters);
  }
  bool operator==(const PricedCircuit&) const = default;
};

/// For each list of origins the cheapest circuit that any of them stands for; of equals the first by parameters.
[[nodiscard]] std::vector<PricedCircuit> cheapest_circuits(const AddnetOperands& operands,
                                                           const std::vector<std::vector<Origin>>& origins,
                                                           int input_bits, bool input_signed, unsigned threads);

}  // namespace rccm
