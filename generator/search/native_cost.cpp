#include "search/native_cost.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "circuit/mapping.hpp"

namespace rccm {
namespace {

using Gene = NativeGenome::Gene;
using Addend = NativeGenome::Addend;

// A cell's result: its range as a multiple of x and the number of low bits that are always 0.
struct Extent {
  std::int32_t low = 0;
  std::int32_t high = 0;
  int zeros = 0;
};

Extent extent_of(const NativeValues& values, int cell) {
  const auto& table = values.tables[static_cast<std::size_t>(cell)];
  Extent extent{table[0], table[0], 0};
  std::uint32_t bits = 0;
  for (std::size_t code = 0; code < static_cast<std::size_t>(values.codes); ++code) {
    extent.low = std::min(extent.low, table[code]);
    extent.high = std::max(extent.high, table[code]);
    bits |= static_cast<std::uint32_t>(table[code]);
  }
  extent.zeros = bits == 0 ? 0 : std::countr_zero(bits);
  return extent;
}

int width_of(const Extent& extent, const CostParams& params) {
  const std::int64_t power = std::int64_t{1} << (params.input_bits - (params.input_signed ? 1 : 0));
  const Range x{params.input_signed ? -power : 0, power - 1};
  return bits_for(value_range({extent.low, extent.high}, x));
}

// The lowest bit at which a carry can arise.
int first_carry(const Gene& gene, const std::array<Extent, NativeGenome::kMaxCells>& extents) {
  const auto low_bit = [&](Addend addend) {
    const auto input = static_cast<std::size_t>((addend - 1) / 2);
    const int from = gene.source[input];
    return gene.shift[input] + (from >= 0 ? extents[static_cast<std::size_t>(from)].zeros : 0);
  };
  int first = 64;
  for (int s = 0; s < gene.functions(); ++s) {
    const Addend f = gene.f[static_cast<std::size_t>(s)];
    const Addend g = gene.g_of(s);
    for (const Addend addend : {f, g}) {
      if (addend != 0 && addend % 2 == 0) first = std::min(first, low_bit(addend));
    }
    if (f != 0 && g != 0) first = std::min(first, std::max(low_bit(f), low_bit(g)));
  }
  return first;
}

double cell_luts(const Gene& gene, int cell, const std::array<Extent, NativeGenome::kMaxCells>& extents,
                 const CostParams& params) {
  const Extent& extent = extents[static_cast<std::size_t>(cell)];
  const int width = width_of(extent, params);
  const int chain_start = std::clamp(first_carry(gene, extents), extent.zeros, width);
  int halves = 2 * (width - chain_start) + (chain_start - extent.zeros);
  if (params.input_signed && extent.low >= 0 && width > chain_start) --halves;
  return std::ceil(halves / 2.0);
}

// Whether the last cell only chooses one addend, so that it may be an addition to a running sum.
bool is_choice(const NativeGenome& genome) {
  const Gene& gene = genome.genes[static_cast<std::size_t>(genome.cells - 1)];
  for (int s = 0; s < gene.functions(); ++s) {
    if (gene.f[static_cast<std::size_t>(s)] != 0 && gene.g_of(s) != 0) return false;
  }
  return true;
}

// Whether there are LUT pins for that.
bool has_pins_for_sum(const NativeGenome& genome) {
  const Gene& gene = genome.genes[static_cast<std::size_t>(genome.cells - 1)];
  return gene.shape.data_inputs() + gene.shape.select_bits + (genome.signless ? 1 : 0) <= 5;
}

}  // namespace

double cost_of(const Circuit& circuit, const CostParams& params) {
  return params.mac ? mac_cost(circuit, params.dot).luts : lut_count(circuit);
}

double estimate_cost(const NativeGenome& genome, const NativeValues& values, const CostParams& params) {
  std::array<Extent, NativeGenome::kMaxCells> extents{};
  double before = 0;
  double last = 0;
  for (int c = 0; c < genome.cells; ++c) {
    extents[static_cast<std::size_t>(c)] = extent_of(values, c);
    before += last;
    last = cell_luts(genome.genes[static_cast<std::size_t>(c)], c, extents, params);
  }
  if (!params.mac) return before + last;
  const Extent& product = extents[static_cast<std::size_t>(genome.cells - 1)];
  const int width = width_of(product, params) + (genome.signless && product.low >= 0 ? 1 : 0);
  const double lanes = params.dot.lanes;
  const double levels = std::log2(lanes);
  const double accumulator = params.dot.accumulator_bits / lanes;
  // A running sum is on average about one bit narrower than the sum of all.
  const double chain = (width + genome.consumer_shift + levels - 1 - product.zeros) * (lanes - 1) / lanes + accumulator;
  const double fused = is_choice(genome) && has_pins_for_sum(genome) ? before + chain : before + last + chain;
  if (genome.consumer_shift > 0) return before + last + chain;
  const double tree = before + last + (width + 1) * (lanes - 1) / lanes + accumulator;
  return std::min(tree, fused);
}

double least_cost(const NativeGenome& genome, const NativeValues& values, const CostParams& params,
                  const BitSupport& support) {
  const int product = genome.cells - 1;
  const int luts = support.least_luts(values.tables[static_cast<std::size_t>(product)].data(),
                                      static_cast<std::size_t>(values.codes));
  if (!params.mac) return luts;
  // However the products are summed, each but the first is added to a sum that is at least as wide.
  const Extent extent = extent_of(values, product);
  const double lanes = params.dot.lanes;
  const double sums = (width_of(extent, params) - extent.zeros) * (lanes - 1) / lanes;
  // Rows of several cells may all be additions to the sum.
  const bool may_be_rows = genome.cells > 1 || is_choice(genome);
  return (may_be_rows ? 0 : luts) + sums + (params.dot.accumulator_bits - extent.zeros) / lanes;
}

}  // namespace rccm
