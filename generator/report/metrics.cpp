#include "report/metrics.hpp"

#include <array>
#include <cstdio>

#include "circuit/coefficient_set.hpp"
#include "report/algebra.hpp"
#include "support/error.hpp"
#include "weights/fit.hpp"

namespace rccm::report {

Metrics measure(const Circuit& circuit, const Distribution& weights, const DivergenceParams& params) {
  const CoefficientSet set = coefficient_set(circuit);
  if (set == CoefficientSet{0}) {
    throw input_error(printable(circuit.name) +
                      ": has no coefficient but 0, which fits no weights: show it without --weights and --dist");
  }
  const Fit fit = fit_scale(set, weights);
  return {Divergence(weights, params)(set), fit.sqnr_db(), fit.scale};
}

std::string metrics_text(const Metrics& metrics) {
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "SQNR %.2f dB at scale %.4g, divergence %.4g", metrics.sqnr_db, metrics.scale,
                metrics.divergence);
  return text.data();
}

}  // namespace rccm::report
