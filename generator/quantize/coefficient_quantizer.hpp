#pragma once

#include <string>
#include <vector>

#include "circuit/circuit.hpp"
#include "circuit/coefficient_set.hpp"
#include "quantize/group_fit.hpp"
#include "quantize/levels.hpp"
#include "weights/fit.hpp"

namespace rccm {

/// Rounds to scale · coefficient, for the coefficients that a circuit can multiply by. The scale starts where the
/// squared error is least and is learned in retraining.
struct CoefficientQuantizer {
  std::string name;      ///< of the circuit; empty for a set of its own
  CoefficientSet set;    ///< ascending, at least one coefficient other than zero
  FitParams fit_params;  ///< bounds of the scale

  bool operator==(const CoefficientQuantizer& other) const { return name == other.name && set == other.set; }
};

/// The quantiser of a circuit; that of a signless one has both signs.
[[nodiscard]] CoefficientQuantizer quantizer_of(const Circuit& circuit);

[[nodiscard]] Levels levels_of(const CoefficientQuantizer& quantizer);
[[nodiscard]] GroupFit fit_group(const CoefficientQuantizer& quantizer, const std::vector<double>& values);

}  // namespace rccm
