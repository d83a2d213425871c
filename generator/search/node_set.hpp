#pragma once

#include <cstdint>
#include <vector>

namespace rccm {

/// Values that a node can take as multiples of x, ascending.
using NodeSet = std::vector<std::int32_t>;

}  // namespace rccm
