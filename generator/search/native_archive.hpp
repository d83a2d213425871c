#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "circuit/circuit.hpp"
#include "circuit/coefficient_set.hpp"

namespace rccm {

/// A circuit with the figures that it is judged by.
struct NativeCandidate {
  Circuit circuit;
  CoefficientSet set;  ///< canonical
  int stored_bits = 0;
  double cost = 0;
  double sqnr_db = 0;
};

/// The total order of candidates: higher SQNR, more coefficients, lower cost, then the circuit itself.
[[nodiscard]] bool is_better(const NativeCandidate& a, const NativeCandidate& b);

/// The candidates that matter: those to which fewer than `keep` other sets of the same stored width are better and no
/// more expensive. What it holds does not depend on the order of offers.
class NativeArchive {
 public:
  explicit NativeArchive(std::size_t keep) : keep_(keep) {}

  void offer(const NativeCandidate& candidate);
  void offer(const NativeArchive& other);

  /// The SQNR below which no circuit of that stored width and at least that cost matters.
  [[nodiscard]] double limit(int stored_bits, double cost) const;

  /// All candidates, by stored bits, then rank.
  [[nodiscard]] std::vector<NativeCandidate> candidates() const;

 private:
  std::size_t keep_;
  std::map<int, std::vector<NativeCandidate>> best_;  // by stored bits; best first
};

/// Those that no other candidate beats: none has at most as many stored bits and at most the cost, and a higher SQNR.
[[nodiscard]] std::vector<NativeCandidate> pareto_front(std::vector<NativeCandidate> candidates);

}  // namespace rccm
