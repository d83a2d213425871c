#include "search/cheapest.hpp"

#include <algorithm>
#include <utility>

#include "circuit/mapping.hpp"
#include "support/parallel.hpp"

namespace rccm {

std::vector<PricedCircuit> cheapest_circuits(const AddnetOperands& operands,
                                             const std::vector<std::vector<Origin>>& origins, int input_bits,
                                             bool input_signed, unsigned threads) {
  // Which list wants which last cell over which pair, so that the producers are visited once.
  struct Wish {
    std::uint64_t pair;
    TypeB type;
    std::size_t list;
  };
  std::vector<Wish> wishes;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    for (const Origin& origin : origins[i]) wishes.push_back({origin.pair, origin.type, i});
  }
  std::stable_sort(wishes.begin(), wishes.end(), [](const Wish& a, const Wish& b) { return a.pair < b.pair; });
  std::vector<std::uint64_t> pairs;
  std::vector<std::size_t> first_wish;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    if (pairs.empty() || pairs.back() != wishes[i].pair) {
      pairs.push_back(wishes[i].pair);
      first_wish.push_back(i);
    }
  }
  first_wish.push_back(wishes.size());

  std::vector<std::vector<PricedCircuit>> candidates(origins.size());
  operands.visit_producers(pairs, [&](std::size_t position, const std::vector<TypeA>& cells) {
    for (std::size_t i = first_wish[position]; i < first_wish[position + 1]; ++i) {
      candidates[wishes[i].list].push_back({{cells, wishes[i].type}, 0});
    }
  });
  std::vector<PricedCircuit> cheapest(origins.size());
  parallel_for(origins.size(), threads, [&](std::uint64_t i) {
    for (PricedCircuit& candidate : candidates[i]) {
      candidate.luts = lut_count(addnet_circuit(candidate.parameters, input_bits, input_signed));
    }
    cheapest[i] = *std::min_element(candidates[i].begin(), candidates[i].end());
  });
  return cheapest;
}

}  // namespace rccm
