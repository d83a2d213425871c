#pragma once

#include <cstdint>
#include <functional>

namespace rccm::bench {

/// What a piece of work cost.
struct Cost {
  double wall_seconds = 0;
  double cpu_seconds = 0;  ///< of all threads
  double peak_mebibytes = 0;
  std::uint64_t answer = 0;  ///< what the work returned
};

/// Does the work in a process of its own, so that its peak memory is its own. Throws if that process fails.
[[nodiscard]] Cost measure_isolated(const std::function<std::uint64_t()>& work);

}  // namespace rccm::bench
