#include "report/metrics.hpp"

#include <array>
#include <cstdio>

#include "report/algebra.hpp"
#include "support/error.hpp"
#include "weights/fit.hpp"

namespace rccm::report {

Metrics measure(const Circuit& circuit, const Distribution& weights, const DivergenceParams& params) {
  return measure(coefficient_set(circuit), circuit.name, weights, params);
}

Metrics measure(const CoefficientSet& set, const std::string& name, const Distribution& weights,
                const DivergenceParams& params) {
  if (set == CoefficientSet{0}) {
    throw input_error(printable(name) +
                      ": has no coefficient but 0, which fits no weights: leave it or the weights out");
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
