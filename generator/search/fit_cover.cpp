#include "search/fit_cover.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <tuple>
#include <utility>

namespace rccm {
namespace {

bool is_negated(int term) {
  return term < 0;
}

CoverLine sum(const CoverLine& a, const CoverLine& b) {
  return {a.alpha + b.alpha, a.beta + b.beta};
}

std::int32_t at(const CoverLine& line, std::int32_t u) {
  return line.alpha * u + line.beta;
}

}  // namespace

CoverSearch::CoverSearch(CoverProblem problem) : problem_(std::move(problem)) {
  const int selects = 1 << problem_.shape.select_bits;
  most_options_ = static_cast<std::size_t>(problem_.shape.mode == Mode::kPaired ? selects / 2 : selects);
  collect_options();
}

Input CoverSearch::input(int literal) const {
  const int shifts = problem_.max_shift + 1;
  return {literal < shifts ? kSourceX : 0, literal % shifts};
}

CoverLine CoverSearch::line_of(int term) const {
  if (term == 0) return {};
  const Input data = input(std::abs(term) - 1);
  const std::int32_t factor = (is_negated(term) ? -1 : 1) * (1 << data.shift);
  return data.source == kSourceX ? CoverLine{0, factor} : CoverLine{factor, 0};
}

void CoverSearch::collect_options() {
  const int literals = (problem_.max_shift + 1) * (problem_.over_cell ? 2 : 1);
  const Mode mode = problem_.shape.mode;
  for (int g = -literals; g <= literals; ++g) {
    for (int f = mode == Mode::kGated ? 0 : -literals; f <= literals; ++f) {
      if (is_negated(f) && is_negated(g)) continue;
      if (mode == Mode::kDual && f != 0 && (g == 0 || f > g)) continue;  // f and g may change places
      CoverOption option;
      option.f = static_cast<std::int16_t>(f);
      option.g = static_cast<std::int16_t>(g);
      if (g != 0) option.pins |= 1U << (std::abs(g) - 1);
      if (mode == Mode::kGated) {
        option.ungated = f - 1;
      } else if (f != 0) {
        option.pins |= 1U << (std::abs(f) - 1);
      }
      option.price = 2 * ((is_negated(f) ? 1 : 0) + (is_negated(g) ? 1 : 0)) + (f != 0 ? 1 : 0) + (g != 0 ? 1 : 0);
      option.lines[0] = sum(line_of(f), line_of(g));
      if (mode == Mode::kPaired) {
        option.lines[1] = line_of(g);
        option.line_count = f == 0 ? 1 : 2;
      }
      if (std::popcount(option.pins) <= problem_.shape.data_inputs()) add_option(option);
    }
  }
}

void CoverSearch::add_option(CoverOption option) {
  const auto does = [](const CoverOption& o) {
    return std::tuple(std::minmax(o.lines[0], o.line_count == 2 ? o.lines[1] : o.lines[0]), o.pins, o.ungated);
  };
  for (CoverOption& other : options_) {
    if (does(other) != does(option)) continue;
    if (option.price < other.price) other = option;
    return;
  }
  options_.push_back(option);
}

void CoverSearch::collect_ways() {
  ways_.clear();
  for (const std::int32_t target : targets_) {
    std::vector<Way>& ways = ways_.emplace_back();
    for (std::size_t i = 0; i < options_.size(); ++i) {
      for (int l = 0; l < options_[i].line_count; ++l) {
        const CoverLine& line = options_[i].lines[static_cast<std::size_t>(l)];
        for (const std::int32_t wanted : {target, -target}) {
          if (wanted != target && !problem_.signless) continue;
          if (line.alpha == 0) {
            if (line.beta == wanted) ways.push_back({i, std::nullopt});
          } else if ((wanted - line.beta) % line.alpha == 0) {
            const std::int32_t u = (wanted - line.beta) / line.alpha;
            if (std::binary_search(problem_.values.begin(), problem_.values.end(), u)) ways.push_back({i, u});
          }
          if (target == 0) break;
        }
      }
    }
  }
}

// Those that are hardest to reach come first, so that the tree is narrow where it begins.
void CoverSearch::order_targets() {
  std::vector<std::size_t> order(targets_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return ways_[a].size() < ways_[b].size(); });
  std::vector<std::int32_t> targets;
  std::vector<std::vector<Way>> ways;
  for (const std::size_t i : order) {
    targets.push_back(targets_[i]);
    ways.push_back(std::move(ways_[i]));
  }
  targets_ = std::move(targets);
  ways_ = std::move(ways);
}

bool CoverSearch::is_reached(std::int32_t target) const {
  const auto is_target = [&](std::int32_t value) { return value == target || (problem_.signless && value == -target); };
  for (const CoverOption* option : cover_.options) {
    for (int l = 0; l < option->line_count; ++l) {
      const CoverLine& line = option->lines[static_cast<std::size_t>(l)];
      if (line.alpha == 0) {
        if (is_target(line.beta)) return true;
        continue;
      }
      for (const std::int32_t u : cover_.values) {
        if (is_target(at(line, u))) return true;
      }
    }
  }
  return false;
}

void CoverSearch::run(const std::vector<std::int32_t>& targets, CoverBudget& budget,
                      const std::function<bool(const Cover&)>& visit,
                      const std::function<bool(const Cover&)>& may_lead_on, const CoverPart& part) {
  budget_ = &budget;
  visit_ = &visit;
  may_lead_on_ = &may_lead_on;
  cover_ = {};
  pins_ = 0;
  ungated_ = -1;
  targets_ = targets;
  collect_ways();
  order_targets();
  if (!ways_.empty()) {
    std::size_t index = 0;
    std::erase_if(ways_.front(), [&](const Way&) { return index++ % part.count != part.index; });
  }
  descend();
}

// False to stop everything.
bool CoverSearch::descend() {
  constexpr std::uint64_t kNodesBetweenQuestions = 4096;
  if (budget_->nodes == 0 || (budget_->nodes % kNodesBetweenQuestions == 0 && budget_->is_over && budget_->is_over())) {
    budget_->ran_out = true;
    return false;
  }
  --budget_->nodes;
  const auto open =
      std::find_if(targets_.begin(), targets_.end(), [&](std::int32_t target) { return !is_reached(target); });
  if (open == targets_.end()) return (*visit_)(cover_);
  for (const Way& way : ways_[static_cast<std::size_t>(open - targets_.begin())]) {
    if (!take(way)) return false;
  }
  return true;
}

// Descends with the way added, where it can be.
bool CoverSearch::take(const Way& way) {
  const CoverOption* option = &options_[way.option];
  const std::uint32_t pins = pins_ | option->pins;
  if (std::popcount(pins) > problem_.shape.data_inputs()) return true;
  if (option->ungated >= 0 && ungated_ >= 0 && option->ungated != ungated_) return true;
  const bool is_new = std::find(cover_.options.begin(), cover_.options.end(), option) == cover_.options.end();
  if (is_new && cover_.options.size() == most_options_) return true;
  std::vector<std::int32_t>& values = cover_.values;
  bool adds_value = false;
  if (way.value) {
    const auto place = std::lower_bound(values.begin(), values.end(), *way.value);
    if (place == values.end() || *place != *way.value) {
      if (values.size() == problem_.most_values) return true;
      values.insert(place, *way.value);
      adds_value = true;
    }
  }
  if (is_new) cover_.options.push_back(option);
  const std::uint32_t pins_before = std::exchange(pins_, pins);
  const int ungated_before = std::exchange(ungated_, std::max(ungated_, option->ungated));
  const bool goes_on = (*may_lead_on_ && !(*may_lead_on_)(cover_)) || descend();
  pins_ = pins_before;
  ungated_ = ungated_before;
  if (is_new) cover_.options.pop_back();
  if (adds_value) values.erase(std::lower_bound(values.begin(), values.end(), *way.value));
  return goes_on;
}

std::vector<std::int32_t> values_over_x(int max_shift) {
  std::vector<std::int32_t> values{0};
  for (int a = 0; a <= max_shift; ++a) {
    values.insert(values.end(), {1 << a, -(1 << a)});
    for (int b = 0; b <= max_shift; ++b) values.insert(values.end(), {(1 << a) + (1 << b), (1 << a) - (1 << b)});
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace rccm
