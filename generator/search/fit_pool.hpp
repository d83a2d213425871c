#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "search/native_genome.hpp"

namespace rccm {

/// A circuit that holds a wanted set, with what is known of it before it is mapped.
struct FitCandidate {
  double estimate = 0;  ///< LUTs, from widths alone
  int stored_bits = 0;
  NativeGenome genome;
  /// How many functions of each cell are needed, pairs of a paired cell; the rest repeat one of them.
  std::array<int, NativeGenome::kMaxCells> needed{};
};

/// The total order of candidates: least estimate, fewest stored bits, fewest cells, then the genome.
[[nodiscard]] bool is_likelier(const FitCandidate& a, const FitCandidate& b);

/// The likeliest candidates. What it holds does not depend on the order of offers.
class FitPool {
 public:
  explicit FitPool(std::size_t size) : size_(size) {}

  void offer(const FitCandidate& candidate) {
    if (candidates_.size() == size_ && !is_likelier(candidate, *candidates_.rbegin())) return;
    candidates_.insert(candidate);
    if (candidates_.size() > size_) candidates_.erase(std::prev(candidates_.end()));
  }
  void offer(const FitPool& other) {
    for (const FitCandidate& candidate : other.candidates_) offer(candidate);
  }
  [[nodiscard]] std::vector<FitCandidate> candidates() const { return {candidates_.begin(), candidates_.end()}; }

 private:
  struct IsLikelier {
    bool operator()(const FitCandidate& a, const FitCandidate& b) const { return is_likelier(a, b); }
  };
  std::size_t size_;
  std::set<FitCandidate, IsLikelier> candidates_;
};

}  // namespace rccm
