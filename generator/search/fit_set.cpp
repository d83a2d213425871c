#include "search/fit_set.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <mutex>

#include "search/fit_anneal.hpp"
#include "search/fit_cells.hpp"
#include "search/fit_mapping.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMapped = 1000;  // circuits of each kind whose LUTs are counted
constexpr int kMostStoredBits = 8;     // that the search's tables of codes have room for
constexpr int kMostShift = 10;
constexpr std::size_t kParts = 16;
// Of the time limit, until the search of wirings ends and annealing has its turn.
constexpr double kLongShare = 0.6;

std::int32_t greatest_magnitude(const CoefficientSet& set) {
  return static_cast<std::int32_t>(std::max(std::abs(set.front()), std::abs(set.back())));
}

void check(const FitSetParams& params) {
  const CoefficientSet& set = params.set;
  if (set.empty()) throw usage_error("the set holds no value: give at least one, for example --set 0,1,2,3");
  if (std::adjacent_find(set.begin(), set.end(), std::greater_equal<>()) != set.end()) {
    throw usage_error("the values of a set must be distinct and ascending");
  }
  if (set.front() < -kMaxNativeCoefficient || set.back() > kMaxNativeCoefficient) {
    throw usage_error("the set reaches from " + std::to_string(set.front()) + " to " + std::to_string(set.back()) +
                      ": values of the native space are at most " + std::to_string(kMaxNativeCoefficient));
  }
  if (params.max_cells < 1 || params.max_cells > 3) throw usage_error("the native space has 1 to 3 cells");
  if (set.size() > std::size_t{1} << kMostStoredBits) {
    throw usage_error("the set holds " + std::to_string(set.size()) +
                      " values: codes of the native space choose among " + std::to_string(1 << kMostStoredBits) +
                      " at the most");
  }
}

std::vector<std::int32_t> targets_of(const CoefficientSet& set, bool signless) {
  std::vector<std::int32_t> targets;
  for (const std::int64_t value : set) {
    targets.push_back(static_cast<std::int32_t>(signless ? std::abs(value) : value));
  }
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  return targets;
}

// A run of fit_set().
class SetFit {
 public:
  explicit SetFit(const FitSetParams& params)
      : params_(params),
        start_(Clock::now()),
        support_(kMaxNativeCoefficient, params.cost.input_bits, params.cost.input_signed) {
    const std::int32_t greatest = greatest_magnitude(params.set);
    const int enough = greatest == 0 ? 0 : static_cast<int>(std::bit_width(static_cast<std::uint32_t>(greatest - 1)));
    result_.max_shift = std::clamp(params.max_shift.value_or(enough), 0, kMostShift);
  }

  FitResult run() {
    for (const bool signless : {false, true}) {
      if (!allows(signless)) continue;
      const std::vector<std::int32_t> targets = targets_of(params_.set, signless);
      least_of_all_ = std::min(least_of_all_, support_.least_luts(targets.data(), targets.size()));
    }
    bool has_seen_all = search_cells(1, 0, kLongShare);
    if (!is_settled() && params_.max_cells > 1) {
      // What a short search finds bounds the long one.
      constexpr std::uint64_t kFew = 200'000;
      constexpr double kShortShare = 0.2;
      const bool is_long = params_.nodes == 0 || params_.nodes > kFew;
      has_seen_all = (is_long && search_cells(2, kFew, kShortShare)) || search_cells(2, params_.nodes, kLongShare);
    }
    if (params_.max_cells > 1 && !is_settled() && (!best_ || !has_seen_all)) anneal();
    if (!best_) throw nothing_found(has_seen_all);
    conclude(has_seen_all);
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool allows(bool signless) const {
    return params_.sign == FitSign::kAny || (params_.sign == FitSign::kAccumulation) == signless;
  }
  // Nothing can be cheaper.
  [[nodiscard]] bool is_settled() const { return best_ && best_->luts <= least_of_all_; }

  // The share of the time limit that may be used so far.
  [[nodiscard]] std::function<bool()> is_over(double share) const {
    if (!params_.time_limit) return {};
    return [this, end = *params_.time_limit * share] {
      return std::chrono::duration<double>(Clock::now() - start_).count() > end;
    };
  }

  [[nodiscard]] int most_stored_bits(bool signless, std::size_t values) const {
    const int enough = static_cast<int>(std::bit_width(values - 1)) + 1 + (signless ? 1 : 0);
    return std::clamp(params_.max_stored_bits.value_or(enough), 1, kMostStoredBits);
  }

  [[nodiscard]] std::vector<FitTask> tasks(int cells) {
    std::vector<FitTask> tasks;
    for (const bool signless : {false, true}) {
      if (!allows(signless)) continue;
      const std::vector<std::int32_t> targets = targets_of(params_.set, signless);
      NativeSpace space = space_of(cells, signless);
      space.most_stored_bits = cells == 1 ? kMostStoredBits : most_stored_bits(signless, targets.size());
      if (cells == 1 && params_.max_stored_bits) space.most_stored_bits = *params_.max_stored_bits;
      if (cells > 1) result_.max_stored_bits = std::max(result_.max_stored_bits, space.most_stored_bits);
      for (const NativeShape& shape : native_shapes(space)) {
        if (targets.size() > std::size_t{1} << shape.select_bits()) continue;
        FitTask task;
        task.shape = shape;
        task.max_shift = result_.max_shift;
        task.targets = targets;
        task.cost = params_.cost;
        if (best_) task.most_luts = static_cast<int>(best_->luts);
        // Shapes differ in how long they take: threads share one in parts.
        task.part.count = cells == 1 ? 1 : kParts;
        for (; task.part.index < task.part.count; ++task.part.index) tasks.push_back(task);
      }
    }
    return tasks;
  }

  [[nodiscard]] NativeSpace space_of(int cells, bool signless) const {
    NativeSpace space;
    space.cells = cells;
    space.max_shift = result_.max_shift;
    space.least_stored_bits = 0;
    space.with_signed = !signless;
    space.with_signless = signless;
    space.max_consumer_shift = 0;
    return space;
  }

  // Whether all wirings were seen, in so many nodes a shape; 0 is no bound.
  bool search_cells(int cells, std::uint64_t nodes, double share) {
    const std::vector<FitTask> all = tasks(cells);
    FitPool pool(kMapped);
    bool has_seen_all = true;
    std::uint64_t solutions = 0;
    std::mutex mutex;
    std::atomic<std::uint64_t> done{0};
    parallel_for(all.size(), params_.threads, [&](std::uint64_t i) {
      FitPool found(kMapped);
      FitFindings findings;
      CoverBudget budget{nodes > 0 ? nodes / all[i].part.count : ~std::uint64_t{0}, is_over(share), false};
      fit_cells(all[i], support_, budget, found, findings);
      const std::lock_guard lock(mutex);
      pool.offer(found);
      solutions += findings.solutions;
      least_seen_ = std::min(least_seen_, findings.least_luts);
      has_seen_all = has_seen_all && !budget.ran_out;
      if (params_.progress) params_.progress(++done, all.size());
    });
    if (has_seen_all) result_.cells = cells;
    result_.solutions = solutions;
    return map(pool) && has_seen_all;
  }

  void anneal() {
    FitAnnealing task;
    task.values = targets_of(params_.set, false);
    task.cost = params_.cost;
    task.steps = params_.steps;
    for (int cells = 2; cells <= params_.max_cells; ++cells) {
      for (const bool signless : {false, true}) {
        if (!allows(signless)) continue;
        const std::size_t count = targets_of(params_.set, signless).size();
        task.space = space_of(cells, signless);
        task.space.most_stored_bits =
            std::clamp(params_.max_stored_bits.value_or(most_stored_bits(signless, count) + 1), 1, kMostStoredBits);
        for (NativeShape& shape : native_shapes(task.space)) {
          if (count <= std::size_t{1} << shape.select_bits()) task.shapes.push_back(std::move(shape));
        }
      }
    }
    if (task.shapes.empty()) return;
    FitPool pool(kMapped);
    std::mutex mutex;
    std::atomic<std::uint64_t> done{0};
    parallel_for(params_.chains, params_.threads, [&](std::uint64_t i) {
      FitPool found(kMapped);
      FitAnnealing run = task;
      run.seed = params_.seed * 0x100000001B3U + i;
      anneal_to_set(run, found, is_over(0.9));
      const std::lock_guard lock(mutex);
      pool.offer(found);
      if (params_.progress) params_.progress(++done, params_.chains);
    });
    map(pool);
  }

  // Whether there was time for all circuits.
  bool map(const FitPool& pool) {
    const std::vector<FitCandidate> candidates = pool.candidates();
    result_.mapped += candidates.size();
    FitMapping mapping = map_candidates(candidates, params_.cost, params_.threads, is_over(1));
    auto& found = mapping.cheapest;
    if (found && (!best_ || is_cheaper(*found, *best_))) best_ = std::move(found);
    return !mapping.ran_out;
  }

  [[nodiscard]] Error nothing_found(bool has_seen_all) const {
    const std::string what = "no circuit that holds " + to_text(params_.set) + " was found";
    if (!has_seen_all) return input_error(what + ": raise --nodes, --chains or --time-limit");
    const std::string bounds = ": there is none of " +
                               std::string(result_.cells == 1 ? "one cell" : "one or two cells") +
                               " with shifts up to " + std::to_string(result_.max_shift) +
                               (result_.cells == 1 ? "" : " and the stored bits allowed");
    return input_error(what + bounds + ": raise --max-shift or --stored-bits, or allow more --cells");
  }

  void conclude(bool has_seen_all) {
    result_.circuit = std::move(best_->circuit);
    result_.luts = static_cast<int>(best_->luts);
    result_.is_least_of_all = is_settled() || !has_seen_all || least_seen_ <= least_of_all_;
    result_.least_luts = std::min(result_.is_least_of_all ? least_of_all_ : least_seen_, result_.luts);
    result_.claim = FitClaim::kBestFound;
    if (has_seen_all && result_.circuit.cells.size() <= static_cast<std::size_t>(result_.cells)) {
      result_.claim = FitClaim::kSearched;
    }
    if (result_.luts <= result_.least_luts) result_.claim = FitClaim::kProven;
    result_.seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  }

  const FitSetParams& params_;
  Clock::time_point start_;
  BitSupport support_;
  FitResult result_;
  std::optional<FittedCircuit> best_;
  int least_of_all_ = 1 << 20;
  int least_seen_ = 1 << 20;
};

}  // namespace

FitResult fit_set(const FitSetParams& params) {
  check(params);
  return SetFit(params).run();
}

std::string claim_text(const FitResult& result, const FitSetParams& params) {
  const std::string luts = std::to_string(result.luts) + " LUTs";
  const std::string least = "no circuit takes fewer than " + std::to_string(result.least_luts);
  std::string bounds = "shifts <= " + std::to_string(result.max_shift);
  if (result.cells > 1) {
    bounds += ", <= " + std::to_string(result.max_stored_bits) + " stored bits and <= 2 cells";
  } else {
    bounds += " and 1 cell";
  }
  switch (result.claim) {
    case FitClaim::kProven:
      return luts + ", proven cheapest" +
             (result.is_least_of_all ? " of all circuits, by the bits of the products alone" : " within " + bounds);
    case FitClaim::kSearched:
      return luts + ", cheapest found of all wirings within " + bounds + " (mapped exactly: the " +
             std::to_string(result.mapped) + " likeliest by width); " + least;
    case FitClaim::kBestFound:
      break;
  }
  std::string effort = "by a search that was cut short";
  if (params.time_limit) effort = "in " + std::to_string(static_cast<int>(std::lround(result.seconds))) + " s";
  return luts + ", best found " + effort + "; " + least;
}

}  // namespace rccm
