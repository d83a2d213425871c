#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "search/addnet_operands.hpp"
#include "search/addnet_search.hpp"
#include "search/operand_parts.hpp"
#include "search/ranking.hpp"
#include "support/parallel.hpp"

namespace rccm {

/// The last cells of a shard of a space: every type B cell, up to doublings, over every operand pair.
class LastCells {
 public:
  LastCells(const AddnetSpace& space, const AddnetOperands& operands, const Shard& shard);

  [[nodiscard]] std::uint64_t pair_count() const { return end_ - begin_; }
  /// No coefficient of the space is greater.
  [[nodiscard]] std::int32_t greatest_magnitude() const { return greatest_; }

  /// Calls visitor(set, origin) for each last cell, set being a RankedSet of its magnitudes. make_visitor is called
  /// once per block of pairs, and what it returns is used by one thread at a time.
  template <typename MakeVisitor>
  void visit(unsigned threads, const std::function<void(std::uint64_t, std::uint64_t)>& progress,
             const MakeVisitor& make_visitor) const {
    // The smallest pattern that holds all magnitudes; a wider one only costs time.
    if (greatest_ < MagnitudeSet<8>::kCapacity) {
      visit_sized<8>(threads, progress, make_visitor);
    } else if (greatest_ < MagnitudeSet<32>::kCapacity) {
      visit_sized<32>(threads, progress, make_visitor);
    } else if (greatest_ < MagnitudeSet<128>::kCapacity) {
      visit_sized<128>(threads, progress, make_visitor);
    } else {
      visit_sized<kMostWords>(threads, progress, make_visitor);
    }
  }

 private:
  static constexpr std::size_t kMostWords = 1032;  // 3-Add with shifts up to 7

  template <std::size_t Words, typename MakeVisitor>
  void visit_sized(unsigned threads, const std::function<void(std::uint64_t, std::uint64_t)>& progress,
                   const MakeVisitor& make_visitor) const {
    // Neighbouring pairs have similar sets. Blocks take every n-th pair, so that good sets, and with them tight limits,
    // turn up early everywhere.
    constexpr std::uint64_t kPairsPerBlock = 1024;
    const std::uint64_t blocks = (pair_count() + kPairsPerBlock - 1) / kPairsPerBlock;
    std::atomic<std::uint64_t> done{0};
    parallel_for(blocks, threads, [&](std::uint64_t block) {
      OperandParts<Words> parts(max_shift_);
      RankedSet<Words> set;
      NodeSet a;
      NodeSet b;
      auto visitor = make_visitor();
      std::uint64_t pairs = 0;
      for (std::uint64_t pair = begin_ + block; pair < end_; pair += blocks, ++pairs) {
        operands_->load(pair, a, b);
        parts.build(a, b);
        for (const TypeB& type : parts.types()) {
          parts.unite(type, set);
          visitor(set, Origin{pair, type});
        }
      }
      if (progress) progress(done += pairs, pair_count());
    });
  }

  const AddnetOperands* operands_;
  int max_shift_;
  std::uint64_t begin_;
  std::uint64_t end_;
  std::int32_t greatest_ = 0;
};

}  // namespace rccm
