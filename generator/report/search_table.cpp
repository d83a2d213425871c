#include "report/search_table.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace rccm {
namespace {

std::string fixed(double value, int digits) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
  return buffer;
}

// Numbers are aligned right, the last two columns, which are texts, left.
std::string aligned(const std::vector<std::vector<std::string>>& rows, std::size_t text_columns) {
  std::vector<std::size_t> width(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], row[c].size());
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string padding(width[c] - row[c].size(), ' ');
      const bool is_text = c + text_columns >= row.size();
      line += (c == 0 ? "" : "  ") + (is_text ? row[c] + padding : padding + row[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

namespace {

std::string shortened(const CoefficientSet& set) {
  constexpr std::size_t kLongestSet = 60;
  std::string text = to_text(set);
  if (text.size() > kLongestSet) text = text.substr(0, text.rfind(' ', kLongestSet)) + " ... }";
  return text;
}

std::string shard_text(const Shard& shard) {
  return ", shard " + std::to_string(shard.index + 1) + " of " + std::to_string(shard.count);
}

}  // namespace

std::string search_table(const AddnetQuery& query, const AddnetOutcome& outcome) {
  std::vector<std::vector<std::string>> rows{
      {"#", "LUTs", "bits", "coefficients", "divergence", "SQNR dB", "circuit", "set"}};
  for (std::size_t i = 0; i < outcome.results.size(); ++i) {
    const AddnetResult& result = outcome.results[i];
    rows.push_back({std::to_string(i + 1), std::to_string(result.luts), std::to_string(2 * result.parameters.adders()),
                    std::to_string(result.set.size()), fixed(result.metrics.divergence, 4),
                    fixed(result.metrics.sqnr_db, 2), to_text(result.parameters), shortened(result.set)});
  }
  std::string text = aligned(rows, 2);
  text += "\n" + grouped(outcome.stats.configurations) + " configurations";
  text += outcome.stats.exhaustive ? ", the whole space" : shard_text(query.params.shard);
  if (outcome.stats.distinct_sets) {
    text += "; " + grouped(*outcome.stats.distinct_sets) + " distinct sets, " +
            grouped(*outcome.stats.distinct_canonical_sets) + " of them canonical, " +
            grouped(*outcome.stats.distinct_sets_with_zero) + " with zero";
  }
  return text + ".\n";
}

std::string search_table(const NativeQuery& query, const NativeOutcome& outcome) {
  const NativeSearchParams& params = query.params;
  std::vector<std::vector<std::string>> rows{
      {"#", "bits", params.cost.mac ? "LUTs/MAC" : "LUTs", "SQNR dB", "levels", "cells", "sign", "set"}};
  for (std::size_t i = 0; i < outcome.results.size(); ++i) {
    const NativeCandidate& result = outcome.results[i];
    const Circuit& circuit = result.circuit;
    std::string sign = circuit.signless ? "accumulation" : "table";
    if (circuit.consumer_shift > 0) sign += ", <<" + std::to_string(circuit.consumer_shift);
    const CoefficientSet set = coefficient_set(circuit);
    rows.push_back({std::to_string(i + 1), std::to_string(result.stored_bits),
                    fixed(result.cost, params.cost.mac ? 2 : 0), fixed(result.sqnr_db, 2), std::to_string(set.size()),
                    std::to_string(circuit.cells.size()), sign, shortened(set)});
  }
  std::string text = aligned(rows, 2) + "\n" + grouped(outcome.stats.configurations) + " circuits looked at";
  if (params.shard.count > 1) {
    text += shard_text(params.shard);
  } else {
    text += outcome.stats.exhaustive
                ? (params.cells.back() == 1 ? ", all of one cell"
                                            : ", all within the bound; LUTs are those of the cheapest found")
                : "; circuits of one cell are searched exhaustively, larger "
                  "ones by " +
                      grouped(params.chains) + " runs of annealing";
  }
  return text + ".\n";
}

}  // namespace rccm
