#include "support/plain_search.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "circuit/mapping.hpp"
#include "weights/fit.hpp"

namespace rccm::test {
namespace {

std::vector<TypeA> all_type_a(const AddnetSpace& space) {
  std::vector<TypeA> types;
  for (int s1 = 0; s1 <= space.max_shift; ++s1) {
    for (int s2 = s1; s2 <= space.max_shift; ++s2) {
      for (int s3 = s2; s3 <= space.max_shift; ++s3) {
        for (int b = 0; b <= space.max_shift; ++b) {
          for (int fourth = 0; fourth <= 3; ++fourth) {
            if (space.fourth[static_cast<std::size_t>(fourth)]) types.push_back({{s1, s2, s3}, b, fourth});
          }
        }
      }
    }
  }
  return types;
}

std::vector<TypeB> all_type_b(const AddnetSpace& space) {
  std::vector<TypeB> types;
  for (int s1 = 0; s1 <= space.max_shift; ++s1) {
    for (int s2 = s1; s2 <= space.max_shift; ++s2) {
      for (int b = 0; b <= space.max_shift; ++b) types.push_back({{s1, s2}, b});
    }
  }
  return types;
}

CoefficientSet values(const TypeA& type, const CoefficientSet& a, const CoefficientSet& b) {
  std::vector<std::int64_t> results;
  for (std::int64_t va : a) {
    for (std::int64_t vb : b) {
      const std::int64_t b1 = vb << type.b_shift;
      for (int shift : type.a_shifts) results.push_back((va << shift) + b1);
      results.push_back(type.fourth == 0 ? b1 : b1 - (va << type.a_shifts[static_cast<std::size_t>(type.fourth - 1)]));
    }
  }
  return distinct(std::move(results));
}

CoefficientSet values(const TypeB& type, const CoefficientSet& a, const CoefficientSet& b) {
  std::vector<std::int64_t> results;
  for (std::int64_t va : a) {
    for (std::int64_t vb : b) {
      for (int shift : type.a_shifts) {
        const std::int64_t difference = (va << shift) - (vb << type.b_shift);
        results.push_back(difference);
        results.push_back(-difference);
      }
    }
  }
  return distinct(std::move(results));
}

// A canonical set and all circuits that produce it or its doublings.
struct Entry {
  CoefficientSet set;
  std::vector<AddnetParameters> circuits;
  double key = 0;
  Metrics metrics;
};

auto rank(const Entry& entry) {
  return std::pair(entry.key, -static_cast<std::int64_t>(entry.set.size()));
}

AddnetResult cheapest(const Entry& entry, const AddnetSearchParams& params) {
  std::vector<std::pair<int, AddnetParameters>> priced;
  for (const AddnetParameters& circuit : entry.circuits) {
    priced.emplace_back(lut_count(addnet_circuit(circuit, params.input_bits, params.input_signed)), circuit);
  }
  const auto& [luts, parameters] = *std::min_element(priced.begin(), priced.end());
  AddnetResult result{parameters, entry.set, entry.metrics, luts};
  // The scale belongs to the circuit's own coefficients, which may be a multiple of the canonical set.
  const CoefficientSet own = coefficient_set(addnet_circuit(parameters));
  result.metrics.scale /= static_cast<double>(own.back() / entry.set.back());
  return result;
}

std::vector<Entry> ranked_entries(const AddnetSearchParams& params, const Distribution& weights) {
  std::map<CoefficientSet, std::vector<AddnetParameters>> circuits;
  plain_circuits(params.space, [&](const AddnetParameters& parameters, const CoefficientSet& set) {
    if (set == CoefficientSet{0}) return;
    if (params.require_zero && !std::binary_search(set.begin(), set.end(), 0)) return;
    if (static_cast<int>(set.size()) < params.min_coefficients) return;
    circuits[canonical(set)].push_back(parameters);
  });
  const Divergence divergence(weights, params.divergence);
  std::vector<Entry> entries;
  for (auto& [set, list] : circuits) {
    const Fit fit = fit_scale(set, weights);
    Entry entry{set, std::move(list), 0, {divergence(set), fit.sqnr_db(), fit.scale}};
    entry.key = params.metric == Metric::kDivergence ? entry.metrics.divergence : -entry.metrics.sqnr_db;
    if (params.worst) entry.key = -entry.key;
    entries.push_back(std::move(entry));
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
  return entries;
}

std::vector<AddnetResult> best(const std::vector<Entry>& entries, const AddnetSearchParams& params) {
  std::vector<AddnetResult> results;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    // Only ties with the last one wanted can still come before it.
    if (results.size() >= params.top && rank(entries[i]) != rank(entries[i - 1])) break;
    const AddnetResult result = cheapest(entries[i], params);
    if (!params.max_luts || result.luts <= *params.max_luts) results.push_back(result);
  }
  std::sort(results.begin(), results.end(), [&](const AddnetResult& a, const AddnetResult& b) {
    return ranks_before(a, b, params.metric, params.worst);
  });
  if (results.size() > params.top) results.resize(params.top);
  return results;
}

// Per number of LUTs the best circuit, where it beats all cheaper ones.
std::vector<AddnetResult> front(const std::vector<Entry>& entries, const AddnetSearchParams& params) {
  std::map<int, AddnetResult> best_by_luts;
  for (const Entry& entry : entries) {
    const AddnetResult result = cheapest(entry, params);
    if (params.max_luts && result.luts > *params.max_luts) continue;
    const auto [known, is_new] = best_by_luts.try_emplace(result.luts, result);
    if (!is_new && ranks_before(result, known->second, params.metric, params.worst)) known->second = result;
  }
  std::vector<AddnetResult> points;
  for (const auto& [luts, result] : best_by_luts) {
    const auto order = [&](const AddnetResult& r) {
      const double value = params.metric == Metric::kDivergence ? r.metrics.divergence : -r.metrics.sqnr_db;
      return std::pair(params.worst ? -value : value, -static_cast<std::int64_t>(r.set.size()));
    };
    if (points.empty() || order(result) < order(points.back())) points.push_back(result);
  }
  return points;
}

}  // namespace

void plain_circuits(const AddnetSpace& space, const CircuitVisitor& visitor, std::uint64_t stride) {
  const std::vector<TypeA> a_types = all_type_a(space);
  const std::vector<TypeB> b_types = all_type_b(space);
  const CoefficientSet x{1};
  std::uint64_t combination = 0;
  const auto visit_last_cells = [&](const std::vector<TypeA>& cells, const CoefficientSet& a, const CoefficientSet& b) {
    for (const TypeB& type : b_types) visitor({cells, type}, values(type, a, b));
  };
  for (const TypeA& u_type : a_types) {
    const CoefficientSet u = values(u_type, x, x);
    if (space.adders == 2) {
      if (combination++ % stride == 0) visit_last_cells({u_type}, u, x);
      continue;
    }
    for (const TypeA& v_type : a_types) {
      const CoefficientSet v = values(v_type, x, x);
      if (space.adders == 3) {
        if (combination++ % stride == 0) visit_last_cells({u_type, v_type}, u, v);
        continue;
      }
      for (const TypeA& w_type : a_types) {
        if (combination++ % stride == 0) visit_last_cells({u_type, v_type, w_type}, values(w_type, u, v), x);
      }
    }
  }
}

std::uint64_t plain_circuit_count(const AddnetSpace& space) {
  std::uint64_t count = all_type_b(space).size();
  for (int cell = 1; cell < space.adders; ++cell) count *= all_type_a(space).size();
  return count;
}

std::vector<AddnetResult> plain_search(const AddnetSearchParams& params, const Distribution& weights) {
  const std::vector<Entry> entries = ranked_entries(params, weights);
  return params.pareto ? front(entries, params) : best(entries, params);
}

DistinctCounts plain_counts(const AddnetSpace& space) {
  std::set<CoefficientSet> sets;
  std::set<CoefficientSet> canonical_sets;
  DistinctCounts counts;
  plain_circuits(space, [&](const AddnetParameters&, const CoefficientSet& set) {
    if (!sets.insert(set).second) return;
    canonical_sets.insert(canonical(set));
    if (std::binary_search(set.begin(), set.end(), 0)) ++counts.sets_with_zero;
  });
  counts.sets = sets.size();
  counts.canonical_sets = canonical_sets.size();
  return counts;
}

}  // namespace rccm::test
