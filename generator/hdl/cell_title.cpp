#include "hdl/cell_title.hpp"

#include <algorithm>

namespace rccm::hdl {
namespace {

constexpr std::size_t kLineWidth = 96;

// "code bits 3:2" or "code bits 5, 3".
std::string code_bits_text(const std::vector<int>& bits) {
  if (bits.size() == 1) return "code bit " + std::to_string(bits.front());
  bool is_slice = true;
  for (std::size_t i = 1; i < bits.size(); ++i) is_slice = is_slice && bits[i] == bits[i - 1] + 1;
  if (is_slice) return "code bits " + std::to_string(bits.back()) + ":" + std::to_string(bits.front());
  std::string text = "code bits";
  for (auto bit = bits.rbegin(); bit != bits.rend(); ++bit) {
    text += (bit == bits.rbegin() ? " " : ", ") + std::to_string(*bit);
  }
  return text;
}

}  // namespace

std::vector<std::string> cell_title(const CellBlock& cell, const std::string& result) {
  const std::vector<std::string>& texts = cell.alternatives;
  const bool is_fixed =
      std::all_of(texts.begin(), texts.end(), [&](const auto& text) { return text == texts.front(); });
  std::string range = std::to_string(cell.range.low) + " .. " + std::to_string(cell.range.high);
  if (cell.is_truncated) range += ", low " + std::to_string(cell.width) + " bits";
  std::vector<std::string> lines;
  if (is_fixed) {
    lines.push_back(" " + result + " = " + texts.front() + "  (" + range + ")");
  } else {
    lines.push_back(" " + result + " by " + code_bits_text(cell.code_bits) + "  (" + range + ")");
    std::size_t entry_width = 0;
    for (const std::string& text : texts) entry_width = std::max(entry_width, text.size());
    const std::size_t label_width = std::to_string(texts.size() - 1).size();
    entry_width += label_width + 5;  // "N: ", and three blanks between entries
    const std::size_t per_line = std::max<std::size_t>(1, (kLineWidth - 3) / entry_width);
    for (std::size_t first = 0; first < texts.size(); first += per_line) {
      std::string line = "  ";
      for (std::size_t s = first; s < std::min(first + per_line, texts.size()); ++s) {
        std::string entry = std::to_string(s);
        entry.insert(0, label_width - entry.size(), ' ');
        entry += ": " + texts[s];
        if (s + 1 < std::min(first + per_line, texts.size())) entry.resize(entry_width, ' ');
        line += " " + entry;
      }
      lines.push_back(line);
    }
  }
  const auto complements = [](const Multiplexer& multiplexer) {
    return std::any_of(multiplexer.choices.begin(), multiplexer.choices.end(),
                       [](const Choice& choice) { return choice.complement; });
  };
  if (cell.adder && std::any_of(cell.adder->multiplexers.begin(), cell.adder->multiplexers.end(), complements)) {
    lines.emplace_back(" What is subtracted is added as its complement, with a carry of 1.");
  }
  if (!cell.copies.empty()) lines.push_back(" Not computed but copied: " + cell.copies + ".");
  return lines;
}

}  // namespace rccm::hdl
