#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "weights/histogram.hpp"
#include "weights/load.hpp"

namespace rccm {

/// The weights that a coefficient set is measured against, reduced to what the metrics ask of them. Samples have mass
/// at points, a histogram spreads each count evenly over its bin, the synthetic families are integrated in closed form.
class Distribution {
 public:
  enum class Family { kGaussian, kLaplace, kUniform };

  /// Unit variance, zero mean.
  [[nodiscard]] static Distribution synthetic(Family family);
  /// At least one value, all finite, not all zero.
  [[nodiscard]] static Distribution of_samples(std::vector<double> values);
  /// At least one count above zero.
  [[nodiscard]] static Distribution of_histogram(const Histogram& histogram);
  [[nodiscard]] static Distribution of_weights(const Weights& weights);

  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] double mean_square() const { return mean_square_; }
  /// The root of the mean square: the σ that scales are bounded by.
  [[nodiscard]] double rms() const;
  /// M of the divergence: the greatest magnitude of samples, 4σ of a synthetic family.
  [[nodiscard]] double default_range() const { return default_range_; }
  /// Whether the part below zero mirrors the part above.
  [[nodiscard]] bool is_symmetric() const { return symmetric_; }

  /// Whether mass is spread rather than at points: a synthetic family or a histogram.
  [[nodiscard]] bool is_continuous() const { return !tails_ || is_histogram_; }

  /// P(w > b), and E[max(0, w - b)]: convex and falling in b.
  [[nodiscard]] double mass_above(double b) const;
  [[nodiscard]] double excess_above(double b) const;
  /// P(w < b), and E[max(0, b - w)].
  [[nodiscard]] double mass_below(double b) const;
  [[nodiscard]] double excess_below(double b) const;

  /// The distribution of |w|.
  [[nodiscard]] Distribution folded() const;

  /// The masses of equal bins over [-range, range], normalised to 1; what lies outside is left out. Throws Error
  /// (kInput) if nothing lies inside, or if a histogram is coarser than the bins.
  [[nodiscard]] std::vector<double> bin_masses(int bins, double range) const;

 private:
  // A piecewise-uniform density with point masses: knots in ascending order with the exact tails at each.
  struct Tails;
  Distribution() = default;
  [[nodiscard]] static std::shared_ptr<const Tails> make_tails(const std::vector<HistogramBin>& pieces);
  [[nodiscard]] static Distribution of_pieces(const std::vector<HistogramBin>& pieces);
  [[nodiscard]] double synthetic_mass_above(double b) const;
  [[nodiscard]] double synthetic_excess_above(double b) const;

  std::shared_ptr<const Tails> tails_;  // empty for a synthetic family
  std::shared_ptr<const Tails> folded_tails_;
  Family family_ = Family::kGaussian;
  bool folded_ = false;
  bool symmetric_ = false;
  bool is_histogram_ = false;
  double mean_ = 0;
  double mean_square_ = 0;
  double default_range_ = 0;
};

}  // namespace rccm
