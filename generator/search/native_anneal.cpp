#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "search/native_search.hpp"

namespace rccm {
namespace {

// The circuits that a run met, the best for each estimated cost.
class Found {
 public:
  void offer(double cost, double decibels, const NativeGenome& genome) {
    const int bucket = static_cast<int>(std::ceil(2 * cost));
    const auto [entry, is_new] = best_.try_emplace(bucket, decibels, genome);
    if (!is_new && decibels < entry->second.first) entry->second = {decibels, genome};
  }
  // Those that no cheaper one beats.
  template <typename Visit>
  void visit(const Visit& visit) const {
    double least = std::numeric_limits<double>::infinity();
    for (const auto& [bucket, entry] : best_) {
      if (entry.first >= least) continue;
      least = entry.first;
      visit(entry.second);
    }
  }

 private:
  std::map<int, std::pair<double, NativeGenome>> best_;
};

// Every stored width has the same chance, however many shapes it has.
const NativeShape& random_shape(const std::vector<NativeShape>& shapes, Random& random) {
  std::map<int, std::vector<const NativeShape*>> by_bits;
  for (const NativeShape& shape : shapes) by_bits[shape.stored_bits()].push_back(&shape);
  const auto width = std::next(by_bits.begin(), random.below(static_cast<int>(by_bits.size())));
  return *width->second[static_cast<std::size_t>(random.below(static_cast<int>(width->second.size())))];
}

double decibels(double distortion) {
  return 10 * std::log10(std::max(distortion, 1e-12));
}

}  // namespace

void anneal(const NativeSearchParams& params, const std::vector<NativeShape>& shapes, const NativeSpace& space,
            const NativeScorer& scorer, std::uint64_t chain, SharedArchive& archive) {
  constexpr double kFirstTemperature = 1.5;  // dB
  constexpr double kLastTemperature = 0.02;
  constexpr double kOverBudget = 2;  // dB per LUT
  Random random(params.seed * 0x100000001B3U + chain);
  const NativeShape& shape = random_shape(shapes, random);
  // A budget per run spreads the runs over the front.
  const double cell_width = params.cost.input_bits;
  const double least = space.cells * cell_width + (params.cost.mac ? cell_width : 0);
  const double most = std::min(least + 4 * space.cells + cell_width, params.max_cost.value_or(1e9));
  const double budget = most <= least ? most : least + random.uniform() * (most - least);

  NativeValues values;
  Found found;
  const auto energy_of = [&](const NativeGenome& genome) {
    if (!evaluate(genome, values)) return std::numeric_limits<double>::infinity();
    const double cost = scorer.estimate(genome, values);
    const double error = decibels(scorer.approximate(genome, values));
    found.offer(cost, error, genome);
    return error + kOverBudget * std::max(0.0, cost - budget);
  };

  NativeGenome current = random_genome(shape, space, random);
  double energy = energy_of(current);
  const double cooling = std::pow(kLastTemperature / kFirstTemperature, 1.0 / static_cast<double>(params.steps));
  double temperature = kFirstTemperature;
  for (std::uint64_t step = 0; step < params.steps; ++step, temperature *= cooling) {
    NativeGenome next = current;
    mutate(next, random);
    while (random.below(3) == 0) mutate(next, random);
    const double next_energy = energy_of(next);
    if (next_energy <= energy || random.uniform() < std::exp((energy - next_energy) / temperature)) {
      current = next;
      energy = next_energy;
    }
  }

  NativeArchive known = archive.copy();
  found.visit([&](const NativeGenome& genome) {
    if (!evaluate(genome, values)) return;
    const auto candidate = scorer.candidate(genome, values, known);
    if (!candidate) return;
    known.offer(*candidate);
    archive.offer(*candidate);
  });
}

}  // namespace rccm
