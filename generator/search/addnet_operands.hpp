#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "search/addnet_space.hpp"

namespace rccm {

/// The operand pairs (a, b) of the last cell, numbered from 0: the canonical index by which a search is split.
///
/// 2-Add: each first set with x. 3-Add: each pair of first sets. 4-Add: each distinct set of the third cell with x;
/// equal sets of the third cell are expanded once. Where those sets are too wide to be kept as bit patterns (shifts
/// above 3), every operation on every pair of first sets is an operand of its own and nothing is merged.
class AddnetOperands {
 public:
  explicit AddnetOperands(const AddnetSpace& space, unsigned threads = 1);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Whether equal intermediate sets were merged.
  [[nodiscard]] bool merged() const { return merged_; }
  /// The operands of a pair, written to the two sets.
  void load(std::uint64_t pair, NodeSet& a, NodeSet& b) const;
  /// Calls the visitor with the parameters of the type A cells of every circuit that produces each of the pairs; the
  /// first argument is the pair's position in `pairs`, which must be ascending.
  void visit_producers(const std::vector<std::uint64_t>& pairs,
                       const std::function<void(std::size_t, const std::vector<TypeA>&)>& visitor) const;
  /// Makes visit_producers quick for single pairs, which otherwise scans all circuits.
  void index_producers();
  /// The distinct sets of the cells over x.
  [[nodiscard]] const std::vector<FirstSet>& first() const { return first_; }
  /// The operations of the third cell of a 4-Add.
  [[nodiscard]] const std::vector<AOperation>& operations() const { return operations_; }
  /// Calls the visitor for every way to produce each pair: with the indices of two first sets and the operation over
  /// them; for a 2- or 3-Add the operation is null, for a 2-Add both indices are the same.
  using WayVisitor = std::function<void(std::uint64_t pair, std::size_t u, std::size_t v, const AOperation* operation)>;
  void visit_ways(const WayVisitor& visitor) const;
  /// The least and greatest value that any a, and any b, holds.
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> extent_a() const { return extent_a_; }
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> extent_b() const { return extent_b_; }

 private:
  // The values of a third-cell set, shifted up by offset_ to start at bit 0.
  static constexpr std::size_t kWords = 8;
  using Pattern = std::array<std::uint64_t, kWords>;
  // Equal patterns meet in one partition, whatever the number of threads, so that the numbering is fixed.
  static constexpr std::size_t kPartitions = 2;
  struct Partition {
    std::vector<Pattern> patterns;
    std::vector<std::uint32_t> pattern_of_triple;  // kNone where the triple belongs to another partition
  };

  [[nodiscard]] std::uint64_t triple_count() const;
  void merge_third_cells(unsigned threads);
  void fill(Partition& partition, std::size_t index) const;
  void visit_variants(std::uint64_t triple, std::size_t position,
                      const std::function<void(std::size_t, const std::vector<TypeA>&)>& visitor) const;

  AddnetSpace space_;
  std::vector<FirstSet> first_;
  std::vector<AOperation> operations_;
  std::vector<Partition> partitions_;
  // Where indexed: the triples of pair i are triples_[first_triple_[i]] up to first_triple_[i + 1].
  std::vector<std::uint32_t> first_triple_;
  std::vector<std::uint32_t> triples_;
  std::int32_t offset_ = 0;
  std::pair<std::int32_t, std::int32_t> extent_a_;
  std::pair<std::int32_t, std::int32_t> extent_b_{1, 1};
  std::uint64_t size_ = 0;
  bool merged_ = true;
};

}  // namespace rccm
