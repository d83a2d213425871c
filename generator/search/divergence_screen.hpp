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
  /// mirrored bins differ and the caller has to compute it.
  template <std::size_t Words>
  [[nodiscard]] double operator()(const RankedSet<Words>& set, double limit) const {
    const auto top = static_cast<std::size_t>(set.top);
    if (has_tie_[top] != 0) return -std::numeric_limits<double>::infinity();
    const std::int32_t* edges = &edges_[top * pairs_];
    const std::int32_t zero = set.has_zero() ? 1 : 0;
    const double base = constant_ + log_total_[static_cast<std::size_t>(2 * set.count() - zero)];
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
    if (bound + group_constant_ > limit) return std::numeric_limits<double>::infinity();

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

  std::size_t pairs_;
  double constant_ = 0;        // Σ P ln P over bins
  double group_constant_ = 0;  // what turns it into the sum over groups
  std::vector<double> pair_mass_;
  std::vector<std::int32_t> edges_;  // [top][pair]: the least magnitude in the pair
  std::vector<char> has_tie_;        // [top]
  std::vector<double> log_total_;
  std::array<std::vector<double>, 2> pair_log_;  // by signed count: of the middle bin, and of one bin of a pair
  std::array<std::size_t, kGroups> group_begin_{};
  std::array<double, kGroups> group_mass_{};
  std::array<std::vector<double>, kGroups> group_log_;
};

}  // namespace rccm
