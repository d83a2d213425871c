#include "report/addends.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "report/algebra.hpp"

namespace rccm::report {
namespace {

using Terms = std::vector<std::optional<Term>>;  // per select value

// The part of a select value that lies in the bits of `subset`, moved together.
std::size_t extract(std::size_t value, std::size_t subset) {
  std::size_t result = 0;
  std::size_t position = 0;
  for (std::size_t bit = 0; subset >> bit != 0; ++bit) {
    if ((subset >> bit & 1U) == 0) continue;
    result |= (value >> bit & 1U) << position;
    ++position;
  }
  return result;
}

// The fewest select bits (as a mask) that determine key_of(select value); no key means that any will do.
template <typename KeyOf>
std::size_t deciding_bits(std::size_t select_bits, const KeyOf& key_of) {
  std::vector<std::size_t> subsets(std::size_t{1} << select_bits);
  for (std::size_t i = 0; i < subsets.size(); ++i) subsets[i] = i;
  std::stable_sort(subsets.begin(), subsets.end(),
                   [](std::size_t a, std::size_t b) { return std::popcount(a) < std::popcount(b); });
  const auto decides = [&](std::size_t subset) {
    std::map<std::size_t, int> seen;
    for (std::size_t value = 0; value < subsets.size(); ++value) {
      const std::optional<int> key = key_of(value);
      if (key && seen.emplace(extract(value, subset), *key).first->second != *key) return false;
    }
    return true;
  };
  return *std::find_if(subsets.begin(), subsets.end(), decides);
}

std::vector<int> bits_of(std::size_t subset, const std::vector<int>& code_bits) {
  std::vector<int> bits;
  for (std::size_t i = 0; i < code_bits.size(); ++i) {
    if ((subset >> i & 1U) != 0) bits.push_back(code_bits[i]);
  }
  return bits;
}

Addend draw(const Cell& cell, Terms terms, const std::vector<int>& code_bits) {
  Addend addend;
  const auto select_bits = static_cast<std::size_t>(cell.select_bits);
  const std::size_t sign_bits = deciding_bits(select_bits, [&](std::size_t value) {
    return terms[value] ? std::optional<int>(terms[value]->negate ? 1 : 0) : std::nullopt;
  });
  if (std::popcount(sign_bits) <= 1) {
    for (std::size_t value = 0; value < terms.size(); ++value) {
      if (!terms[value] || !terms[value]->negate) continue;
      addend.negate = sign_bits == 0;
      if (sign_bits != 0) addend.sign_control = {bits_of(sign_bits, code_bits).front(), (value & sign_bits) != 0};
    }
    for (std::optional<Term>& term : terms) {
      if (term) term->negate = false;
    }
  }

  // Equal terms share a port; ports are in the order of the select values.
  std::vector<std::optional<Term>> kinds;
  const auto kind_of = [&](std::size_t value) -> std::optional<int> {
    return static_cast<int>(std::find(kinds.begin(), kinds.end(), terms[value]) - kinds.begin());
  };
  for (const std::optional<Term>& term : terms) {
    if (std::find(kinds.begin(), kinds.end(), term) == kinds.end()) kinds.push_back(term);
  }
  const std::size_t subset = deciding_bits(select_bits, kind_of);
  addend.selects = bits_of(subset, code_bits);
  std::vector<std::set<std::size_t>> values(kinds.size());
  for (std::size_t value = 0; value < terms.size(); ++value) {
    values[static_cast<std::size_t>(*kind_of(value))].insert(extract(value, subset));
  }
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    Port port;
    if (const std::optional<Term>& term = kinds[kind]) {
      port.input = cell.inputs[static_cast<std::size_t>(term->input)];
      port.negate = term->negate;
    }
    port.label = patterns({values[kind].begin(), values[kind].end()}, addend.selects.size());
    addend.ports.push_back(port);
  }
  return addend;
}

}  // namespace

std::string patterns(const std::vector<std::size_t>& values, std::size_t bits) {
  const std::set<std::size_t> all(values.begin(), values.end());
  std::set<std::size_t> open = all;
  std::string text;
  while (!open.empty()) {
    // The pattern with most free bits around the lowest value that is not covered yet.
    const std::size_t base = *open.begin();
    std::size_t best = 0;
    for (std::size_t free = 1; free < std::size_t{1} << bits; ++free) {
      if (std::popcount(free) <= std::popcount(best)) continue;
      bool fits = true;
      for (std::size_t value = 0; fits && value < std::size_t{1} << bits; ++value) {
        fits = ((value ^ base) & ~free) != 0 || all.count(value) > 0;
      }
      if (fits) best = free;
    }
    std::string digits = binary(base, bits);
    for (std::size_t bit = 0; bit < bits; ++bit) {
      if ((best >> bit & 1U) != 0) digits[bits - 1 - bit] = '-';
    }
    std::erase_if(open, [&](std::size_t value) { return ((value ^ base) & ~best) == 0; });
    text += (text.empty() ? "" : " ") + digits;
  }
  return text;
}

std::vector<Addend> drawn_addends(const Cell& cell, const std::vector<int>& code_bits) {
  Terms f;
  Terms g;
  for (const Function& function : cell.functions) {
    f.push_back(function.f);
    g.push_back(function.g);
  }
  if (cell.mode == Mode::kGated) std::swap(f, g);
  std::vector<Addend> addends;
  for (const Terms& terms : {f, g}) {
    const bool is_used = std::any_of(terms.begin(), terms.end(), [](const auto& term) { return term.has_value(); });
    if (is_used) addends.push_back(draw(cell, terms, code_bits));
  }
  return addends;
}

std::string sign_text(const Addend& addend) {
  if (addend.sign_control) return addend.sign_control->negative_at ? "±" : "∓";
  return addend.negate ? "−" : "+";
}

}  // namespace rccm::report
