#pragma once

#include <vector>

namespace rccm {

/// How many weights lie in [lower, upper).
struct HistogramBin {
  double lower;
  double upper;  ///< above lower
  double count;  ///< zero or more; a fraction where the weights were weighted

  bool operator==(const HistogramBin&) const = default;
};

/// Weights counted instead of listed.
struct Histogram {
  std::vector<HistogramBin> bins;  ///< ascending and without overlap; gaps hold no weights

  bool operator==(const Histogram&) const = default;
};

}  // namespace rccm
