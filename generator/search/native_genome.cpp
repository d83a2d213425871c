#include "search/native_genome.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "circuit/coefficient_set.hpp"

namespace rccm {
namespace {

using Gene = NativeGenome::Gene;
using Addend = NativeGenome::Addend;

bool is_negated(Addend addend) {
  return addend != 0 && addend % 2 == 0;
}

std::size_t input_of(Addend addend) {
  return static_cast<std::size_t>((addend - 1) / 2);
}

Addend random_addend(const Gene& gene, Random& random) {
  return static_cast<Addend>(random.below(1 + 2 * gene.shape.data_inputs()));
}

// f and g may not both be negated, an ungated input is never negated, a paired cell has an f in its upper half only.
void repair(Gene& gene, int select) {
  const auto s = static_cast<std::size_t>(select);
  if (gene.shape.mode == Mode::kPaired && select < gene.functions() / 2) gene.f[s] = 0;
  if (is_negated(gene.f[s]) && is_negated(gene.g_of(select))) --gene.f[s];
}

void randomise_f(Gene& gene, int select, Random& random) {
  const auto s = static_cast<std::size_t>(select);
  if (gene.shape.mode == Mode::kGated) {
    gene.f[s] = random.below(2) == 0 ? Addend{0} : static_cast<Addend>(1 + 2 * gene.shape.data_inputs());
  } else {
    gene.f[s] = random_addend(gene, random);
  }
  repair(gene, select);
}

void randomise_g(Gene& gene, int select, Random& random) {
  const int own = gene.shape.mode == Mode::kPaired ? select & (gene.functions() / 2 - 1) : select;
  gene.g[static_cast<std::size_t>(own)] = random_addend(gene, random);
  repair(gene, own);
  if (own != select || gene.shape.mode == Mode::kPaired) repair(gene, own + gene.functions() / 2);
}

std::int16_t random_source(int cell, Random& random) {
  return static_cast<std::int16_t>(random.below(cell + 1) - 1);
}

// The same circuit with every common shift of a cell's inputs moved to those that use its result.
NativeGenome without_common_shifts(NativeGenome genome, ProductScale scale) {
  for (int c = 0; c < genome.cells; ++c) {
    if (c + 1 == genome.cells && scale == ProductScale::kExact) break;
    Gene& gene = genome.genes[static_cast<std::size_t>(c)];
    std::array<bool, NativeGenome::kMaxInputs> used{};
    for (int s = 0; s < gene.functions(); ++s) {
      for (const Addend addend : {gene.f[static_cast<std::size_t>(s)], gene.g_of(s)}) {
        if (addend != 0) used[input_of(addend)] = true;
      }
    }
    int common = 64;
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (used[i]) common = std::min(common, static_cast<int>(gene.shift[i]));
    }
    if (std::none_of(used.begin(), used.end(), [](bool is_used) { return is_used; })) continue;
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (used[i]) gene.shift[i] = static_cast<std::int16_t>(gene.shift[i] - common);
    }
    for (int later = c + 1; later < genome.cells; ++later) {
      Gene& user = genome.genes[static_cast<std::size_t>(later)];
      for (std::size_t i = 0; i < used.size(); ++i) {
        if (user.source[i] == c) user.shift[i] = static_cast<std::int16_t>(user.shift[i] + common);
      }
    }
  }
  return genome;
}

void collect_levels(const NativeGenome& genome, const std::array<std::int32_t, 256>& table, int codes,
                    std::vector<std::int32_t>& levels) {
  levels.clear();
  for (int code = 0; code < codes; ++code) {
    const std::int32_t value = table[static_cast<std::size_t>(code)];
    levels.push_back(genome.signless ? std::abs(value) : value);
  }
  if (genome.consumer_shift > 0) {
    const std::size_t count = levels.size();
    for (std::size_t i = 0; i < count; ++i) levels.push_back(levels[i] * (1 << genome.consumer_shift));
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
}

// Long sets are named by their ends.
std::string name_of(const CoefficientSet& set, const Circuit& circuit) {
  constexpr std::size_t kMostShown = 17;
  std::string name = std::to_string(stored_bits(circuit)) + "-bit ";
  if (set.size() <= kMostShown) return name + to_text(set);
  return name + std::to_string(set.size()) + " levels up to " + std::to_string(set.back());
}

}  // namespace

int stored_bits(const NativeGenome& genome) {
  int bits = (genome.signless ? 1 : 0) + (genome.consumer_shift > 0 ? 1 : 0);
  for (int c = 0; c < genome.cells; ++c) bits += genome.genes[static_cast<std::size_t>(c)].shape.select_bits;
  return bits;
}

NativeGenome random_genome(const NativeShape& shape, const NativeSpace& space, Random& random) {
  NativeGenome genome;
  genome.cells = static_cast<int>(shape.cells.size());
  genome.signless = shape.signless;
  genome.max_shift = space.max_shift;
  genome.max_consumer_shift = space.max_consumer_shift;
  if (shape.consumer_shifts) genome.consumer_shift = 1 + random.below(space.max_consumer_shift);
  for (int c = 0; c < genome.cells; ++c) {
    Gene& gene = genome.genes[static_cast<std::size_t>(c)];
    gene.shape = shape.cells[static_cast<std::size_t>(c)];
    for (std::size_t i = 0; i < static_cast<std::size_t>(gene.inputs()); ++i) {
      gene.source[i] = random_source(c, random);
      gene.shift[i] = static_cast<std::int16_t>(random.below(1 + std::min(space.max_shift, 4)));
    }
    for (int s = 0; s < gene.functions(); ++s) randomise_g(gene, s, random);
    for (int s = 0; s < gene.functions(); ++s) randomise_f(gene, s, random);
  }
  return genome;
}

void mutate(NativeGenome& genome, Random& random) {
  const int cell = random.below(genome.cells);
  Gene& gene = genome.genes[static_cast<std::size_t>(cell)];
  const int what = random.below(16);
  if (what < 11) {
    const int select = random.below(gene.functions());
    if (what < 5) {
      randomise_f(gene, select, random);
    } else if (what < 10) {
      randomise_g(gene, select, random);
    } else {
      randomise_g(gene, select, random);
      randomise_f(gene, select, random);
    }
  } else if (what < 15 || genome.consumer_shift == 0) {
    const auto input = static_cast<std::size_t>(random.below(gene.inputs()));
    gene.shift[input] = static_cast<std::int16_t>(random.below(1 + genome.max_shift));
    if (cell > 0 && random.below(3) == 0) gene.source[input] = random_source(cell, random);
  } else {
    genome.consumer_shift = 1 + random.below(genome.max_consumer_shift);
  }
}

bool evaluate(const NativeGenome& genome, NativeValues& values) {
  int bits = 0;
  for (int c = 0; c < genome.cells; ++c) bits += genome.genes[static_cast<std::size_t>(c)].shape.select_bits;
  values.codes = 1 << bits;
  unsigned used = 0;
  int first_bit = 0;
  for (int c = 0; c < genome.cells; ++c) {
    const Gene& gene = genome.genes[static_cast<std::size_t>(c)];
    const int selects = gene.functions();
    auto& table = values.tables[static_cast<std::size_t>(c)];
    // Codes above this cell's bits repeat what the ones below compute.
    const int own_codes = selects << first_bit;
    for (int select = 0; select < selects; ++select) {
      std::array<const std::int32_t*, 2> source{};
      std::array<std::int32_t, 2> factor{};
      const std::array<Addend, 2> addends{gene.f[static_cast<std::size_t>(select)], gene.g_of(select)};
      for (std::size_t a = 0; a < 2; ++a) {
        if (addends[a] == 0) continue;
        const std::size_t input = input_of(addends[a]);
        factor[a] = (is_negated(addends[a]) ? -1 : 1) * (1 << gene.shift[input]);
        const int from = gene.source[input];
        if (from >= 0) {
          source[a] = values.tables[static_cast<std::size_t>(from)].data();
          used |= 1U << from;
        }
      }
      const auto base = static_cast<std::size_t>(select) << first_bit;
      for (std::size_t low = 0; low < std::size_t{1} << first_bit; ++low) {
        std::int32_t value = 0;
        for (std::size_t a = 0; a < 2; ++a) value += factor[a] * (source[a] != nullptr ? source[a][low] : 1);
        if (std::abs(value) > kMaxNativeCoefficient) return false;
        table[base + low] = value;
      }
    }
    for (auto code = static_cast<std::size_t>(own_codes); code < static_cast<std::size_t>(values.codes); ++code) {
      table[code] = table[code - static_cast<std::size_t>(own_codes)];
    }
    first_bit += gene.shape.select_bits;
  }
  if (used != (1U << (genome.cells - 1)) - 1) return false;
  const auto& product = values.tables[static_cast<std::size_t>(genome.cells - 1)];
  collect_levels(genome, product, values.codes, values.levels);
  return true;
}

Circuit to_circuit(const NativeGenome& given_genome, int input_bits, bool input_signed, ProductScale scale) {
  const NativeGenome genome = without_common_shifts(given_genome, scale);
  Circuit circuit;
  circuit.space = Space::kNative;
  circuit.input_bits = input_bits;
  circuit.input_signed = input_signed;
  circuit.signless = genome.signless;
  circuit.consumer_shift = genome.consumer_shift;
  for (int c = 0; c < genome.cells; ++c) {
    const Gene& gene = genome.genes[static_cast<std::size_t>(c)];
    Cell cell;
    cell.mode = gene.shape.select_bits == 0 ? Mode::kDual : gene.shape.mode;
    cell.select_bits = gene.shape.select_bits;
    // Pins with the same data are one; the ungated pin of a gated cell stays apart.
    std::map<std::pair<bool, Input>, int> pins;
    const auto term = [&](Addend addend, bool ungated) -> std::optional<Term> {
      if (addend == 0) return std::nullopt;
      const std::size_t input = input_of(addend);
      const Input data{gene.source[input], gene.shift[input]};
      const auto [pin, is_new] = pins.emplace(std::pair(ungated, data), static_cast<int>(cell.inputs.size()));
      if (is_new) cell.inputs.push_back(data);
      return Term{pin->second, is_negated(addend)};
    };
    for (int select = 0; select < gene.functions(); ++select) {
      cell.functions.push_back({term(gene.f[static_cast<std::size_t>(select)], gene.shape.mode == Mode::kGated),
                                term(gene.g_of(select), false)});
    }
    circuit.cells.push_back(std::move(cell));
  }
  const CoefficientSet set = coefficient_set(circuit);
  circuit.name = name_of(scale == ProductScale::kExact ? set : canonical(set), circuit);
  return circuit;
}

}  // namespace rccm
