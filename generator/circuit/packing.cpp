#include "circuit/packing.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/max_cardinality_matching.hpp>

namespace rccm {
namespace {

constexpr std::size_t kSharedPins = 5;

}  // namespace

Packing pack(const std::vector<BitFunction>& functions) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
  Graph graph(functions.size());
  for (std::size_t a = 0; a < functions.size(); ++a) {
    for (std::size_t b = a + 1; b < functions.size(); ++b) {
      if (joint_support(functions[a], functions[b], kSharedPins)) boost::add_edge(a, b, graph);
    }
  }
  std::vector<Graph::vertex_descriptor> mate(functions.size());
  if (!functions.empty()) boost::edmonds_maximum_cardinality_matching(graph, mate.data());
  Packing packing;
  for (std::size_t a = 0; a < functions.size(); ++a) {
    if (mate[a] == boost::graph_traits<Graph>::null_vertex()) {
      packing.emplace_back(a, std::nullopt);
    } else if (mate[a] > a) {
      packing.emplace_back(a, mate[a]);
    }
  }
  return packing;
}

std::size_t packed_size(const std::vector<BitFunction>& functions) {
  // Pairing each function with the next one that fits is often as good as it gets, namely when it leaves none or one
  // alone.
  std::vector<bool> is_packed(functions.size(), false);
  std::size_t luts = 0;
  for (std::size_t a = 0; a < functions.size(); ++a) {
    if (is_packed[a]) continue;
    ++luts;
    for (std::size_t b = a + 1; b < functions.size(); ++b) {
      if (is_packed[b] || !joint_support(functions[a], functions[b], kSharedPins)) continue;
      is_packed[b] = true;
      break;
    }
  }
  return luts == (functions.size() + 1) / 2 ? luts : pack(functions).size();
}

}  // namespace rccm
