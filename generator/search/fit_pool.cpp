#include "search/fit_pool.hpp"

#include <tuple>

namespace rccm {
namespace {

auto key(const NativeGenome::Gene& gene) {
  return std::tie(gene.shape, gene.source, gene.shift, gene.f, gene.g);
}

}  // namespace

bool is_likelier(const FitCandidate& a, const FitCandidate& b) {
  const auto rough = [](const FitCandidate& c) {
    return std::tuple(c.estimate, c.stored_bits, c.genome.cells, c.genome.signless);
  };
  if (rough(a) != rough(b)) return rough(a) < rough(b);
  for (std::size_t c = 0; c < static_cast<std::size_t>(a.genome.cells); ++c) {
    if (key(a.genome.genes[c]) != key(b.genome.genes[c])) return key(a.genome.genes[c]) < key(b.genome.genes[c]);
  }
  return false;
}

}  // namespace rccm
