#include "circuit/pagsuite_cell.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace rccm {
namespace {

constexpr std::size_t kLutPins = 5;  // beside I5
constexpr int kMostSelectBits = 5;

// What is added in each configuration, or for each value of a cell's select bits.
struct Addends {
  std::vector<PagChoice> f;
  std::vector<PagChoice> g;
};

// The addends of every code, also of those beyond the configurations.
Addends padded(const std::vector<PagChoice>& f, const std::vector<PagChoice>& g, int select_bits) {
  Addends result{f, g};
  const std::size_t top = f.size() > 1 ? std::size_t{1} << (select_bits - 1) : 0;
  for (std::size_t code = f.size(); code < std::size_t{1} << select_bits; ++code) {
    result.f.push_back(f[code - top]);
    result.g.push_back(g[code - top]);
  }
  return result;
}

// One choice that does for both; nothing if there is none.
std::optional<PagChoice> merged(const PagChoice& a, const PagChoice& b) {
  if (!a && !b) return PagChoice();
  if (!a || !b || a->input != b->input) return std::nullopt;
  if (a->is_zero) return b;
  if (b->is_zero || a->negate == b->negate) return a;
  return std::nullopt;
}

bool agree(const PagChoice& a, const PagChoice& b) {
  return merged(a, b).has_value();
}

std::size_t select_of(std::size_t code, const std::vector<int>& bits) {
  std::size_t select = 0;
  for (std::size_t b = 0; b < bits.size(); ++b) select |= ((code >> bits[b]) & 1U) << b;
  return select;
}

// The addends per value of the select bits, or a code that does not go with others of the same value.
struct Grouped {
  Addends addends;
  std::optional<std::pair<std::size_t, std::size_t>> conflict;
};

Grouped grouped(const Addends& codes, const std::vector<int>& bits) {
  Grouped result;
  result.addends.f.resize(std::size_t{1} << bits.size());
  result.addends.g.resize(result.addends.f.size());
  std::vector<std::optional<std::size_t>> first(result.addends.f.size());
  for (std::size_t code = 0; code < codes.f.size(); ++code) {
    const std::size_t select = select_of(code, bits);
    PagChoice& f = result.addends.f[select];
    PagChoice& g = result.addends.g[select];
    if (!first[select]) {
      first[select] = code;
      f = codes.f[code];
      g = codes.g[code];
      continue;
    }
    const auto new_f = merged(f, codes.f[code]);
    const auto new_g = merged(g, codes.g[code]);
    if (!new_f || !new_g) {
      result.conflict = {*first[select], code};
      return result;
    }
    f = *new_f;
    g = *new_g;
  }
  return result;
}

// The code bits that the addends depend on: those that change one by themselves, and, where free signs hide more, the
// lowest that tell two codes apart.
std::vector<int> needed_bits(const Addends& codes, int select_bits) {
  std::set<int> bits;
  for (int bit = 0; bit < select_bits; ++bit) {
    for (std::size_t code = 0; code < codes.f.size(); ++code) {
      const std::size_t other = code ^ (std::size_t{1} << bit);
      if (!agree(codes.f[code], codes.f[other]) || !agree(codes.g[code], codes.g[other])) {
        bits.insert(bit);
        break;
      }
    }
  }
  while (true) {
    const auto conflict = grouped(codes, {bits.begin(), bits.end()}).conflict;
    if (!conflict) return {bits.begin(), bits.end()};
    for (int bit = 0; bit < select_bits; ++bit) {
      if ((((conflict->first ^ conflict->second) >> bit) & 1U) != 0 && bits.insert(bit).second) break;
    }
  }
}

std::set<Input> inputs_of(const std::vector<PagChoice>& addend) {
  std::set<Input> inputs;
  for (const PagChoice& choice : addend) {
    if (choice) inputs.insert(choice->input);
  }
  return inputs;
}

bool is_negated(const PagChoice& choice) {
  return choice && choice->negate;
}

std::optional<Term> term_of(const PagChoice& choice, const std::vector<Input>& inputs, std::size_t from) {
  if (!choice) return std::nullopt;
  const auto found = std::find(inputs.begin() + static_cast<std::ptrdiff_t>(from), inputs.end(), choice->input);
  return Term{static_cast<int>(found - inputs.begin()), choice->negate};
}

// The cell with the addends' inputs listed; those of g begin at g_from.
Cell make_cell(Mode mode, const Addends& addends, const std::vector<int>& bits, std::vector<Input> inputs,
               std::size_t g_from) {
  Cell cell;
  cell.mode = mode;
  cell.inputs = std::move(inputs);
  cell.select_bits = static_cast<int>(bits.size());
  cell.code_bits = bits;
  for (std::size_t select = 0; select < addends.f.size(); ++select) {
    cell.functions.push_back(
        {term_of(addends.f[select], cell.inputs, 0), term_of(addends.g[select], cell.inputs, g_from)});
  }
  return cell;
}

std::optional<Cell> gated(const Addends& addends, const std::vector<int>& bits) {
  const std::set<Input> f = inputs_of(addends.f);
  const std::set<Input> g = inputs_of(addends.g);
  if (f.size() != 1 || g.size() + bits.size() > kLutPins) return std::nullopt;
  if (std::any_of(addends.f.begin(), addends.f.end(), is_negated)) return std::nullopt;
  std::vector<Input> inputs{*f.begin()};
  inputs.insert(inputs.end(), g.begin(), g.end());
  return make_cell(Mode::kGated, addends, bits, std::move(inputs), 1);
}

// A single addend spread over both: one of its inputs goes to the pin that f of a gated cell has to itself.
std::optional<Cell> spread(const Addends& addends, const std::vector<int>& bits) {
  if (!inputs_of(addends.f).empty()) return std::nullopt;
  for (const Input& input : inputs_of(addends.g)) {
    Addends both = addends;
    for (std::size_t select = 0; select < both.g.size(); ++select) {
      if (both.g[select] && both.g[select]->input == input) std::swap(both.f[select], both.g[select]);
    }
    if (auto cell = gated(both, bits)) return cell;
  }
  return std::nullopt;
}

std::vector<Input> all_inputs(const Addends& addends) {
  std::set<Input> inputs = inputs_of(addends.f);
  inputs.merge(inputs_of(addends.g));
  return {inputs.begin(), inputs.end()};
}

std::optional<Cell> dual(const Addends& addends, const std::vector<int>& bits) {
  std::vector<Input> inputs = all_inputs(addends);
  if (inputs.size() + bits.size() > kLutPins) return std::nullopt;
  return make_cell(Mode::kDual, addends, bits, std::move(inputs), 0);
}

std::optional<Cell> paired(const Addends& addends, const std::vector<int>& bits) {
  const std::vector<Input> inputs = all_inputs(addends);
  if (inputs.size() + bits.size() > kLutPins + 1) return std::nullopt;
  for (std::size_t top = 0; top < bits.size(); ++top) {
    std::vector<int> order = bits;
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(top));
    order.push_back(bits[top]);
    // The same addends with the bit on top.
    Addends turned{addends.f, addends.g};
    bool fits = true;
    const std::size_t half = addends.f.size() / 2;
    for (std::size_t select = 0; select < addends.f.size(); ++select) {
      const std::size_t low = select & ((std::size_t{1} << top) - 1);
      const std::size_t high = select >> (top + 1) << top;
      const std::size_t place = low | high | (((select >> top) & 1U) != 0 ? half : 0);
      turned.f[place] = addends.f[select];
      turned.g[place] = addends.g[select];
    }
    for (std::size_t select = 0; select < half; ++select) {
      const auto g = merged(turned.g[select], turned.g[select + half]);
      fits = fits && g && !turned.f[select];
      if (g) turned.g[select] = turned.g[select + half] = *g;
    }
    if (fits) return make_cell(Mode::kPaired, turned, order, inputs, 0);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Cell> pagsuite_cell(const std::vector<PagChoice>& a, const std::vector<PagChoice>& b, int select_bits) {
  const Addends codes = padded(a, b, select_bits);
  const std::vector<int> bits = needed_bits(codes, select_bits);
  if (static_cast<int>(bits.size()) > kMostSelectBits) return std::nullopt;
  Addends straight = grouped(codes, bits).addends;
  for (std::size_t select = 0; select < straight.f.size(); ++select) {
    for (PagChoice* choice : {&straight.f[select], &straight.g[select]}) {
      if (*choice && (*choice)->is_zero) (*choice)->negate = false;
    }
    if (is_negated(straight.f[select]) && is_negated(straight.g[select])) return std::nullopt;
  }
  const std::array<Addends, 2> orders{straight, Addends{straight.g, straight.f}};
  for (const auto make : {gated, dual, paired, spread}) {
    for (const Addends& addends : orders) {
      if (auto cell = make(addends, bits)) return cell;
    }
  }
  return std::nullopt;
}

}  // namespace rccm
