#include "circuit/packing.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/max_cardinality_matching.hpp>

namespace rccm {

Packing pack(const std::vector<BitFunction>& functions) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
  constexpr std::size_t kSharedPins = 5;
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

}  // namespace rccm
