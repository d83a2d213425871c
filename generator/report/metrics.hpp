#pragma once

#include <string>

#include "circuit/coefficient_set.hpp"
#include "circuit/json.hpp"
#include "search/divergence.hpp"
#include "weights/distribution.hpp"

namespace rccm::report {

/// The metrics of a circuit against weights, as a search reports them. Throws Error (kInput) where the circuit has no
/// coefficient but 0.
[[nodiscard]] Metrics measure(const Circuit& circuit, const Distribution& weights, const DivergenceParams& params = {});

/// The same for a coefficient set; `name` is what messages call it.
[[nodiscard]] Metrics measure(const CoefficientSet& set, const std::string& name, const Distribution& weights,
                              const DivergenceParams& params = {});

/// For a person: "SQNR 13.87 dB at scale 0.0317, divergence 0.912".
[[nodiscard]] std::string metrics_text(const Metrics& metrics);

}  // namespace rccm::report
