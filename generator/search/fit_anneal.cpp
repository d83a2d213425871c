#include "search/fit_anneal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "support/random.hpp"

namespace rccm {
namespace {

std::vector<std::int32_t> wanted_levels(const std::vector<std::int32_t>& values, bool signless) {
  if (!signless) return values;
  std::vector<std::int32_t> magnitudes;
  magnitudes.reserve(values.size());
  for (const std::int32_t value : values) magnitudes.push_back(std::abs(value));
  std::sort(magnitudes.begin(), magnitudes.end());
  magnitudes.erase(std::unique(magnitudes.begin(), magnitudes.end()), magnitudes.end());
  return magnitudes;
}

// The sum over the wanted values of how far the nearest level is, in octaves; both ascend.
double distance(const std::vector<std::int32_t>& wanted, const std::vector<std::int32_t>& levels) {
  double sum = 0;
  auto next = levels.begin();
  for (const std::int32_t value : wanted) {
    while (next != levels.end() && *next < value) ++next;
    std::int32_t least = std::numeric_limits<std::int32_t>::max();
    if (next != levels.end()) least = *next - value;
    if (next != levels.begin()) least = std::min(least, value - *std::prev(next));
    if (least != 0) sum += 1 + 0.5 * std::log2(least);
  }
  return sum;
}

std::array<int, NativeGenome::kMaxCells> all_needed(const NativeGenome& genome) {
  std::array<int, NativeGenome::kMaxCells> needed{};
  for (std::size_t c = 0; c < static_cast<std::size_t>(genome.cells); ++c) {
    const NativeGenome::Gene& gene = genome.genes[c];
    needed[c] = gene.shape.mode == Mode::kPaired ? gene.functions() / 2 : gene.functions();
  }
  return needed;
}

}  // namespace

void anneal_to_set(const FitAnnealing& task, FitPool& pool, const std::function<bool()>& is_over) {
  constexpr double kFirstTemperature = 1.0;
  constexpr double kLastTemperature = 0.05;
  constexpr double kOfLut = 0.05;  // a missing value weighs as much as twenty LUTs
  constexpr std::uint64_t kStepsBetweenQuestions = 1024;
  Random random(task.seed);
  const NativeShape& shape = task.shapes[static_cast<std::size_t>(random.below(static_cast<int>(task.shapes.size())))];
  const std::vector<std::int32_t> wanted = wanted_levels(task.values, shape.signless);

  NativeValues values;
  const auto energy_of = [&](const NativeGenome& genome) {
    if (!evaluate(genome, values)) return std::numeric_limits<double>::infinity();
    const double missing = distance(wanted, values.levels);
    const double luts = estimate_cost(genome, values, task.cost);
    if (missing == 0) pool.offer({luts, stored_bits(genome), genome, all_needed(genome)});
    return missing + kOfLut * luts;
  };
  NativeGenome current = random_genome(shape, task.space, random);
  double energy = energy_of(current);
  const double cooling = std::pow(kLastTemperature / kFirstTemperature, 1.0 / static_cast<double>(task.steps));
  double temperature = kFirstTemperature;
  for (std::uint64_t step = 0; step < task.steps; ++step, temperature *= cooling) {
    if (step % kStepsBetweenQuestions == 0 && is_over && is_over()) return;
    NativeGenome next = current;
    mutate(next, random);
    while (random.below(3) == 0) mutate(next, random);
    const double next_energy = energy_of(next);
    if (next_energy <= energy || random.uniform() < std::exp((energy - next_energy) / temperature)) {
      current = next;
      energy = next_energy;
    }
  }
}

}  // namespace rccm
