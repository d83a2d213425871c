#include "search/fit_cells.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <optional>

#include "circuit/circuit.hpp"

namespace rccm {
namespace {

using Addend = NativeGenome::Addend;
using Gene = NativeGenome::Gene;

// The gene that a cover describes.
Gene gene_of(const CellShape& shape, const CoverSearch& search, const std::vector<const CoverOption*>& options) {
  Gene gene;
  gene.shape = shape;
  gene.source.fill(kSourceX);
  const auto place = [&](int literal, int pin) {
    const Input input = search.input(literal);
    gene.source[static_cast<std::size_t>(pin)] = static_cast<std::int16_t>(input.source);
    gene.shift[static_cast<std::size_t>(pin)] = static_cast<std::int16_t>(input.shift);
  };
  std::map<int, int> pins;  // by literal
  const auto addend = [&](int term) -> Addend {
    if (term == 0) return 0;
    const auto [pin, is_new] = pins.emplace(std::abs(term) - 1, static_cast<int>(pins.size()));
    if (is_new) place(pin->first, pin->second);
    return static_cast<Addend>(1 + 2 * pin->second + (term < 0 ? 1 : 0));
  };
  const auto ungated = [&](int term) -> Addend {
    if (term == 0) return 0;
    place(term - 1, shape.data_inputs());
    return static_cast<Addend>(1 + 2 * shape.data_inputs());
  };
  const bool is_paired = shape.mode == Mode::kPaired;
  const auto half = static_cast<std::size_t>(is_paired ? gene.functions() / 2 : 0);
  const auto count = static_cast<std::size_t>(is_paired ? gene.functions() / 2 : gene.functions());
  for (std::size_t s = 0; s < count; ++s) {
    const CoverOption& option = *options[s < options.size() ? s : 0];
    gene.g[s] = addend(option.g);
    gene.f[s + half] = shape.mode == Mode::kGated ? ungated(option.f) : addend(option.f);
  }
  return gene;
}

// Whether a cell of fewer select bits, which has no fewer pins, does as well.
bool is_wasteful(const CellShape& shape, std::size_t options) {
  const int lost = shape.mode == Mode::kPaired ? 2 : 1;
  return shape.select_bits >= lost && options <= std::size_t{1} << (shape.select_bits - lost);
}

bool has_common_shift(const CoverSearch& search, const std::vector<const CoverOption*>& options) {
  bool has_inputs = false;
  for (const CoverOption* option : options) {
    for (const int literal : {std::abs(option->f) - 1, std::abs(option->g) - 1}) {
      if (literal < 0) continue;
      has_inputs = true;
      if (search.input(literal).shift == 0) return false;
    }
  }
  return has_inputs;
}

// Width and trailing zeros of products.
struct Extent {
  int width = 0;
  int zeros = 0;
};

Extent extent_of(const std::vector<std::int32_t>& values, const CostParams& cost) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const std::int64_t power = std::int64_t{1} << (cost.input_bits - (cost.input_signed ? 1 : 0));
  std::uint32_t bits = 0;
  for (const std::int32_t value : values) bits |= static_cast<std::uint32_t>(value);
  return {bits_for(value_range({*low, *high}, {cost.input_signed ? -power : 0, power - 1})),
          bits == 0 ? 0 : std::countr_zero(bits)};
}

// A cell of the circuit before its last, as far as it is needed.
struct FirstCell {
  Gene gene;
  int needed = 0;
  double estimate = 0;
};

// The search of one task.
class CellFit {
 public:
  CellFit(const FitTask& task, const BitSupport& support, CoverBudget& budget, FitPool& pool, FitFindings& findings)
      : task_(task),
        support_(support),
        budget_(budget),
        pool_(pool),
        findings_(findings),
        last_shape_(task.shape.cells.back()),
        first_search_({task.shape.cells.front(), task.max_shift, false, false, {}, 0}),
        last_search_(last_problem()) {
    genome_.cells = static_cast<int>(task.shape.cells.size());
    genome_.signless = task.shape.signless;
    genome_.max_shift = task.max_shift;
  }

  void run() {
    const auto visit = [&](const Cover& cover) {
      consider(cover);
      return true;
    };
    if (genome_.cells == 1) {
      last_search_.run(task_.targets, budget_, visit, {}, task_.part);
    } else {
      last_search_.run(
          task_.targets, budget_, visit, [&](const Cover& cover) { return may_lead_on(cover); }, task_.part);
    }
  }

 private:
  [[nodiscard]] CoverProblem last_problem() const {
    CoverProblem problem{last_shape_, task_.max_shift, false, task_.shape.signless, {}, 0};
    if (task_.shape.cells.size() > 1) {
      problem.over_cell = true;
      problem.values = values_over_x(task_.max_shift);
      problem.most_values = std::size_t{1} << task_.shape.cells.front().select_bits;
    }
    return problem;
  }

  // A single cell over x has few covers: no bound is needed.
  static CoverBudget unbounded() { return {~std::uint64_t{0}, {}, false}; }

  // What the first cell is known to cost if it has the values; nothing if it cannot have them.
  [[nodiscard]] std::optional<int> least_luts_of_first(const std::vector<std::int32_t>& values) {
    const auto [entry, is_new] = least_luts_of_first_.try_emplace(values);
    if (is_new) {
      CoverBudget budget = unbounded();
      first_search_.run(values, budget, [&, at = entry](const Cover&) {
        at->second = support_.least_luts(values.data(), values.size());
        return false;
      });
    }
    return entry->second;
  }

  [[nodiscard]] bool may_lead_on(const Cover& cover) {
    if (cover.values.empty()) return true;
    const auto first = least_luts_of_first(cover.values);
    // The targets are what its product has at the least.
    return first && least_luts_of_two(cover, *first, task_.targets) <= task_.most_luts;
  }

  // The likeliest cells that have the values.
  [[nodiscard]] const std::vector<FirstCell>& first_cells(const std::vector<std::int32_t>& values) {
    constexpr std::size_t kKept = 3;
    const auto [entry, is_new] = first_cells_.try_emplace(values);
    std::vector<FirstCell>& cells = entry->second;
    if (!is_new) return cells;
    const CellShape& shape = task_.shape.cells.front();
    CoverBudget budget = unbounded();
    first_search_.run(values, budget, [&](const Cover& cover) {
      if (is_wasteful(shape, cover.options.size()) || has_common_shift(first_search_, cover.options)) return true;
      NativeGenome alone;
      alone.cells = 1;
      alone.genes[0] = gene_of(shape, first_search_, cover.options);
      NativeValues table;
      if (!evaluate(alone, table)) return true;
      const FirstCell cell{alone.genes[0], static_cast<int>(cover.options.size()),
                           estimate_cost(alone, table, task_.cost)};
      const auto place = std::upper_bound(cells.begin(), cells.end(), cell, [](const FirstCell& a, const FirstCell& b) {
        return a.estimate < b.estimate;
      });
      cells.insert(place, cell);
      if (cells.size() > kKept) cells.pop_back();
      return true;
    });
    return cells;
  }

  void consider(const Cover& cover) {
    if (is_wasteful(last_shape_, cover.options.size())) return;
    const auto last = static_cast<std::size_t>(genome_.cells - 1);
    genome_.genes[last] = gene_of(last_shape_, last_search_, cover.options);
    needed_[last] = static_cast<int>(cover.options.size());
    if (last == 0) {
      offer(cover);
      return;
    }
    if (cover.values.empty()) return;  // the first cell is not used
    for (const FirstCell& first : first_cells(cover.values)) {
      genome_.genes[0] = first.gene;
      needed_[0] = first.needed;
      offer(cover);
    }
  }

  void offer(const Cover& cover) {
    if (!evaluate(genome_, values_)) return;
    ++findings_.solutions;
    findings_.least_luts = std::min(findings_.least_luts, least_luts(cover));
    FitCandidate candidate{estimate_cost(genome_, values_, task_.cost), stored_bits(genome_), genome_, needed_};
    pool_.offer(candidate);
  }

  [[nodiscard]] static std::vector<std::int32_t> products(const Cover& cover) {
    std::vector<std::int32_t> products;
    for (const CoverOption* option : cover.options) {
      for (int l = 0; l < option->line_count; ++l) {
        const CoverLine& line = option->lines[static_cast<std::size_t>(l)];
        if (line.alpha == 0) {
          products.push_back(line.beta);
        } else {
          for (const std::int32_t u : cover.values) products.push_back(line.alpha * u + line.beta);
        }
      }
    }
    return products;
  }

  [[nodiscard]] int least_luts(const Cover& cover) {
    const std::vector<std::int32_t> all = products(cover);
    if (genome_.cells == 1) return support_.least_luts(all.data(), all.size());
    return least_luts_of_two(cover, *least_luts_of_first(cover.values), all);
  }

  // High bits of the first cell that no bit of the product needs are not computed.
  [[nodiscard]] int least_luts_of_two(const Cover& cover, int first, const std::vector<std::int32_t>& products) const {
    const Extent product = extent_of(products, task_.cost);
    const Extent values = extent_of(cover.values, task_.cost);
    const int unseen = std::max(0, values.width - (product.width - least_shift_of_first(cover)));
    return std::max(0, first - unseen) + least_luts_of_last(cover, product, values.zeros);
  }

  [[nodiscard]] int least_shift_of_first(const Cover& cover) const {
    int least = kMaxShift;
    for (const CoverOption* option : cover.options) {
      for (const int literal : {std::abs(option->f) - 1, std::abs(option->g) - 1}) {
        if (literal < 0 || last_search_.input(literal).source == kSourceX) continue;
        least = std::min(least, last_search_.input(literal).shift);
      }
    }
    return least;
  }

  // A bit above the lowest carry depends on all wires from there on, of which each column brings one at the least: from
  // the seventh column on they are too many for a LUT. Below that two bits share a LUT at best, as the top bit may.
  [[nodiscard]] int least_luts_of_last(const Cover& cover, const Extent& product, int zeros) const {
    constexpr int kColumnsOfLogic = 6;
    const auto low_bit = [&](int term) {
      const Input input = last_search_.input(std::abs(term) - 1);
      return input.shift + (input.source == kSourceX ? 0 : zeros);
    };
    int carry = product.width;
    for (const CoverOption* option : cover.options) {
      for (const int term : {static_cast<int>(option->f), static_cast<int>(option->g)}) {
        if (term < 0) carry = std::min(carry, low_bit(term));
      }
      if (option->f != 0 && option->g != 0) carry = std::min(carry, std::max(low_bit(option->f), low_bit(option->g)));
    }
    const int bits = product.width - carry;
    const bool is_narrow = task_.cost.input_bits <= kColumnsOfLogic;
    const int chain = is_narrow ? 0 : std::max(0, bits - kColumnsOfLogic - 1);
    return chain + (bits - chain + 1) / 2;
  }

  const FitTask& task_;
  const BitSupport& support_;
  CoverBudget& budget_;
  FitPool& pool_;
  FitFindings& findings_;
  CellShape last_shape_;
  CoverSearch first_search_;
  CoverSearch last_search_;
  NativeGenome genome_;
  NativeValues values_;
  std::array<int, NativeGenome::kMaxCells> needed_{};
  std::map<std::vector<std::int32_t>, std::optional<int>> least_luts_of_first_;
  std::map<std::vector<std::int32_t>, std::vector<FirstCell>> first_cells_;
};

}  // namespace

void fit_cells(const FitTask& task, const BitSupport& support, CoverBudget& budget, FitPool& pool,
               FitFindings& findings) {
  CellFit(task, support, budget, pool, findings).run();
}

}  // namespace rccm
