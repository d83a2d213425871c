#pragma once

namespace rccm {

/// The cumulative distribution function Φ of the standard normal distribution.
[[nodiscard]] double normal_cdf(double x);

/// Its inverse, for a probability strictly between 0 and 1.
[[nodiscard]] double normal_quantile(double probability);

}  // namespace rccm
