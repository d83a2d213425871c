#include "report/comparison.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "circuit/mapping.hpp"
#include "report/metrics.hpp"
#include "support/parallel.hpp"

namespace rccm::report {
namespace {

constexpr std::array<std::pair<Kind, const char*>, 6> kKinds{{{Kind::kUniform, "uniform"},
                                                              {Kind::kPlain, "plain"},
                                                              {Kind::kPowers, "powers"},
                                                              {Kind::kPublished, "published"},
                                                              {Kind::kAddnet, "addnet"},
                                                              {Kind::kNative, "native"}}};

bool is_uniform(const CoefficientSet& set) {
  for (std::size_t i = 2; i < set.size(); ++i) {
    if (set[i] - set[i - 1] != set[1] - set[0]) return false;
  }
  return true;
}

Kind kind_of(const Circuit& circuit, const CoefficientSet& set) {
  switch (circuit.space) {
    case Space::kAddnet:
      return circuit.name.starts_with("addnet:") ? Kind::kPublished : Kind::kAddnet;
    case Space::kBaseline:
      return is_uniform(set) ? Kind::kUniform : Kind::kPowers;
    case Space::kNative:
      break;
  }
  return Kind::kNative;
}

bool beats(const Row& a, const Row& b, std::size_t weights, Context context) {
  const auto a_cost = cost(a.candidate, context);
  const auto b_cost = cost(b.candidate, context);
  if (!a_cost || !b_cost) return false;
  const double a_sqnr = a.metrics[weights].sqnr_db;
  const double b_sqnr = b.metrics[weights].sqnr_db;
  return *a_cost <= *b_cost && a_sqnr >= b_sqnr && (*a_cost < *b_cost || a_sqnr > b_sqnr);
}

void mark_front(std::vector<Row>& rows, std::size_t weights, Context context) {
  for (Row& row : rows) {
    row.on_front.push_back(
        cost(row.candidate, context) &&
        std::none_of(rows.begin(), rows.end(), [&](const Row& other) { return beats(other, row, weights, context); }));
  }
}

bool comes_first(const Row& a, const Row& b, Context context) {
  constexpr double kLast = std::numeric_limits<double>::infinity();
  const double a_cost = cost(a.candidate, context).value_or(kLast);
  const double b_cost = cost(b.candidate, context).value_or(kLast);
  if (a_cost != b_cost) return a_cost < b_cost;
  return a.metrics.front().sqnr_db > b.metrics.front().sqnr_db;
}

}  // namespace

std::optional<double> cost(const Candidate& candidate, Context context) {
  if (context == Context::kMac) return candidate.mac;
  return candidate.luts ? std::optional<double>(candidate.luts->xc7) : std::nullopt;
}

Candidate candidate(const Circuit& circuit, const DotProduct& dot) {
  Candidate result;
  result.name = circuit.name;
  result.set = coefficient_set(circuit);
  result.kind = kind_of(circuit, result.set);
  const int luts = lut_count(circuit);
  result.luts = LutCounts{luts, luts};
  result.mac = mac_cost(circuit, dot).luts;
  result.stored_bits = stored_bits(circuit);
  result.consumer_bits = result.stored_bits - select_bits(circuit);
  result.depth = depth(circuit);
  return result;
}

Comparison compare(const std::vector<Candidate>& candidates, const std::vector<NamedWeights>& weights,
                   const Setting& setting, unsigned threads) {
  Comparison result{setting, {}, {}};
  for (const NamedWeights& entry : weights) result.weights.push_back(entry.name);
  for (const Candidate& entry : candidates) {
    const bool is_known =
        std::any_of(result.rows.begin(), result.rows.end(), [&](const Row& row) { return row.candidate == entry; });
    if (!is_known) result.rows.push_back({entry, {}, {}});
  }
  parallel_for(result.rows.size(), threads, [&](std::uint64_t index) {
    Row& row = result.rows[index];
    for (const NamedWeights& entry : weights) {
      row.metrics.push_back(measure(row.candidate.set, row.candidate.name, entry.distribution));
    }
  });
  for (std::size_t w = 0; w < weights.size(); ++w) mark_front(result.rows, w, setting.context);
  std::stable_sort(result.rows.begin(), result.rows.end(),
                   [&](const Row& a, const Row& b) { return comes_first(a, b, setting.context); });
  return result;
}

std::vector<const Row*> front(const Comparison& comparison, std::size_t weights) {
  std::vector<const Row*> result;
  for (const Row& row : comparison.rows) {
    if (row.on_front[weights]) result.push_back(&row);
  }
  return result;
}

std::string to_text(Kind kind) {
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& entry) { return entry.first == kind; })->second;
}

Json to_json(const Comparison& comparison) {
  Json json;
  json["schema"] = "rccm.comparison/1";
  const Setting& setting = comparison.setting;
  json["input_bits"] = setting.input_bits;
  json["input_signed"] = setting.input_signed;
  json["context"] = setting.context == Context::kMac ? "mac" : "product";
  json["lanes"] = setting.dot.lanes;
  json["accumulator_bits"] = setting.dot.accumulator_bits;
  json["weights"] = comparison.weights;
  json["rows"] = Json::array();
  for (const Row& row : comparison.rows) {
    const Candidate& candidate = row.candidate;
    Json entry;
    entry["name"] = candidate.name;
    entry["kind"] = to_text(candidate.kind);
    entry["luts"] = nullptr;
    if (candidate.luts) entry["luts"] = {{"xc7", candidate.luts->xc7}, {"xcup", candidate.luts->xcup}};
    entry["mac"] = nullptr;
    if (candidate.mac) entry["mac"] = *candidate.mac;
    entry["stored_bits"] = candidate.stored_bits;
    entry["consumer_bits"] = candidate.consumer_bits;
    entry["levels"] = candidate.set.size();
    entry["depth"] = nullptr;
    if (candidate.depth) entry["depth"] = *candidate.depth;
    entry["metrics"] = Json::array();
    for (std::size_t w = 0; w < row.metrics.size(); ++w) {
      const Metrics& metrics = row.metrics[w];
      entry["metrics"].push_back({{"sqnr_db", metrics.sqnr_db},
                                  {"divergence", metrics.divergence},
                                  {"scale", metrics.scale},
                                  {"on_front", static_cast<bool>(row.on_front[w])}});
    }
    if (!candidate.remark.empty()) entry["remark"] = candidate.remark;
    json["rows"].push_back(entry);
  }
  return json;
}

}  // namespace rccm::report
