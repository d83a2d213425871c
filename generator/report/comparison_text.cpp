#include "report/comparison_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "report/algebra.hpp"
#include "report/text_layout.hpp"

namespace rccm::report {
namespace {

constexpr std::size_t kLongestHead = 12;  // names of weights that are longer go below the table

std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

// The sign of a signless circuit is a stored bit that its multiplier does not see, and so is the choice of a shift.
std::string bits_text(const Candidate& candidate) {
  const std::string own = std::to_string(candidate.stored_bits - candidate.consumer_bits);
  return candidate.consumer_bits > 0 ? own + "+" + std::to_string(candidate.consumer_bits) : own;
}

std::vector<std::string> cells_of(const Row& row) {
  const Candidate& candidate = row.candidate;
  const auto count = [](bool is_known, int value) { return is_known ? std::to_string(value) : std::string("-"); };
  std::vector<std::string> cells{printable(candidate.name),
                                 count(candidate.luts.has_value(), candidate.luts.value_or(LutCounts{}).xc7),
                                 count(candidate.luts.has_value(), candidate.luts.value_or(LutCounts{}).xcup),
                                 candidate.mac ? fixed(*candidate.mac, 2) : "-",
                                 bits_text(candidate),
                                 std::to_string(candidate.set.size()),
                                 count(candidate.depth.has_value(), candidate.depth.value_or(0))};
  for (std::size_t w = 0; w < row.metrics.size(); ++w) {
    cells.push_back(fixed(row.metrics[w].sqnr_db, 2) + (row.on_front[w] ? " *" : "  "));
    cells.push_back(fixed(row.metrics[w].divergence, 3));
  }
  return cells;
}

}  // namespace

std::string comparison_text(const Comparison& comparison) {
  std::vector<TextTable::Align> alignments(7 + 2 * comparison.weights.size(), TextTable::Align::kRight);
  alignments.front() = TextTable::Align::kLeft;
  TextTable table(alignments);
  std::vector<std::string> head{"multiplier", "xc7", "xcup", "mac", "bits", "levels", "depth"};
  std::string notes;
  for (std::size_t w = 0; w < comparison.weights.size(); ++w) {
    std::string weights = printable(comparison.weights[w]);
    if (columns(weights) > kLongestHead) {
      const std::string number = "[" + std::to_string(w + 1) + "]";
      notes += "  " + number + " " + weights + "\n";
      weights = number;
    }
    head.push_back(weights + " dB  ");
    head.emplace_back("divergence");
  }
  table.add(head);
  for (const Row& row : comparison.rows) table.add(cells_of(row));

  const Setting& setting = comparison.setting;
  const bool by_mac = setting.context == Context::kMac;
  std::string text = "LUTs, stored bits and fidelity for " + std::to_string(setting.input_bits) + "-bit " +
                     (setting.input_signed ? "signed" : "unsigned") + " inputs\n\n" + table.text() + "\n" + notes +
                     "  mac LUTs per multiply-accumulate: a dot product of " + std::to_string(setting.dot.lanes) +
                     ", its adders and accumulator of " + std::to_string(setting.dot.accumulator_bits) + " bits\n" +
                     "  *   no other has as much SQNR for as few LUTs" + (by_mac ? " per multiply-accumulate" : "") +
                     "\n";
  const auto has_consumer_bits = [](const Row& row) { return row.candidate.consumer_bits > 0; };
  if (std::any_of(comparison.rows.begin(), comparison.rows.end(), has_consumer_bits)) {
    text += "  +1  stored bits that are applied where products are summed, at no further LUTs: a sign, a shift\n";
  }
  for (const Row& row : comparison.rows) {
    if (!row.candidate.remark.empty()) {
      text += "  " + printable(row.candidate.name) + ": " + row.candidate.remark + "\n";
    }
  }
  return text;
}

}  // namespace rccm::report
