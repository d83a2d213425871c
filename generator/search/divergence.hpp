#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "circuit/coefficient_set.hpp"
#include "weights/distribution.hpp"

namespace rccm {

/// How the divergence bins weights and coefficients.
struct DivergenceParams {
  int bins = 31;
  double epsilon = 1e-3;        ///< added to each bin of the coefficients before normalising
  std::optional<double> range;  ///< M; by default the distribution's
};

/// The Kullback-Leibler divergence D(P‖R), natural logarithm: P is the weights' histogram over [-M, M], R the histogram
/// of a coefficient set that is scaled so that its largest magnitude falls on M.
class Divergence {
 public:
  Divergence(const Distribution& weights, const DivergenceParams& params);

  [[nodiscard]] int bins() const { return params_.bins; }
  [[nodiscard]] double epsilon() const { return params_.epsilon; }
  /// P, normalised.
  [[nodiscard]] const std::vector<double>& masses() const { return masses_; }

  /// The divergence of a set; infinite for one that is empty or holds nothing but 0.
  [[nodiscard]] double operator()(const CoefficientSet& set) const;
  /// The same from the number of coefficients in each bin.
  [[nodiscard]] double of_counts(const std::vector<int>& counts) const;

 private:
  DivergenceParams params_;
  std::vector<double> masses_;
};

/// The bin of coefficient c in a set whose largest magnitude is top, in integers: c = top falls into the last bin.
[[nodiscard]] inline int coefficient_bin(std::int64_t c, std::int64_t top, int bins) {
  const std::int64_t bin = (c + top) * bins / (2 * top);
  return bin < bins ? static_cast<int>(bin) : bins - 1;
}

}  // namespace rccm
