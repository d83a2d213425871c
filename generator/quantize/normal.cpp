#include "quantize/normal.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

namespace rccm {

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normal_quantile(double probability) {
  assert(probability > 0 && probability < 1);
  if (probability > 0.5) return -normal_quantile(1 - probability);
  if (probability == 0.5) return 0;
  // Below -39 no double is left of Φ. Halving is slow but exact to the last bits, and quantisers ask for a few levels.
  double low = -39;
  double high = 0;
  for (double middle = low / 2; middle > low && middle < high; middle = (low + high) / 2) {
    (normal_cdf(middle) < probability ? low : high) = middle;
  }
  return high;
}

}  // namespace rccm
