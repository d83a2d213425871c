#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace rccm::cli {

/// Where progress goes: stderr if that is a terminal and `quiet` is false, otherwise nullptr.
[[nodiscard]] std::ostream* progress_stream(bool quiet);

/// A line such as "searching  12.3 M of 107 M  11 %  4.2 M/s  22 s left" that is kept up to date while the object
/// lives and cleared when it dies. Any number of threads may advance it: that is one atomic addition; a thread of its
/// own does the printing, five times a second.
class Progress {
 public:
  /// `total` of 0 means unknown: neither percentage nor time left is shown. With `out` a nullptr nothing is printed.
  Progress(std::string label, std::uint64_t total, std::ostream* out);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::uint64_t steps = 1) noexcept { done_.fetch_add(steps, std::memory_order_relaxed); }

  /// The counter itself, for library functions that report their progress by adding to one.
  [[nodiscard]] std::atomic<std::uint64_t>& counter() noexcept { return done_; }

 private:
  void print_until_stopped(const std::stop_token& stop);

  std::string label_;
  std::uint64_t total_;
  std::ostream* out_;
  std::atomic<std::uint64_t> done_{0};
  std::mutex mutex_;
  std::condition_variable_any stopping_;
  std::jthread printer_;  // last: it uses the other members
};

/// The text of the line after `seconds`.
[[nodiscard]] std::string progress_line(const std::string& label, std::uint64_t done, std::uint64_t total,
                                        double seconds);

/// "22 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace rccm::cli
