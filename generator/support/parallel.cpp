#include "support/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace rccm {

unsigned hardware_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

void parallel_for(std::uint64_t count, unsigned threads, const std::function<void(std::uint64_t)>& task) {
  std::atomic<std::uint64_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::uint64_t index = next++; index < count; index = next++) task(index);
    } catch (...) {
      const std::scoped_lock lock(mutex);
      if (!failure) failure = std::current_exception();
      next = count;  // the others stop at their next index
    }
  };
  std::vector<std::jthread> workers;
  const auto wanted = static_cast<unsigned>(std::min<std::uint64_t>(std::max(1U, threads), count));
  for (unsigned i = 1; i < wanted; ++i) workers.emplace_back(work);
  work();
  workers.clear();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace rccm
