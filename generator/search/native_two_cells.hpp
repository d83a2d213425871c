#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "search/function_sets.hpp"
#include "search/native_search.hpp"

namespace rccm {

// The bound within which circuits of two cells are few enough to look at all of them.
inline constexpr int kMostExactSelectBits = 3;
inline constexpr int kMostExactShift = 3;

/// All circuits of two cells, the last over x and the first, with at most kMostExactSelectBits select bits in all and
/// shifts up to kMostExactShift, in units of work.
///
/// A cell matters by the set of maps that it chooses from: of the cells of a mode that choose from the same, the one
/// with fewest negations and addends stands for all. So every coefficient set of the bound is looked at, and no SQNR
/// beyond those found exists in it; its LUTs are those of the cheapest such cells in the cheapest order that was found.
class TwoCells {
 public:
  /// Throws Error (kUsage) where the parameters reach beyond the bound.
  explicit TwoCells(const NativeSearchParams& params);

  [[nodiscard]] std::uint64_t units() const { return units_.size(); }
  /// Offers the circuits of a unit, all but those that cannot matter. Returns how many there are.
  std::uint64_t search(std::uint64_t unit, const NativeScorer& scorer, SharedArchive& archive) const;

 private:
  // Some of the first cells with all last cells.
  struct Unit {
    int first_bits = 0;
    int last_bits = 0;
    bool signless = false;
    bool consumer_shifts = false;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  const NativeSearchParams& params_;
  std::map<int, std::vector<FunctionSet>> first_;                  // by select bits
  std::map<std::pair<int, bool>, std::vector<FunctionSet>> last_;  // by select bits and whether signless
  std::vector<Unit> units_;
};

}  // namespace rccm
