#include "circuit/carry_plan.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace rccm {
namespace {

// Select values whose realisations are chosen together, and the ways to choose them; the natural way comes first.
struct Block {
  std::vector<std::size_t> selects;
  std::vector<CarryPlan> alternatives;  // each as long as selects
};

bool negated(const std::optional<Term>& term) {
  return term && term->negate;
}

Realisation natural(const Function& function) {
  const bool f = negated(function.f);
  const bool g = negated(function.g);
  return {f, g, f || g};
}

// Gated and dual cells choose per select value. The d input of a gated cell cannot be complemented, so only an empty g
// can turn into all ones there.
std::vector<Block> single_blocks(const Cell& cell) {
  std::vector<Block> blocks;
  for (std::size_t s = 0; s < cell.functions.size(); ++s) {
    const Function& function = cell.functions[s];
    Block block{{s}, {{natural(function)}}};
    if (!natural(function).carry_in) {
      if (!function.g) {
        block.alternatives.push_back({{false, true, true}});
      } else if (!function.f && cell.mode == Mode::kDual) {
        block.alternatives.push_back({{true, false, true}});
      }
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

// The two select values of a paired cell that differ in the top bit share g, complemented or not; f enters only in
// the upper one.
std::vector<Block> paired_blocks(const Cell& cell) {
  std::vector<Block> blocks;
  const std::size_t half = cell.functions.size() / 2;
  for (std::size_t s = 0; s < half; ++s) {
    const Function& lower = cell.functions[s];
    const Function& upper = cell.functions[s + half];
    Block block{{s, s + half}, {{natural(lower), natural(upper)}}};
    if (!upper.f && !negated(upper.g)) {
      block.alternatives.push_back({natural(lower), {true, false, true}});
    }
    if (!lower.g && !negated(upper.f)) {
      block.alternatives.push_back({{false, true, true}, {false, true, true}});
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

std::optional<CarryPlan> plan_with(const std::vector<Block>& blocks, std::size_t select_values,
                                   const std::function<bool(std::size_t)>& carry_of) {
  CarryPlan plan(select_values);
  for (const Block& block : blocks) {
    const auto fits = [&](const CarryPlan& alternative) {
      for (std::size_t i = 0; i < block.selects.size(); ++i) {
        if (alternative[i].carry_in != carry_of(block.selects[i])) return false;
      }
      return true;
    };
    const auto found = std::find_if(block.alternatives.begin(), block.alternatives.end(), fits);
    if (found == block.alternatives.end()) return std::nullopt;
    for (std::size_t i = 0; i < block.selects.size(); ++i) plan[block.selects[i]] = (*found)[i];
  }
  return plan;
}

}  // namespace

std::vector<CarryPlan> carry_plans(const Cell& cell) {
  const std::vector<Block> blocks = cell.mode == Mode::kPaired ? paired_blocks(cell) : single_blocks(cell);
  std::vector<CarryPlan> plans;
  const auto add = [&](const std::optional<CarryPlan>& plan) {
    if (!plan) return;
    const auto same_carries = [&](const CarryPlan& other) {
      return std::equal(plan->begin(), plan->end(), other.begin(),
                        [](const Realisation& a, const Realisation& b) { return a.carry_in == b.carry_in; });
    };
    if (std::none_of(plans.begin(), plans.end(), same_carries)) plans.push_back(*plan);
  };
  const std::size_t count = cell.functions.size();
  add(plan_with(blocks, count, [](std::size_t) { return false; }));
  add(plan_with(blocks, count, [](std::size_t) { return true; }));
  for (int bit = 0; bit < cell.select_bits; ++bit) {
    add(plan_with(blocks, count, [bit](std::size_t s) { return ((s >> bit) & 1) != 0; }));
  }
  CarryPlan plain(count);
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.selects.size(); ++i) plain[block.selects[i]] = block.alternatives.front()[i];
  }
  add(plain);
  return plans;
}

}  // namespace rccm
