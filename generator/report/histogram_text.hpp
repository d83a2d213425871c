#pragma once

#include <cstddef>
#include <string>

#include "circuit/coefficient_set.hpp"
#include "weights/distribution.hpp"

namespace rccm::report {

/// How a histogram is printed.
struct HistogramTextParams {
  std::size_t width = 80;  ///< columns of the terminal
  std::size_t height = 8;  ///< lines of the highest bar
};

/// The density of the weights as bars and below them the levels, that is scale · coefficient. The picture ends at the
/// weights' range or at 5σ, where that is less; levels beyond are counted. The scale must be above 0.
[[nodiscard]] std::string histogram_text(const CoefficientSet& set, double scale, const Distribution& weights,
                                         const HistogramTextParams& params = {});

}  // namespace rccm::report
