#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "circuit/circuit.hpp"
#include "circuit/coefficient_set.hpp"
#include "search/native_cost.hpp"

namespace rccm {

/// Where the signs of a set's values are to come from.
enum class FitSign {
  kTable,         ///< the table holds the values themselves
  kAccumulation,  ///< the circuit is signless: the table holds magnitudes, the sum adds or subtracts
  kAny,
};

/// What set to hold and how hard to look. Without a time limit the result depends on nothing else.
struct FitSetParams {
  CoefficientSet set;  ///< distinct and ascending; held exactly, not up to a scale
  FitSign sign = FitSign::kAny;
  int max_cells = 3;
  /// Of circuits in which no cell but the last has a shift common to all its inputs. By default enough for each value
  /// to be a difference of two powers.
  std::optional<int> max_shift;
  /// Of circuits of more than one cell. By default one select bit more than it takes to count the values.
  std::optional<int> max_stored_bits;
  CostParams cost;                   ///< of the product
  std::uint64_t nodes = 50'000'000;  ///< of the search for each shape of two cells; 0: no bound
  std::uint64_t chains = 64;         ///< runs of annealing, where the search is not exhaustive
  std::uint64_t steps = 40000;       ///< of such a run
  std::uint64_t seed = 1;
  std::optional<double> time_limit;  ///< seconds
  unsigned threads = 1;
  /// Called now and then, from any thread, with units of work done and in all.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
};

/// What can be said of a circuit that was found.
enum class FitClaim {
  kProven,     ///< no circuit within the bounds takes fewer LUTs
  kSearched,   ///< all wirings of at most two cells within the bounds were seen, the likeliest circuits mapped
  kBestFound,  ///< of what was seen
};

struct FitResult {
  Circuit circuit;
  int luts = 0;
  int least_luts = 0;  ///< no circuit takes fewer: any at all, or those within the bounds if all were seen
  FitClaim claim = FitClaim::kBestFound;
  bool is_least_of_all = false;  ///< least_luts holds for any circuit, whatever its cells and shifts
  int cells = 0;                 ///< greatest number of cells whose wirings were all seen
  int max_shift = 0;
  int max_stored_bits = 0;      ///< of two cells
  std::uint64_t solutions = 0;  ///< ways to hold the set that were compared
  std::uint64_t mapped = 0;     ///< circuits whose LUTs were counted exactly
  double seconds = 0;
};

/// The cheapest circuit of the native space that was found to hold a set: fewest LUTs, then fewest stored bits, then
/// fewest cells. One cell is searched exhaustively, two cells are within the bounds given; annealing over two and three
/// cells goes on where that finds nothing or is cut short. Throws Error: kUsage for a set that no search looks at,
/// kInput where no circuit was found.
[[nodiscard]] FitResult fit_set(const FitSetParams& params);

/// A sentence on how good the result is.
[[nodiscard]] std::string claim_text(const FitResult& result, const FitSetParams& params);

}  // namespace rccm
