#pragma once

#include <vector>

namespace rccm {

/// What a quantiser finds for the values of one group; FittedQuantizer holds the same of all groups.
struct GroupFit {
  double scale = 0;
  double offset = 0;
  std::vector<double> thresholds;  ///< empty, or one between every two levels
};

/// What a quantiser may need to know about the layer that a group belongs to.
struct LayerStatistics {
  double largest = 0;  ///< the greatest magnitude
};

}  // namespace rccm
