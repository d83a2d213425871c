#include "cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <utility>

namespace rccm::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kInterval{200};
constexpr const char* kClearLine = "\r\033[K";

/// Three significant digits with a decimal prefix: "12.3 M".
std::string count_text(double value) {
  constexpr std::array<const char*, 5> prefixes{"", " k", " M", " G", " T"};
  std::size_t prefix = 0;
  // 999.5 would print as 1000 with three digits.
  while (value >= 999.5 && prefix + 1 < prefixes.size()) {
    value /= 1000;
    ++prefix;
  }
  const bool whole = prefix == 0 && value == std::floor(value);
  const int decimals = whole || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f%s", decimals, value, prefixes.at(prefix));
  return text.data();
}

}  // namespace

std::ostream* progress_stream(bool quiet) {
  return !quiet && ::isatty(STDERR_FILENO) == 1 ? &std::cerr : nullptr;
}

Progress::Progress(std::string label, std::uint64_t total, std::ostream* out)
    : label_(std::move(label)), total_(total), out_(out) {
  if (out_ != nullptr) {
    printer_ = std::jthread([this](const std::stop_token& stop) { print_until_stopped(stop); });
  }
}

Progress::~Progress() {
  if (!printer_.joinable()) return;
  printer_.request_stop();
  printer_.join();
}

void Progress::print_until_stopped(const std::stop_token& stop) {
  const Clock::time_point start = Clock::now();
  bool printed = false;
  std::unique_lock lock(mutex_);
  // What is done before the first interval is over needs no line.
  while (!stopping_.wait_for(lock, stop, kInterval, [&stop] { return stop.stop_requested(); })) {
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const std::uint64_t done = done_.load(std::memory_order_relaxed);
    *out_ << kClearLine << progress_line(label_, done, total_, seconds) << std::flush;
    printed = true;
  }
  if (printed) *out_ << kClearLine << std::flush;
}

std::string progress_line(const std::string& label, std::uint64_t done, std::uint64_t total, double seconds) {
  const auto done_count = static_cast<double>(done);
  const auto total_count = static_cast<double>(total);
  std::string line = label + "  " + count_text(done_count);
  if (total > 0) {
    const double part = std::min(done_count / total_count, 1.0);
    line += " of " + count_text(total_count) + "  " + std::to_string(static_cast<int>(part * 100)) + " %";
  }
  if (done == 0 || seconds <= 0) return line;
  line += "  " + count_text(done_count / seconds) + "/s";
  if (total > done) line += "  " + duration_text(seconds * (total_count - done_count) / done_count) + " left";
  return line;
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  if (whole < 60) return std::to_string(whole) + " s";
  const std::uint64_t minutes = whole / 60;
  if (minutes < 60) return std::to_string(minutes) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

}  // namespace rccm::cli
