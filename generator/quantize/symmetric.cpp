#include "quantize/symmetric.hpp"

#include "quantize/sign.hpp"

namespace rccm {

Levels levels_of(const Symmetric& quantizer) {
  return quantizer.levels == 2 ? levels_of(Binary{}) : levels_of(Ternary{});
}

GroupFit fit_group(const Symmetric& quantizer, const std::vector<double>& values, const LayerStatistics& layer) {
  GroupFit fit = fit_group(Binary{}, values);
  if (quantizer.levels == 3) {
    const double threshold = kSymmetricThreshold * layer.largest;
    fit.thresholds = {-threshold, threshold};
  }
  return fit;
}

}  // namespace rccm
