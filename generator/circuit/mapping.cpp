#include "circuit/mapping.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "circuit/cell_analysis.hpp"
#include "circuit/packing.hpp"

namespace rccm {
namespace {

// Everything about one cell that the choice of mapping and its construction need.
struct Draft {
  int width = 0;
  bool is_signed = false;
  bool is_truncated = false;
  bool is_read = true;  // by a later cell, or as the product
  Range range;
  std::vector<CellColumns> columns;  // one element; CellColumns has no default value
  CellAnalysis analysis;
  const CellOption* choice = nullptr;
};

struct Drafts {
  std::vector<Draft> cells;
  std::vector<int> levels;
};

ValueWires input_wires(const Circuit& circuit) {
  ValueWires wires;
  wires.is_signed = circuit.input_signed;
  for (int i = 0; i < circuit.input_bits; ++i) wires.bits.push_back(Bit::input(i));
  return wires;
}

// Result widths, from the product backwards: a bit that no later cell can see is dropped.
void set_widths(const Circuit& circuit, const std::vector<std::vector<std::int64_t>>& tables,
                std::vector<Draft>& cells) {
  std::vector<int> needed(cells.size(), 0);
  for (std::size_t i = cells.size(); i-- > 0;) {
    Draft& draft = cells[i];
    draft.range = value_range(tables[i], input_range(circuit));
    const int exact = bits_for(draft.range);
    const bool is_product = i + 1 == cells.size();
    draft.width = is_product ? exact : std::clamp(needed[i], 1, exact);
    draft.is_read = is_product || needed[i] > 0;
    draft.is_truncated = draft.width < exact;
    draft.is_signed = draft.range.low < 0 && !draft.is_truncated;
    if (!draft.is_read) continue;
    for (const Input& input : circuit.cells[i].inputs) {
      if (input.source == kSourceX) continue;
      int& need = needed[static_cast<std::size_t>(input.source)];
      need = std::max(need, draft.width - input.shift);
    }
  }
}

// The select wires of each cell and of all cells before it that lead to it.
std::vector<std::vector<Bit>> select_cones(const Circuit& circuit, const std::vector<std::vector<int>>& selects) {
  std::vector<std::vector<Bit>> cones;
  for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
    std::set<Bit> cone;
    for (int bit : selects[i]) cone.insert(Bit::code(bit));
    for (const Input& input : circuit.cells[i].inputs) {
      if (input.source == kSourceX) continue;
      const auto& earlier = cones[static_cast<std::size_t>(input.source)];
      cone.insert(earlier.begin(), earlier.end());
    }
    cones.emplace_back(cone.begin(), cone.end());
  }
  return cones;
}

// A cell of which no bit is read, as where the product is always 0: one bit that costs nothing.
CellAnalysis unread_analysis(const Cell& cell) {
  CellAnalysis analysis;
  analysis.functions = {BitFunction(false)};
  analysis.result.bits = {Bit::constant(false)};
  analysis.options.push_back({carry_plans(cell).front(), 1, false, 0, false, {}, std::nullopt});
  return analysis;
}

Drafts draft(const Circuit& circuit) {
  Drafts drafts;
  const auto tables = coefficient_tables(circuit);
  const auto selects = code_bits(circuit);
  const auto cones = select_cones(circuit, selects);
  const ValueWires x = input_wires(circuit);
  drafts.levels = levels(circuit);
  drafts.cells.resize(circuit.cells.size());
  set_widths(circuit, tables, drafts.cells);
  for (std::size_t i = 0; i < circuit.cells.size(); ++i) {
    Draft& cell = drafts.cells[i];
    std::vector<ValueWires> sources;
    SignContext signs{x.bits.back(), &tables, {}, {}, cones[i]};
    for (const Input& input : circuit.cells[i].inputs) {
      if (input.source == kSourceX) {
        sources.push_back(x);
        continue;
      }
      const Draft& source = drafts.cells[static_cast<std::size_t>(input.source)];
      sources.push_back(source.analysis.result);
      if (source.is_signed) signs.source_signs.emplace_back(input.source, source.analysis.result.bits.back());
    }
    for (int bit : selects[i]) signs.own_selects.push_back(Bit::code(bit));
    std::optional<BitFunction> top;
    const bool never_negative = std::all_of(tables[i].begin(), tables[i].end(), [](std::int64_t c) { return c >= 0; });
    if (cell.is_signed && never_negative) top = sign_function(signs, static_cast<int>(i));
    cell.columns.emplace_back(circuit.cells[i], std::move(sources), signs.own_selects);
    cell.analysis = cell.is_read ? analyse(cell.columns.front(), static_cast<int>(i), cell.width, cell.is_signed, top)
                                 : unread_analysis(circuit.cells[i]);
  }
  return drafts;
}

// The functions that an option puts beside the chain.
std::vector<BitFunction> logic_functions(const CellAnalysis& analysis, const CellOption& option) {
  std::vector<BitFunction> functions;
  for (int bit : option.logic_bits) functions.push_back(*analysis.functions[static_cast<std::size_t>(bit)]);
  if (option.carry_logic) functions.push_back(*option.carry_logic);
  return functions;
}

void sort_unique(std::vector<BitFunction>& functions) {
  std::sort(functions.begin(), functions.end());
  functions.erase(std::unique(functions.begin(), functions.end()), functions.end());
}

// The functions beside the chains of the chosen options of one level's cells, without repetitions.
std::vector<BitFunction> logic_functions(const std::vector<Draft*>& cells) {
  std::vector<BitFunction> functions;
  for (const Draft* cell : cells) {
    const std::vector<BitFunction> more = logic_functions(cell->analysis, *cell->choice);
    functions.insert(functions.end(), more.begin(), more.end());
  }
  sort_unique(functions);
  return functions;
}

// Chooses one option per cell of a level so that chains and packed functions cost least; of equals the one with the
// fewest functions beside the chains, which is the plainest hardware, then the first.
class LevelChooser {
 public:
  explicit LevelChooser(std::vector<Draft*> cells) : cells_(std::move(cells)), best_(cells_.size(), nullptr) {
    const std::vector<BitFunction> shared = shared_functions();
    for (const Draft* cell : cells_) {
      std::vector<Candidate> candidates;
      for (const CellOption& option : cell->analysis.options) {
        std::vector<BitFunction> own = logic_functions(cell->analysis, option);
        const int plain_bound = 2 * option.chain_luts + static_cast<int>(own.size());
        if (cells_.size() > 1 || option.carry_logic) sort_unique(own);
        std::erase_if(own, [&](const BitFunction& function) {
          return std::binary_search(shared.begin(), shared.end(), function);
        });
        candidates.push_back({&option, plain_bound, static_cast<int>(own.size())});
      }
      // Cheapest first, so that the bound discards most of the rest.
      std::stable_sort(candidates.begin(), candidates.end(),
                       [](const Candidate& a, const Candidate& b) { return a.plain_bound < b.plain_bound; });
      candidates_.push_back(std::move(candidates));
    }
    // What the cells from each one on cost at least.
    least_.resize(cells_.size() + 1);
    for (std::size_t i = cells_.size(); i-- > 0;) {
      Least least{std::numeric_limits<int>::max(), std::numeric_limits<int>::max()};
      for (const Candidate& candidate : candidates_[i]) {
        least.half_luts = std::min(least.half_luts, candidate.half_luts());
        least.functions = std::min(least.functions, candidate.own_functions);
      }
      least_[i] = {least.half_luts + least_[i + 1].half_luts, least.functions + least_[i + 1].functions};
    }
    descend(0, {});
    for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i]->choice = best_[i];
  }

 private:
  struct Candidate {
    const CellOption* option = nullptr;
    int plain_bound = 0;
    int own_functions = 0;  // beside the chain, without those that other cells of the level may need as well
    // Functions pack at best two to a LUT.
    [[nodiscard]] int half_luts() const { return 2 * option->chain_luts + own_functions; }
  };

  struct Least {
    int half_luts = 0;
    int functions = 0;
  };

  // Functions that occur in the options of more than one cell: two cells that choose them pay once.
  [[nodiscard]] std::vector<BitFunction> shared_functions() const {
    std::vector<BitFunction> seen;
    std::vector<BitFunction> shared;
    if (cells_.size() < 2) return shared;
    for (const Draft* cell : cells_) {
      std::vector<BitFunction> functions;
      for (const CellOption& option : cell->analysis.options) {
        const std::vector<BitFunction> more = logic_functions(cell->analysis, option);
        functions.insert(functions.end(), more.begin(), more.end());
      }
      sort_unique(functions);
      std::set_intersection(seen.begin(), seen.end(), functions.begin(), functions.end(), std::back_inserter(shared));
      seen.insert(seen.end(), functions.begin(), functions.end());
      sort_unique(seen);
    }
    sort_unique(shared);
    return shared;
  }

  // Whether a choice that costs at least so much could still be better than the best one.
  [[nodiscard]] bool is_promising(int half_luts, int functions) const {
    return std::pair((half_luts + 1) / 2, functions) < std::pair(best_cost_, best_functions_);
  }

  void descend(std::size_t index, const Least& chosen) {
    if (index == cells_.size()) {
      const std::vector<BitFunction> functions = logic_functions(cells_);
      const int count = static_cast<int>(functions.size());
      int chain_luts = 0;
      for (const Draft* cell : cells_) chain_luts += cell->choice->chain_luts;
      if (!is_promising(2 * chain_luts + count, count)) return;
      const int cost = chain_luts + static_cast<int>(packed_size(functions));
      if (!is_promising(2 * cost, count)) return;
      best_cost_ = cost;
      best_functions_ = count;
      for (std::size_t i = 0; i < cells_.size(); ++i) best_[i] = cells_[i]->choice;
      return;
    }
    for (const Candidate& candidate : candidates_[index]) {
      const Least so_far{chosen.half_luts + candidate.half_luts(), chosen.functions + candidate.own_functions};
      const Least& rest = least_[index + 1];
      if (!is_promising(so_far.half_luts + rest.half_luts, so_far.functions + rest.functions)) continue;
      cells_[index]->choice = candidate.option;
      descend(index + 1, so_far);
    }
  }

  std::vector<Draft*> cells_;
  std::vector<std::vector<Candidate>> candidates_;
  std::vector<Least> least_;
  std::vector<const CellOption*> best_;
  int best_cost_ = std::numeric_limits<int>::max();
  int best_functions_ = 0;
};

// The halves of an INIT word: O5, and O6 where I5 is 1.
std::uint64_t lower_half(std::uint64_t table) {
  return table & 0x00000000ffffffff;
}
std::uint64_t upper_half(std::uint64_t table) {
  return table & 0xffffffff00000000;
}

// The LUT6_2 of one chain column. I5 is the gated data bit, the top select bit, or tied high, by the cell's mode.
ChainColumn chain_column(const CellColumns& columns, const CarryPlan& plan, int column) {
  const Cell& cell = columns.cell();
  const BitFunction f = columns.f_bit(plan, column);
  const BitFunction g = columns.g_bit(plan, column);
  std::optional<Bit> upper;  // the wire on I5
  if (cell.mode == Mode::kPaired) {
    upper = columns.selects().back();
  } else if (cell.mode == Mode::kGated) {
    for (const Function& function : cell.functions) {
      if (function.f) upper = columns.data(function.f->input, column);
    }
    if (upper && upper->is_constant()) upper.reset();
  }
  const BitFunction f_at_top = upper ? f.where(*upper, true) : f;
  const LutWires pins = *joint_support(g, f_at_top, 5);

  ChainColumn result;
  std::copy(pins.begin(), pins.end(), result.pins.begin());
  result.pins[5] = cell.mode == Mode::kDual ? Bit::constant(true) : upper.value_or(Bit::constant(false));
  const std::uint64_t g_table = g.repeated_table_over(pins);
  result.init = lower_half(g_table) | upper_half(g_table ^ f_at_top.repeated_table_over(pins));
  return result;
}

// Adds the LUTs beside the chains of one level and returns where each function comes out.
std::map<BitFunction, LogicOutput> add_logic(const std::vector<Draft*>& cells, int level, Mapping& mapping) {
  const std::vector<BitFunction> functions = logic_functions(cells);
  std::map<BitFunction, LogicOutput> outputs;
  for (const auto& [first, second] : pack(functions)) {
    const int lut = static_cast<int>(mapping.logic.size());
    LogicLut entry{level, functions[first], std::nullopt};
    outputs[functions[first]] = {lut, false};
    if (second) {
      entry.o5 = functions[*second];
      outputs[functions[*second]] = {lut, true};
    }
    mapping.logic.push_back(entry);
  }
  return outputs;
}

MappedCell build_cell(const Draft& draft, int cell, int level, const std::map<BitFunction, LogicOutput>& outputs) {
  const CellOption& option = *draft.choice;
  MappedCell mapped;
  mapped.level = level;
  mapped.range = draft.range;
  mapped.is_signed = draft.is_signed;
  mapped.is_truncated = draft.is_truncated;
  mapped.carry_plan = option.plan;
  const CellColumns& columns = draft.columns.front();
  const int end = option.top_is_logic ? draft.width - 1 : draft.width;

  Chain& chain = mapped.chain;
  chain.first = option.first;
  chain.has_carry_out = option.has_carry_out;
  for (int i = 0; i < option.chain_luts; ++i) {
    chain.columns.push_back(chain_column(columns, option.plan, option.first + i));
  }
  if (!chain.columns.empty()) {
    BitFunction carry = columns.carry_in(option.plan);
    for (int i = 0; i < option.first; ++i) {
      carry = *majority(columns.f_bit(option.plan, i), columns.g_bit(option.plan, i), carry);
    }
    if (option.carry_logic) {
      chain.carry_in.logic = outputs.at(*option.carry_logic);
    } else {
      chain.carry_in.wire = *carry.as_wire();
    }
  }
  for (int bit = 0; bit < draft.width; ++bit) {
    const auto index = static_cast<std::size_t>(bit);
    ResultBit result;
    const Bit wire = draft.analysis.result.bits[index];
    if (wire != Bit::of_cell(cell, bit)) {
      result.driver.wire = wire;
    } else if (bit >= option.first && bit < end) {
      result.origin = option.has_carry_out && bit == end - 1 ? BitOrigin::kCarryOut : BitOrigin::kSum;
    } else {
      result.origin = BitOrigin::kLogic;
      result.driver.logic = outputs.at(*draft.analysis.functions[index]);
    }
    mapped.bits.push_back(result);
  }
  return mapped;
}

}  // namespace

std::vector<Bit> LogicLut::pins() const {
  const LutWires wires = o5 ? *joint_support(o6, *o5) : o6.support();
  return {wires.begin(), wires.end()};
}

std::uint64_t LogicLut::init() const {
  if (!o5) return o6.table();
  const std::vector<Bit> wires = pins();
  return lower_half(o5->repeated_table_over(wires)) | upper_half(o6.repeated_table_over(wires));
}

Mapping map_circuit(const Circuit& circuit) {
  Drafts drafts = draft(circuit);
  Mapping mapping;
  mapping.input_bits = circuit.input_bits;
  mapping.input_signed = circuit.input_signed;
  mapping.select_bits = select_bits(circuit);
  mapping.cells.resize(drafts.cells.size());
  const int deepest = *std::max_element(drafts.levels.begin(), drafts.levels.end());
  for (int level = 1; level <= deepest; ++level) {
    std::vector<Draft*> cells;
    for (std::size_t i = 0; i < drafts.cells.size(); ++i) {
      if (drafts.levels[i] == level) cells.push_back(&drafts.cells[i]);
    }
    LevelChooser choose(cells);
    const auto outputs = add_logic(cells, level, mapping);
    for (std::size_t i = 0; i < drafts.cells.size(); ++i) {
      if (drafts.levels[i] == level) {
        mapping.cells[i] = build_cell(drafts.cells[i], static_cast<int>(i), level, outputs);
      }
    }
  }
  return mapping;
}

int lut_count(const Mapping& mapping) {
  return std::accumulate(
      mapping.cells.begin(), mapping.cells.end(), static_cast<int>(mapping.logic.size()),
      [](int sum, const MappedCell& cell) { return sum + static_cast<int>(cell.chain.columns.size()); });
}

int lut_count(const Circuit& circuit) {
  return lut_count(map_circuit(circuit));
}

}  // namespace rccm
