#include <algorithm>
#include <cstdlib>
#include <map>

#include "search/cell_options.hpp"
#include "search/native_search.hpp"

namespace rccm {
namespace {

using Addend = NativeGenome::Addend;

// The enumeration of one shape.
class SingleCell {
 public:
  SingleCell(const NativeSearchParams& params, const NativeShape& shape, const Shard& part, const NativeScorer& scorer,
             SharedArchive& archive)
      : params_(params),
        shape_(shape),
        part_(part),
        cell_(shape.cells.front()),
        scorer_(scorer),
        archive_(archive),
        known_(params.keep) {
    genome_.cells = 1;
    genome_.signless = shape.signless;
    genome_.max_shift = params.space.max_shift;
    genome_.max_consumer_shift = params.space.max_consumer_shift;
    genome_.genes[0].shape = cell_;
  }

  void run() {
    const auto shifts = static_cast<std::size_t>(params_.space.max_shift) + 1;
    const auto pins = static_cast<std::size_t>(cell_.data_inputs());
    NativeGenome::Gene& gene = genome_.genes[0];
    gene.source.fill(kSourceX);
    visit_choices(shifts, pins, [&](const std::vector<std::size_t>& chosen) {
      // Fewer inputs are a choice of the functions.
      if (chosen.size() != std::min(pins, shifts)) return;
      for (std::size_t i = 0; i < pins; ++i) {
        gene.shift[i] = static_cast<std::int16_t>(chosen[std::min(i, chosen.size() - 1)]);
      }
      if (cell_.mode != Mode::kGated) {
        if (chosen.front() == 0) visit_functions();
        return;
      }
      for (std::size_t ungated = 0; ungated < shifts; ++ungated) {
        gene.shift[pins] = static_cast<std::int16_t>(ungated);
        // Without an unshifted input all results are even: another wiring gives their halves.
        if (chosen.front() == 0 || ungated == 0) visit_functions();
      }
    });
  }

  [[nodiscard]] std::uint64_t configurations() const { return configurations_; }

 private:
  [[nodiscard]] std::int32_t value(const AddendPair& option) const {
    const auto of = [&](Addend addend) -> std::int32_t {
      if (addend == 0) return 0;
      const auto input = static_cast<std::size_t>((addend - 1) / 2);
      return (addend % 2 == 0 ? -1 : 1) * (1 << genome_.genes[0].shift[input]);
    };
    return of(option.f) + of(option.g);
  }

  // What counts of a value: a signless circuit's sign does not.
  [[nodiscard]] std::int32_t key(const AddendPair& option) const {
    return shape_.signless ? std::abs(value(option)) : value(option);
  }

  void visit_functions() {
    if (wirings_++ % part_.count != part_.index) return;
    known_ = archive_.copy();
    if (cell_.mode == Mode::kPaired) {
      visit_paired_functions();
      return;
    }
    // Of the options with one result that with fewest negations and addends.
    std::map<std::int32_t, AddendPair> by_result;
    for (const AddendPair& option : cell_options(cell_)) {
      const auto [entry, is_new] = by_result.try_emplace(key(option), option);
      if (!is_new && price(option) < price(entry->second)) entry->second = option;
    }
    std::vector<AddendPair> results;
    results.reserve(by_result.size());
    for (const auto& [result, option] : by_result) results.push_back(option);
    visit_assignments(results);
  }

  void visit_paired_functions() {
    // Two select values each: g alone and g + f. Of those with the same two results the one with fewest negations.
    std::map<std::pair<std::int32_t, std::int32_t>, AddendPair> by_results;
    for (const AddendPair& option : cell_options(cell_)) {
      const std::int32_t alone = key({0, option.g});
      const std::int32_t both = key(option);
      const auto [entry, is_new] = by_results.try_emplace(std::minmax(alone, both), option);
      if (!is_new && price(option) < price(entry->second)) entry->second = option;
    }
    std::vector<AddendPair> pairs;
    pairs.reserve(by_results.size());
    for (const auto& [results, option] : by_results) pairs.push_back(option);
    visit_assignments(pairs);
  }

  void visit_assignments(const std::vector<AddendPair>& options) {
    const std::size_t selects = free_selects(cell_);
    visit_choices(options.size(), selects, [&](const std::vector<std::size_t>& chosen) {
      for (std::size_t s = 0; s < selects; ++s) set_option(genome_.genes[0], s, options[chosen[s % chosen.size()]]);
      consider();
    });
  }

  void consider() {
    if (!shape_.consumer_shifts) {
      score();
      return;
    }
    for (int shift = 1; shift <= params_.space.max_consumer_shift; ++shift) {
      genome_.consumer_shift = shift;
      score();
    }
  }

  void score() {
    ++configurations_;
    if (!evaluate(genome_, values_)) return;
    const auto candidate = scorer_.candidate(genome_, values_, known_);
    if (!candidate) return;
    known_.offer(*candidate);
    archive_.offer(*candidate);
  }

  const NativeSearchParams& params_;
  const NativeShape& shape_;
  Shard part_;
  CellShape cell_;
  const NativeScorer& scorer_;
  SharedArchive& archive_;
  NativeArchive known_;  // a copy that is brought up to date now and then
  NativeGenome genome_;
  NativeValues values_;
  std::uint64_t wirings_ = 0;  // of all parts, so far
  std::uint64_t configurations_ = 0;
};

}  // namespace

std::uint64_t enumerate_single_cell(const NativeSearchParams& params, const NativeShape& shape, const Shard& part,
                                    const NativeScorer& scorer, SharedArchive& archive) {
  SingleCell search(params, shape, part, scorer, archive);
  search.run();
  return search.configurations();
}

}  // namespace rccm
