#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "search/divergence.hpp"
#include "search/magnitude_set.hpp"

namespace rccm {

/// The divergence of symmetric sets from binned counts alone, fast. With D = Σ P ln P - Σ P ln(n + ε) + ln(N + bins ε),
/// two bins that mirror each other have the same count, their masses are added beforehand and logarithms are tabulated.
class DivergenceScreen {
 public:
  /// For sets with magnitudes up to greatest.
  DivergenceScreen(const Divergence& divergence, std::int32_t greatest);

  /// The divergence up to rounding; plus infinity where a bound shows that it exceeds the limit; minus infinity where
  /// the number of bins is even and the caller has to compute it.
  template <std::size_t Words>
  [[nodiscard]] double operator()(const RankedSet<Words>& set, double limit) const {
    const auto top = static_cast<std::size_t>(set.top);
    const std::int32_t* edges = &edges_[top * pairs_];
    const std::int32_t zero = set.has_zero() ? 1 : 0;
    const double base = constant_ + log_total_[static_cast<std::size_t>(2 * set.count() - zero)];
    if (has_tie_[top] != 0) return has_middle_ ? with_ties(set, edges, base) : -kInfinity;
    // Signed members below pair k.
    const auto signed_below = [&](std::size_t k) { return 2 * set.count_below(edges[k]) - zero; };

    // Merging bins never raises a divergence (the log-sum inequality), so a few groups of bins bound it.
    double bound = base;
    std::int32_t below = 0;
    for (std::size_t g = 0; g < kGroups; ++g) {
      const std::int32_t next = g + 1 < kGroups ? signed_below(group_begin_[g + 1]) : 2 * set.count() - zero;
      bound -= group_mass_[g] * group_log_[g][static_cast<std::size_t>(next - below)];
      below = next;
    }
    if (bound + group_constant_ > limit) return kInfinity;

    double sum = 0;
    below = 0;
    for (std::size_t k = 0; k < pairs_; ++k) {
      const std::int32_t next = k + 1 < pairs_ ? signed_below(k + 1) : 2 * set.count() - zero;
      sum += pair_mass_[k] * pair_log_[k == 0 ? 0 : 1][static_cast<std::size_t>(next - below)];
      below = next;
    }
    return base - sum;
  }

 private:
  static constexpr std::size_t kGroups = 4;
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();

  // Where a magnitude m may lie exactly on a boundary: m belongs to the outer bin, -m to the inner one.
  template <std::size_t Words>
  [[nodiscard]] double with_ties(const RankedSet<Words>& set, const std::int32_t* edges, double base) const {
    const std::int32_t zero = set.has_zero() ? 1 : 0;
    double sum = 0;
    std::int32_t positive_below = zero;
    std::int32_t negative_below = zero;
    for (std::size_t k = 0; k < pairs_; ++k) {
      std::int32_t positive_next = set.count();
      std::int32_t negative_next = set.count();
      if (k + 1 < pairs_) {
        const std::int32_t edge = edges[k + 1];
        positive_next = set.count_below(edge);
        negative_next = positive_next;
        if (is_tie(set.top, k + 1) && set.contains(edge)) ++negative_next;
      }
      const auto positive = static_cast<std::size_t>(positive_next - positive_below);
      const auto negative = static_cast<std::size_t>(negative_next - negative_below);
      if (k == 0) {
        sum += pair_mass_[0] * pair_log_[0][positive + negative + static_cast<std::size_t>(zero)];
      } else {
        sum += upper_mass_[k] * pair_log_[0][positive] + (pair_mass_[k] - upper_mass_[k]) * pair_log_[0][negative];
      }
      positive_below = positive_next;
      negative_below = negative_next;
    }
    return base - sum;
  }

  [[nodiscard]] bool is_tie(std::int32_t top, std::size_t pair) const {
    return top * (2 * static_cast<std::int64_t>(pair) - 1) % bins_ == 0;
  }

  std::int64_t bins_;
  bool has_middle_;
  std::size_t pairs_;
  double constant_ = 0;        // Σ P ln P over bins
  double group_constant_ = 0;  // what turns it into the sum over groups
  std::vector<double> pair_mass_;
  std::vector<double> upper_mass_;   // of the positive bin of a pair
  std::vector<std::int32_t> edges_;  // [top][pair]: the least magnitude in the pair
  std::vector<char> has_tie_;        // [top]
  std::vector<double> log_total_;
  std::array<std::vector<double>, 2> pair_log_;  // by signed count: of the middle bin, and of one bin of a pair
  std::array<std::size_t, kGroups> group_begin_{};
  std::array<double, kGroups> group_mass_{};
  std::array<std::vector<double>, kGroups> group_log_;
};

}  // namespace rccm
