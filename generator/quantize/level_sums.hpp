#pragma once

#include <vector>

#include "quantize/levels.hpp"

namespace rccm {

/// Sums over values w, each with its nearest level q at a scale λ.
struct LevelSums {
  double error = 0;         ///< Σ (λ q - w)²
  double product = 0;       ///< Σ q w
  double level_square = 0;  ///< Σ q²
};

/// Values in order and their partial sums, which make LevelSums cheap at many scales: the values of one level are found
/// by halving, so that the work grows with the levels in use rather than with the values.
class SortedValues {
 public:
  explicit SortedValues(std::vector<double> values);

  /// Σ w², and the greatest |w|.
  [[nodiscard]] double power() const { return power_; }
  [[nodiscard]] double largest() const;
  [[nodiscard]] double root_mean_square() const;
  /// The sums at a scale above zero.
  [[nodiscard]] LevelSums at(const Levels& levels, double scale) const;

 private:
  std::vector<double> values_;
  std::vector<double> partial_sums_;  // of the first i values
  double power_ = 0;
};

}  // namespace rccm
