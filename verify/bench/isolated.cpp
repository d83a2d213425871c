#include "bench/isolated.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace rccm::bench {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

Cost measure_isolated(const std::function<std::uint64_t()>& work) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("pipe failed");
  std::fflush(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    int status = 1;
    try {
      const std::uint64_t answer = work();
      if (write(ends[1], &answer, sizeof answer) == sizeof answer) status = 0;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "bench_search: %s\n", error.what());
    }
    _exit(status);
  }
  close(ends[1]);
  Cost cost;
  const bool answered = read(ends[0], &cost.answer, sizeof cost.answer) == sizeof cost.answer;
  close(ends[0]);
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0 || !answered) {
    throw std::runtime_error("the measured work failed");
  }
  cost.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  cost.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  cost.peak_mebibytes = static_cast<double>(usage.ru_maxrss) / 1024;
  return cost;
}

}  // namespace rccm::bench
