#include "search/cell_options.hpp"

namespace rccm {
namespace {

using Addend = NativeGenome::Addend;

bool is_negated(Addend addend) {
  return addend != 0 && addend % 2 == 0;
}

}  // namespace

std::vector<AddendPair> cell_options(const CellShape& cell) {
  std::vector<AddendPair> all;
  const int pins = cell.data_inputs();
  const auto ungated = static_cast<Addend>(1 + 2 * pins);
  for (int g = 0; g <= 2 * pins; ++g) {
    if (cell.mode == Mode::kGated) {
      all.push_back({0, static_cast<Addend>(g)});
      all.push_back({ungated, static_cast<Addend>(g)});
      continue;
    }
    for (int f = 0; f <= 2 * pins; ++f) {
      const AddendPair option{static_cast<Addend>(f), static_cast<Addend>(g)};
      if (!is_negated(option.f) || !is_negated(option.g)) all.push_back(option);
    }
  }
  return all;
}

std::pair<int, int> price(const AddendPair& option) {
  return {(is_negated(option.f) ? 1 : 0) + (is_negated(option.g) ? 1 : 0),
          (option.f != 0 ? 1 : 0) + (option.g != 0 ? 1 : 0)};
}

}  // namespace rccm
