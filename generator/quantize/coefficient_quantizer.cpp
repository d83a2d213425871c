#include "quantize/coefficient_quantizer.hpp"

#include "quantize/best_scale.hpp"

namespace rccm {

CoefficientQuantizer quantizer_of(const Circuit& circuit) {
  return {circuit.name, coefficient_set(circuit), {}};
}

Levels levels_of(const CoefficientQuantizer& quantizer) {
  return Levels::of_set(quantizer.set);
}

GroupFit fit_group(const CoefficientQuantizer& quantizer, const std::vector<double>& values) {
  return {best_scale(levels_of(quantizer), values, quantizer.fit_params).scale, 0, {}};
}

}  // namespace rccm
