#include "hdl/cell_text.hpp"

#include <cstdint>

namespace rccm::hdl {
namespace {

std::string source_name(int source) {
  return source == kSourceX ? "x" : "sum" + std::to_string(source);
}

std::string magnitude_text(const Input& input) {
  const std::string factor = input.shift == 0 ? "" : std::to_string(std::int64_t{1} << input.shift) + "*";
  return factor + source_name(input.source);
}

std::string function_text(const Cell& cell, const Function& function) {
  const auto text_of = [&](const Term& term) {
    return magnitude_text(cell.inputs[static_cast<std::size_t>(term.input)]);
  };
  std::string text;
  for (const bool negated : {false, true}) {
    for (const std::optional<Term>& term : {function.f, function.g}) {
      if (!term || term->negate != negated) continue;
      if (text.empty()) {
        text = (negated ? "-" : "") + text_of(*term);
      } else {
        text += (negated ? " - " : " + ") + text_of(*term);
      }
    }
  }
  return text.empty() ? "0" : text;
}

std::string word_name(const Bit& bit) {
  switch (bit.kind) {
    case Bit::Kind::kInput:
      return "x";
    case Bit::Kind::kCode:
      return "code";
    default:
      return "sum" + std::to_string(bit.cell);
  }
}

std::string bits_text(int high, int low) {
  return high == low ? "bit " + std::to_string(low) : "bits " + std::to_string(high) + ":" + std::to_string(low);
}

}  // namespace

std::vector<std::string> alternatives_text(const Cell& cell) {
  std::vector<std::string> texts;
  for (const Function& function : cell.functions) texts.push_back(function_text(cell, function));
  return texts;
}

std::string copies_text(const MappedCell& cell) {
  std::string text;
  const auto wire = [&](int bit) -> const Bit* {
    const ResultBit& result = cell.bits[static_cast<std::size_t>(bit)];
    return result.origin == BitOrigin::kWire ? &result.driver.wire : nullptr;
  };
  for (int low = 0; low < cell.width();) {
    const Bit* first = wire(low);
    int end = low + 1;
    if (first == nullptr) {
      low = end;
      continue;
    }
    // A run copies either ascending bits of one word or one bit over and over.
    const auto follows = [&](int step) {
      const Bit* next = end < cell.width() ? wire(end) : nullptr;
      Bit expected = *first;
      expected.index = static_cast<std::int16_t>(first->index + step * (end - low));
      return next != nullptr && *next == expected;
    };
    const bool is_repeat = first->is_constant() || follows(0);
    while (follows(is_repeat ? 0 : 1)) ++end;
    const int last = end - 1;
    text += (text.empty() ? "" : ", ") + bits_text(last, low) + (last == low ? " is " : " are ");
    if (first->is_constant()) {
      text += std::to_string(first->index);
    } else {
      text += bits_text(first->index + (is_repeat ? 0 : last - low), first->index) + " of " + word_name(*first);
    }
    low = end;
  }
  return text;
}

}  // namespace rccm::hdl
