#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "weights/distribution.hpp"

namespace rccm {

/// The distortion of level sets at their best scale, from tables: microseconds a set, good to a few parts in a
/// thousand, for searches that look at millions of sets and let fit_scale decide among the best.
class ScaleError {
 public:
  explicit ScaleError(const Distribution& weights);

  /// Of the ascending levels together with their negatives; the first level is not negative.
  [[nodiscard]] double of_magnitudes(const std::vector<std::int32_t>& levels) const;
  /// Of the ascending levels as they are.
  [[nodiscard]] double of_levels(const std::vector<std::int32_t>& levels) const;

 private:
  using Table = std::vector<float>;
  [[nodiscard]] static float lookup(const Table& table, float position);
  template <typename Error>
  [[nodiscard]] static double best_over_scales(const Error& error, std::int32_t top);

  // E[max(0, w - x)] and E[max(0, -w - x)] by steps of x in σ, and that of |w|.
  Table above_;
  Table below_;
  Table folded_;
  float mean_ = 0;
  float folded_mean_ = 0;
};

}  // namespace rccm
