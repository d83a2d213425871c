#include "search/addnet_search.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "search/addnet_count.hpp"
#include "search/addnet_operands.hpp"
#include "search/cheapest.hpp"
#include "search/last_cells.hpp"
#include "search/least_luts.hpp"
#include "search/lut_front.hpp"
#include "search/ranking.hpp"
#include "search/set_scorer.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm {
namespace {

void validate(const AddnetSearchParams& params) {
  validate(params.space);
  if (params.top < 1 || params.top > 100000) throw usage_error("--top must be 1..100000");
  if (params.input_bits < kMinInputBits || params.input_bits > kMaxInputBits) {
    throw usage_error("--input-bits must be 2..32");
  }
  if (params.shard.count < 1 || params.shard.index >= params.shard.count) {
    throw usage_error("--shard must be i/n with 1 <= i <= n");
  }
  if (params.count_distinct && params.shard.count > 1) {
    throw usage_error("--count needs the whole space: sets of several shards may coincide, leave out --shard");
  }
}

AddnetResult result_of(const NodeSet& magnitudes, const PricedCircuit& circuit, const SetScorer& scorer) {
  AddnetResult result{circuit.parameters, symmetric_set(magnitudes), {}, circuit.luts};
  result.metrics = scorer.metrics(result.set);
  // The scale is that of the circuit's own table, which may be a multiple of the canonical set.
  const auto factor = coefficient_set(addnet_circuit(circuit.parameters)).back() / result.set.back();
  result.metrics.scale /= static_cast<double>(factor);
  return result;
}

// What every visit of the last cells has in common: the restrictions, the screens and the key.
class Candidates {
 public:
  Candidates(const AddnetSearchParams& params, const SetScorer& scorer) : params_(params), scorer_(scorer) {}

  // Calls found(magnitudes) if the set satisfies the restrictions on sets and its key may be within the limit.
  template <std::size_t Words, typename Found>
  void consider(const RankedSet<Words>& set, double limit, const Found& found) const {
    const int coefficients = 2 * set.count() - (set.has_zero() ? 1 : 0);
    if (set.top == 0 || coefficients < params_.min_coefficients) return;
    if (params_.require_zero && !set.has_zero()) return;
    if (!scorer_.may_reach(limit, set)) return;
    found(set.canonical());
  }

 private:
  const AddnetSearchParams& params_;
  const SetScorer& scorer_;
};

std::vector<AddnetResult> search_top(const AddnetSearchParams& params, const AddnetOperands& operands,
                                     const LastCells& cells, const SetScorer& scorer) {
  TopSets best(params.top);
  const Candidates candidates(params, scorer);
  std::optional<LeastLuts> least_luts;
  if (params.max_luts) least_luts.emplace(params, operands);
  cells.visit(params.threads, params.progress, [&] {
    return [&](const auto& set, const Origin& origin) {
      if (least_luts && (*least_luts)(origin, set.top) > *params.max_luts) return;
      candidates.consider(set, best.limit(), [&](const NodeSet& magnitudes) {
        if (!params.max_luts && best.join(magnitudes, origin)) return;
        const Rank rank = scorer.rank(magnitudes);
        if (rank.key > best.limit()) return;
        if (params.max_luts) {
          const auto priced = cheapest_circuits(operands, {{origin}}, params.input_bits, params.input_signed, 1);
          if (priced.front().luts > *params.max_luts) return;
        }
        best.offer(rank, magnitudes, origin);
      });
    };
  });

  const std::vector<RankedSetEntry> entries = best.take();
  std::vector<std::vector<Origin>> origins;
  origins.reserve(entries.size());
  for (const RankedSetEntry& entry : entries) origins.push_back(entry.origins);
  const auto priced = cheapest_circuits(operands, origins, params.input_bits, params.input_signed, params.threads);
  std::vector<AddnetResult> results(entries.size());
  parallel_for(entries.size(), params.threads,
               [&](std::uint64_t i) { results[i] = result_of(entries[i].magnitudes, priced[i], scorer); });
  std::sort(results.begin(), results.end(), [&](const AddnetResult& a, const AddnetResult& b) {
    return ranks_before(a, b, params.metric, params.worst);
  });
  if (results.size() > params.top) results.resize(params.top);
  return results;
}

std::vector<AddnetResult> search_front(const AddnetSearchParams& params, const AddnetOperands& operands,
                                       const LastCells& cells, const SetScorer& scorer) {
  LutFront front;
  const Candidates candidates(params, scorer);
  const LeastLuts least_luts(params, operands);
  cells.visit(params.threads, params.progress, [&] {
    return [&](const auto& set, const Origin& origin) {
      // No circuit is cheaper than the bound, so that only front points at or above it can be beaten.
      const int luts = least_luts(origin, set.top);
      if (params.max_luts && luts > *params.max_luts) return;
      candidates.consider(set, front.limit(luts), [&](const NodeSet& magnitudes) {
        const Rank rank = scorer.rank(magnitudes);
        if (rank.key > front.limit(luts)) return;
        const auto priced = cheapest_circuits(operands, {{origin}}, params.input_bits, params.input_signed, 1);
        if (params.max_luts && priced.front().luts > *params.max_luts) return;
        front.offer({rank, priced.front(), magnitudes});
      });
    };
  });
  std::vector<AddnetResult> results;
  for (const LutFront::Point& point : front.points()) {
    results.push_back(result_of(point.magnitudes, point.circuit, scorer));
  }
  return results;
}

}  // namespace

std::vector<AddnetResult> search_addnet(const AddnetSearchParams& params, const Distribution& weights,
                                        AddnetSearchStats* stats) {
  validate(params);
  const auto start = std::chrono::steady_clock::now();
  AddnetSearchStats local;
  AddnetOperands operands(params.space, params.threads);
  if (params.pareto || params.max_luts) operands.index_producers();
  const LastCells cells(params.space, operands, params.shard);
  const SetScorer scorer(params, weights, cells.greatest_magnitude());
  local.configurations = cells.pair_count() * b_types(params.space).size();
  local.exhaustive = params.shard.count == 1;
  std::vector<AddnetResult> results =
      params.pareto ? search_front(params, operands, cells, scorer) : search_top(params, operands, cells, scorer);
  if (params.count_distinct) {
    const DistinctCounts counts = count_distinct_sets(params.space, cells, params.threads);
    local.distinct_sets = counts.sets;
    local.distinct_canonical_sets = counts.canonical_sets;
    local.distinct_sets_with_zero = counts.sets_with_zero;
  }
  local.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (stats != nullptr) *stats = local;
  return results;
}

bool ranks_before(const AddnetResult& a, const AddnetResult& b, Metric metric, bool worst) {
  // sqnr_db falls as the distortion rises; of two sets with the same distortion it is the same.
  const auto key = [&](const AddnetResult& result) {
    const double value = metric == Metric::kDivergence ? result.metrics.divergence : -result.metrics.sqnr_db;
    return worst ? -value : value;
  };
  const auto order = [&](const AddnetResult& result) {
    return std::tuple(key(result), -static_cast<std::int64_t>(result.set.size()), result.luts);
  };
  if (order(a) != order(b)) return order(a) < order(b);
  return a.parameters < b.parameters;
}

std::optional<AddnetResult> published_choice(const std::vector<AddnetResult>& best) {
  if (best.empty()) return std::nullopt;
  return *std::max_element(best.begin(), best.end(),
                           [](const AddnetResult& a, const AddnetResult& b) { return a.set.size() < b.set.size(); });
}

}  // namespace rccm
