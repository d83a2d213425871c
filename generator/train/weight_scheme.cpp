#include "train/weight_scheme.hpp"

#include "support/error.hpp"

namespace rccm::train {

WeightScheme scheme_of(const network::Multiplier& multiplier) {
  return {{CoefficientQuantizer{multiplier.name, network::coefficient_set(multiplier), {}}}, multiplier};
}

WeightScheme scheme_of(const Quantizer& quantizer, const std::string& name) {
  const auto set = levels_of(quantizer).coefficients();
  if (!set) {
    throw usage_error("quantizer '" + name +
                      "': its levels are no list of integers, which multipliers need: name a circuit, set:, mirrored:, "
                      "apot: or lsq:");
  }
  WeightScheme scheme{quantizer, network::multiplier_of(*set)};
  scheme.multiplier.name = name;
  return scheme;
}

}  // namespace rccm::train
