#include "search/select_order.hpp"

#include <utility>

namespace rccm {
namespace {

// Exchanges the functions of two select values; of a paired cell in both halves, as they share g.
void exchange(Cell& cell, std::size_t a, std::size_t b) {
  std::swap(cell.functions[a], cell.functions[b]);
  if (cell.mode == Mode::kPaired) {
    const std::size_t half = cell.functions.size() / 2;
    std::swap(cell.functions[a + half], cell.functions[b + half]);
  }
}

std::size_t exchangeable(const Cell& cell) {
  return cell.mode == Mode::kPaired ? cell.functions.size() / 2 : cell.functions.size();
}

}  // namespace

OrderedCircuit cheaper_order(OrderedCircuit start, double enough, const std::function<double(const Circuit&)>& cost) {
  OrderedCircuit best = std::move(start);
  const double goal = best.cost - enough;
  if (best.cost <= goal) return best;
  bool has_improved = true;
  while (has_improved) {
    has_improved = false;
    for (Cell& cell : best.circuit.cells) {
      const std::size_t count = exchangeable(cell);
      for (std::size_t a = 0; a + 1 < count; ++a) {
        for (std::size_t b = a + 1; b < count; ++b) {
          exchange(cell, a, b);
          const double now = cost(best.circuit);
          if (now >= best.cost) {
            exchange(cell, a, b);
            continue;
          }
          best.cost = now;
          if (now <= goal) return best;
          has_improved = true;
        }
      }
    }
  }
  return best;
}

}  // namespace rccm
