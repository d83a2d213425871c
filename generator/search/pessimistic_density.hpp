#pragma once

#include <vector>

#include "search/excess_table.hpp"
#include "weights/distribution.hpp"

namespace rccm {

/// A lower envelope of a density under scaling, as a fine histogram of |w| / σ: the least of s³ p(s x) over all s in
/// [1, ratio]. The error of levels at the scale λ under it is a lower bound of the error at every scale s λ.
class PessimisticDensity {
 public:
  PessimisticDensity(const Distribution& folded, double sigma, double ratio);

  /// Taking the weights as spread evenly over the histogram's bins moves them by no more than this in the root mean
  /// square, in units of σ: the root of an error changes by no more.
  [[nodiscard]] double displacement() const;
  /// The least density on [low, high].
  [[nodiscard]] double least(double low, double high) const;
  /// ∫ (w - x)² over w > x, or less.
  [[nodiscard]] double tail(double x) const;
  [[nodiscard]] ExcessTable excess_table() const;

 private:
  double step_;
  std::vector<double> density_;
};

/// Where tables of |w| / σ end. What lies beyond is taken as if it lay there, which only lowers bounds.
inline constexpr double kTableEnd = 16;

}  // namespace rccm
