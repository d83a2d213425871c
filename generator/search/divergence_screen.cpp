#include "search/divergence_screen.hpp"

#include <algorithm>
#include <cmath>

namespace rccm {

DivergenceScreen::DivergenceScreen(const Divergence& divergence, std::int32_t greatest)
    : bins_(divergence.bins()),
      has_middle_(divergence.bins() % 2 == 1),
      pairs_(static_cast<std::size_t>(divergence.bins() + 1) / 2),
      pair_mass_(pairs_, 0),
      upper_mass_(pairs_, 0),
      edges_(static_cast<std::size_t>(greatest + 1) * pairs_),
      has_tie_(static_cast<std::size_t>(greatest + 1), 0) {
  const int bins = divergence.bins();
  // An even number of bins has no middle one, and zero falls off centre: then every set takes the slow way.
  const int middle = bins / 2;
  const auto x_log_x = [](double p) { return p > 0 ? p * std::log(p) : 0; };
  for (double p : divergence.masses()) constant_ += x_log_x(p);
  for (std::size_t k = 0; has_middle_ && k < pairs_; ++k) {
    upper_mass_[k] = divergence.masses()[static_cast<std::size_t>(middle) + k];
    pair_mass_[k] = upper_mass_[k];
    if (k > 0) pair_mass_[k] += divergence.masses()[static_cast<std::size_t>(middle) - k];
  }
  for (std::int64_t top = 0; top <= greatest; ++top) {
    const auto row = static_cast<std::size_t>(top);
    if (!has_middle_) has_tie_[row] = 1;
    for (std::size_t k = 1; k < pairs_; ++k) {
      // The least magnitude m of pair k: (m + top) bins >= 2 top (middle + k).
      const std::int64_t numerator = top * (2 * static_cast<std::int64_t>(k) - 1);
      const std::int64_t edge = (numerator + bins - 1) / bins;
      edges_[row * pairs_ + k] = static_cast<std::int32_t>(edge);
      // On an exact boundary m and -m fall into bins that do not mirror each other.
      if (is_tie(static_cast<std::int32_t>(top), k) && edge < top) has_tie_[row] = 1;
    }
  }

  // A pair's signed count is that of two equal bins.
  const std::size_t most = static_cast<std::size_t>(greatest) * 2 + 2;
  const double epsilon = divergence.epsilon();
  for (std::size_t n = 0; n < most; ++n) {
    const auto count = static_cast<double>(n);
    log_total_.push_back(std::log(count + bins * epsilon));
    pair_log_[0].push_back(std::log(count + epsilon));
    pair_log_[1].push_back(std::log(count / 2 + epsilon));
  }
  // Cuts that leave each group a share of the masses that matter: the middle is split finest.
  group_begin_ = {0, std::min(pairs_ - 1, std::max<std::size_t>(1, pairs_ / 8)), std::min(pairs_ - 1, pairs_ / 4 + 1),
                  pairs_ / 2};
  group_constant_ = -constant_;
  for (std::size_t g = 0; g < kGroups; ++g) {
    const std::size_t end = g + 1 < kGroups ? group_begin_[g + 1] : pairs_;
    double bins_in_group = 0;
    for (std::size_t k = group_begin_[g]; k < end; ++k) {
      group_mass_[g] += pair_mass_[k];
      bins_in_group += k == 0 ? 1 : 2;
    }
    group_constant_ += x_log_x(group_mass_[g]);
    for (std::size_t n = 0; n < most; ++n) {
      group_log_[g].push_back(std::log(static_cast<double>(n) + bins_in_group * epsilon));
    }
  }
}

}  // namespace rccm
