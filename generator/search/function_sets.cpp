#include "search/function_sets.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "search/cell_options.hpp"

namespace rccm {
namespace {

using Gene = NativeGenome::Gene;
using Addend = NativeGenome::Addend;

class Collector {
 public:
  explicit Collector(const FunctionSetParams& params) : params_(params) {
    for (const std::int16_t source : {std::int16_t{kSourceX}, std::int16_t{0}}) {
      if (source != kSourceX && !params.with_first_cell) continue;
      for (int shift = 0; shift <= params.max_shift; ++shift) {
        literals_.emplace_back(source, static_cast<std::int16_t>(shift));
      }
    }
  }

  void add_cells(const CellShape& shape) {
    gene_ = {};
    gene_.shape = shape;
    const auto pins = static_cast<std::size_t>(shape.data_inputs());
    // Fewer inputs are a choice of the functions.
    const std::size_t wired = std::min(pins, literals_.size());
    visit_choices(literals_.size(), wired, [&](const std::vector<std::size_t>& chosen) {
      if (chosen.size() != wired) return;
      for (std::size_t pin = 0; pin < pins; ++pin) wire(pin, chosen[std::min(pin, wired - 1)]);
      if (shape.mode != Mode::kGated) {
        add_functions();
        return;
      }
      for (std::size_t literal = 0; literal < literals_.size(); ++literal) {
        wire(pins, literal);
        add_functions();
      }
    });
  }

  std::vector<FunctionSet> sets() {
    std::vector<FunctionSet> result;
    result.reserve(found_.size());
    for (auto& [maps, cells] : found_) {
      FunctionSet set{maps, {}};
      for (const auto& [mode, cell] : cells) set.cells.push_back(cell.second);
      result.push_back(std::move(set));
    }
    return result;
  }

 private:
  using Price = std::pair<int, int>;

  void wire(std::size_t pin, std::size_t literal) {
    gene_.source[pin] = literals_[literal].first;
    gene_.shift[pin] = literals_[literal].second;
  }

  [[nodiscard]] LinearMap map_of(Addend f, Addend g) const {
    LinearMap map;
    for (const Addend addend : {f, g}) {
      if (addend == 0) continue;
      const auto input = static_cast<std::size_t>((addend - 1) / 2);
      const std::int32_t factor = (addend % 2 == 0 ? -1 : 1) * (1 << gene_.shift[input]);
      (gene_.source[input] == kSourceX ? map.of_x : map.of_u) += factor;
    }
    if (params_.either_sign && map < LinearMap{}) map = {-map.of_u, -map.of_x};
    return map;
  }

  // Of the options with the same one or two maps the one of least price, in every choice.
  void add_functions() {
    std::map<std::pair<LinearMap, LinearMap>, AddendPair> by_maps;
    const bool is_paired = gene_.shape.mode == Mode::kPaired;
    for (const AddendPair& option : cell_options(gene_.shape)) {
      const LinearMap both = map_of(option.f, option.g);
      const LinearMap alone = is_paired ? map_of(0, option.g) : both;
      const auto [entry, is_new] = by_maps.try_emplace(std::minmax(alone, both), option);
      if (!is_new && price(option) < price(entry->second)) entry->second = option;
    }
    std::vector<AddendPair> options;
    options.reserve(by_maps.size());
    for (const auto& [maps, option] : by_maps) options.push_back(option);
    const std::size_t selects = free_selects(gene_.shape);
    visit_choices(options.size(), selects, [&](const std::vector<std::size_t>& chosen) {
      Price total{0, 0};
      for (std::size_t s = 0; s < selects; ++s) {
        const AddendPair& option = options[chosen[s % chosen.size()]];
        set_option(gene_, s, option);
        total.first += price(option).first;
        total.second += price(option).second;
      }
      add(total);
    });
  }

  void add(const Price& total) {
    maps_.clear();
    for (int select = 0; select < gene_.functions(); ++select) {
      maps_.push_back(map_of(gene_.f[static_cast<std::size_t>(select)], gene_.g_of(select)));
    }
    std::sort(maps_.begin(), maps_.end());
    maps_.erase(std::unique(maps_.begin(), maps_.end()), maps_.end());
    const auto uses_first_cell = [](const LinearMap& map) { return map.of_u != 0; };
    if (params_.with_first_cell && std::none_of(maps_.begin(), maps_.end(), uses_first_cell)) return;
    const auto [entry, is_new] = found_[maps_].try_emplace(gene_.shape.mode, total, gene_);
    if (!is_new && total < entry->second.first) entry->second = {total, gene_};
  }

  FunctionSetParams params_;
  std::vector<std::pair<std::int16_t, std::int16_t>> literals_;  // source and shift
  Gene gene_;
  std::vector<LinearMap> maps_;
  std::map<std::vector<LinearMap>, std::map<Mode, std::pair<Price, Gene>>> found_;
};

}  // namespace

std::vector<FunctionSet> function_sets(const FunctionSetParams& params) {
  Collector collector(params);
  for (const CellShape& shape : cell_shapes()) {
    if (shape.select_bits == params.select_bits) collector.add_cells(shape);
  }
  return collector.sets();
}

}  // namespace rccm
