#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "search/native_genome.hpp"

namespace rccm {

/// The two addends of a select value, or of the two select values of a paired cell that share g: g alone and g + f.
struct AddendPair {
  NativeGenome::Addend f = 0;
  NativeGenome::Addend g = 0;
  bool operator==(const AddendPair&) const = default;
};

/// All that a select value of a cell can add; of a paired cell, what its upper half can.
[[nodiscard]] std::vector<AddendPair> cell_options(const CellShape& cell);

/// What is to be preferred among options of one result, less first: negations may need a carry-in, addends a carry.
[[nodiscard]] std::pair<int, int> price(const AddendPair& option);

/// The select values that choose an option freely: of a paired cell, its lower half.
[[nodiscard]] inline std::size_t free_selects(const CellShape& cell) {
  return std::size_t{1} << (cell.select_bits - (cell.mode == Mode::kPaired ? 1 : 0));
}

/// Gives a free select value, and of a paired cell the value above it, an option.
inline void set_option(NativeGenome::Gene& gene, std::size_t select, const AddendPair& option) {
  if (gene.shape.mode == Mode::kPaired) {
    gene.f[select] = 0;
    gene.f[select + free_selects(gene.shape)] = option.f;
  } else {
    gene.f[select] = option.f;
  }
  gene.g[select] = option.g;
}

/// Visits every choice of 1 .. most of `count` things, as ascending indices.
template <typename Visit>
void visit_choices(std::size_t count, std::size_t most, const Visit& visit) {
  std::vector<std::size_t> chosen;
  const auto extend = [&](const auto& self, std::size_t from) -> void {
    for (std::size_t i = from; i < count; ++i) {
      chosen.push_back(i);
      visit(chosen);
      if (chosen.size() < most) self(self, i + 1);
      chosen.pop_back();
    }
  };
  extend(extend, 0);
}

}  // namespace rccm
