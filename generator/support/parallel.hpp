#pragma once

#include <cstdint>
#include <functional>

namespace rccm {

/// The number of hardware threads, at least 1.
[[nodiscard]] unsigned hardware_threads();

/// Calls task(0) .. task(count - 1), each once, on up to `threads` threads that take the next index as they finish.
/// The first exception is rethrown here after all threads have ended.
void parallel_for(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t)>& task);

}  // namespace rccm
