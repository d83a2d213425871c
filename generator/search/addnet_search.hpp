#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "search/addnet_space.hpp"
#include "search/divergence.hpp"
#include "weights/distribution.hpp"

namespace rccm {

/// What circuits are ranked by; smaller is better for both.
enum class Metric { kDivergence, kDistortion };

/// One of `count` equal ranges of the canonical index.
struct Shard {
  std::uint64_t index = 0;
  std::uint64_t count = 1;
  bool operator==(const Shard&) const = default;
};

/// What to search and how to rank it.
struct AddnetSearchParams {
  AddnetSpace space;
  Metric metric = Metric::kDivergence;
  DivergenceParams divergence;
  std::size_t top = 10;
  bool worst = false;           ///< the greatest values of the metric instead of the smallest
  bool require_zero = false;    ///< only sets that hold 0
  int min_coefficients = 0;     ///< only sets of at least this many distinct coefficients
  std::optional<int> max_luts;  ///< only circuits of at most this many LUTs
  bool pareto = false;          ///< per LUT count the best circuit, where it beats all cheaper ones; ignores top
  bool count_distinct = false;  ///< also count the space's sets; needs about 20 bytes per set and a second pass
  int input_bits = 8;
  bool input_signed = true;
  Shard shard;
  unsigned threads = 1;
  /// Called now and then, from any thread, with operand pairs done and in all.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
};

/// A canonical set with its cheapest circuit.
struct AddnetResult {
  AddnetParameters parameters;
  CoefficientSet set;  ///< canonical
  Metrics metrics;
  int luts = 0;
};

/// Size of a space, and how it was searched.
struct AddnetSearchStats {
  std::uint64_t configurations = 0;  ///< after mirror images, equal intermediate sets merged; of the shard
  std::optional<std::uint64_t> distinct_sets;
  std::optional<std::uint64_t> distinct_canonical_sets;
  std::optional<std::uint64_t> distinct_sets_with_zero;
  bool exhaustive = true;  ///< the whole space, not a shard of it
  double seconds = 0;
};

/// The exact ranking of the space, or of a shard of it. Throws Error (kUsage) for impossible parameters. An empty
/// result means that no circuit satisfies the restrictions.
[[nodiscard]] std::vector<AddnetResult> search_addnet(const AddnetSearchParams& params, const Distribution& weights,
                                                      AddnetSearchStats* stats = nullptr);

/// The total order of results: metric, more coefficients, fewer LUTs, parameters.
[[nodiscard]] bool ranks_before(const AddnetResult& a, const AddnetResult& b, Metric metric, bool worst);

/// The published selection: of the results given, best first, the one with most coefficients.
[[nodiscard]] std::optional<AddnetResult> published_choice(const std::vector<AddnetResult>& best);

}  // namespace rccm
