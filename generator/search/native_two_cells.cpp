#include "search/native_two_cells.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "support/error.hpp"

namespace rccm {
namespace {

// What a circuit has in common with those that differ from it in the cells' modes alone.
struct Frame {
  const FunctionSet* first = nullptr;
  const FunctionSet* last = nullptr;
  NativeGenome genome;
};

// Offers the circuits that choose from the frame's maps, unless these cannot matter.
void consider(Frame& frame, const NativeScorer& scorer, NativeValues& values, NativeArchive& known,
              SharedArchive& archive) {
  NativeGenome& genome = frame.genome;
  bool is_first = true;
  for (const NativeGenome::Gene& first : frame.first->cells) {
    for (const NativeGenome::Gene& last : frame.last->cells) {
      genome.genes[0] = first;
      genome.genes[1] = last;
      if (!evaluate(genome, values)) return;
      if (is_first && !scorer.can_matter(genome, values, known)) return;
      is_first = false;
      const auto candidate = scorer.candidate(genome, values, known);
      if (!candidate) continue;
      known.offer(*candidate);
      archive.offer(*candidate);
    }
  }
}

}  // namespace

TwoCells::TwoCells(const NativeSearchParams& params) : params_(params) {
  constexpr std::size_t kFirstCellsPerUnit = 8;
  NativeSpace space = params.space;
  space.cells = 2;
  if (space.max_shift > kMostExactShift) {
    throw usage_error("--exact looks at shifts up to " + std::to_string(kMostExactShift) + ": pass --max-shift " +
                      std::to_string(kMostExactShift) + " or less");
  }
  std::set<std::tuple<bool, bool, int, int>> families;  // signless, shifts, select bits of the cells
  for (const NativeShape& shape : native_shapes(space)) {
    if (shape.select_bits() > kMostExactSelectBits) {
      throw usage_error("--exact looks at circuits of up to " + std::to_string(kMostExactSelectBits) +
                        " select bits, beside a sign and a shift that the accumulation applies: pass a smaller "
                        "--stored-bits, or --sign accumulation");
    }
    families.emplace(shape.signless, shape.consumer_shifts, shape.cells[0].select_bits, shape.cells[1].select_bits);
  }
  for (const auto& [signless, shifts, first_bits, last_bits] : families) {
    auto& first = first_[first_bits];
    if (first.empty()) first = function_sets({first_bits, space.max_shift, false, false});
    auto& last = last_[{last_bits, signless}];
    if (last.empty()) last = function_sets({last_bits, space.max_shift, true, signless});
    for (std::size_t begin = 0; begin < first.size(); begin += kFirstCellsPerUnit) {
      units_.push_back(
          {first_bits, last_bits, signless, shifts, begin, std::min(begin + kFirstCellsPerUnit, first.size())});
    }
  }
}

std::uint64_t TwoCells::search(std::uint64_t unit_index, const NativeScorer& scorer, SharedArchive& archive) const {
  const Unit& unit = units_[unit_index];
  const std::vector<FunctionSet>& firsts = first_.at(unit.first_bits);
  const std::vector<FunctionSet>& lasts = last_.at({unit.last_bits, unit.signless});
  NativeArchive known = archive.copy();
  NativeValues values;
  Frame frame;
  frame.genome.cells = 2;
  frame.genome.signless = unit.signless;
  frame.genome.max_shift = params_.space.max_shift;
  frame.genome.max_consumer_shift = params_.space.max_consumer_shift;
  const int least_shift = unit.consumer_shifts ? 1 : 0;
  const int most_shift = unit.consumer_shifts ? params_.space.max_consumer_shift : 0;
  std::uint64_t configurations = 0;
  for (std::size_t i = unit.begin; i < unit.end; ++i) {
    frame.first = &firsts[i];
    for (const FunctionSet& last : lasts) {
      frame.last = &last;
      for (int shift = least_shift; shift <= most_shift; ++shift) {
        frame.genome.consumer_shift = shift;
        consider(frame, scorer, values, known, archive);
        ++configurations;
      }
    }
  }
  return configurations;
}

}  // namespace rccm
