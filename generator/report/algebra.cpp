#include "report/algebra.hpp"

#include <algorithm>

namespace rccm::report {

std::string node_name(const Circuit& circuit, int node) {
  if (node == kSourceX) return "x";
  if (static_cast<std::size_t>(node) + 1 == circuit.cells.size()) return "y";
  return "u" + std::to_string(node + 1);
}

std::string input_text(const Circuit& circuit, const Input& input) {
  std::string name = node_name(circuit, input.source);
  if (input.shift == 0) return name;
  // "8u1" would be read as a name.
  return std::to_string(std::int64_t{1} << input.shift) + (input.source == kSourceX ? "" : "·") + name;
}

std::vector<std::string> alternatives(const Circuit& circuit, std::size_t cell_index) {
  const Cell& cell = circuit.cells[cell_index];
  std::vector<std::string> texts;
  for (const Function& function : cell.functions) {
    // The published type A writes the operand that is always there last.
    std::vector<std::optional<Term>> terms{function.f, function.g};
    if (cell.mode == Mode::kGated) std::swap(terms[0], terms[1]);
    std::erase(terms, std::nullopt);
    std::stable_partition(terms.begin(), terms.end(), [](const auto& term) { return !term->negate; });
    std::string text;
    for (const std::optional<Term>& term : terms) {
      if (text.empty()) {
        text = term->negate ? "-" : "";
      } else {
        text += term->negate ? " - " : " + ";
      }
      text += input_text(circuit, cell.inputs[static_cast<std::size_t>(term->input)]);
    }
    texts.push_back(text.empty() ? "0" : text);
  }
  return texts;
}

std::string set_text(const CoefficientSet& set, std::size_t most, const std::string& separator) {
  const bool symmetric = is_symmetric(set);
  std::vector<std::string> numbers;
  for (const std::int64_t c : set) {
    if (!symmetric || c >= 0) numbers.push_back(std::to_string(c));
  }
  constexpr std::ptrdiff_t kFirst = 8;
  constexpr std::ptrdiff_t kLast = 4;
  constexpr std::size_t kLongRun = 12;
  const bool is_run = set.size() > kLongRun && set.back() - set.front() + 1 == static_cast<std::int64_t>(set.size());
  if (is_run) return (symmetric ? "±{" : "{") + numbers.front() + " .. " + numbers.back() + "}";
  if (numbers.size() > std::max<std::size_t>(most, kFirst + kLast)) {
    numbers.erase(numbers.begin() + kFirst, numbers.end() - kLast);
    numbers.insert(numbers.begin() + kFirst, "…");
  }
  std::string text;
  for (const std::string& number : numbers) text += (text.empty() ? "" : separator) + number;
  return (symmetric ? "±{" : "{") + text + "}";
}

std::string mode_name(Mode mode) {
  switch (mode) {
    case Mode::kGated:
      return "gated";
    case Mode::kDual:
      return "dual";
    case Mode::kPaired:
      break;
  }
  return "paired";
}

std::string select_names(const std::vector<int>& code_bits, const std::string& prefix, const std::string& separator) {
  std::string text;
  for (std::size_t i = code_bits.size(); i-- > 0;) {
    text += (text.empty() ? "" : separator) + prefix + std::to_string(code_bits[i]);
  }
  return text;
}

std::string binary(std::size_t value, std::size_t bits) {
  std::string text;
  for (std::size_t bit = bits; bit-- > 0;) text += (value >> bit & 1U) != 0 ? '1' : '0';
  return text;
}

std::string printable(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const bool is_c1 = byte == 0xC2 && i + 1 < name.size() && static_cast<unsigned char>(name[i + 1]) < 0xA0;
    if (byte < 0x20 || byte == 0x7F || is_c1) {
      text += '?';
      if (is_c1) ++i;
    } else {
      text += name[i];
    }
  }
  return text;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace rccm::report
