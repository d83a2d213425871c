#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "search/native_space.hpp"

namespace rccm {

/// A cell that is to compute given values, with wiring and functions open.
///
/// Its inputs are x and, where `over_cell` is set, the value u of one earlier cell, shifted left by 0..max_shift. What
/// the earlier cell computes is open as well: the cover says which values it must take.
struct CoverProblem {
  CellShape shape;
  int max_shift = 3;
  bool over_cell = false;
  bool signless = false;             ///< a value or its negative will do
  std::vector<std::int32_t> values;  ///< what u may be, ascending
  std::size_t most_values = 0;       ///< how many of them the earlier cell can have
};

/// alpha · u + beta
struct CoverLine {
  std::int32_t alpha = 0;
  std::int32_t beta = 0;
  auto operator<=>(const CoverLine&) const = default;
};

/// What one select value can add; of a paired cell, what two can that share g.
struct CoverOption {
  /// 0 for nothing, otherwise 1 + literal, negated for a subtraction. Literals are the shifts of x, then those of u.
  std::int16_t f = 0;
  std::int16_t g = 0;
  std::uint32_t pins = 0;  ///< literals that need a data pin, as a mask
  int ungated = -1;        ///< the literal on a gated cell's ungated pin
  int price = 0;           ///< negations and addends: of options that do the same, the one of least price is kept
  std::array<CoverLine, 2> lines{};
  int line_count = 1;
};

/// Options that reach all targets, and the values of u with which they do.
struct Cover {
  std::vector<const CoverOption*> options;
  std::vector<std::int32_t> values;  ///< ascending
};

/// What a search of covers may do and has done. A search that ran out of nodes has not seen all covers.
struct CoverBudget {
  std::uint64_t nodes = 0;        ///< left
  std::function<bool()> is_over;  ///< asked now and then; may be empty
  bool ran_out = false;
};

/// One of several parts of a search.
struct CoverPart {
  std::size_t index = 0;
  std::size_t count = 1;
};

/// All ways to reach targets, by branching on the first one that is not reached yet: whatever circuit has all targets,
/// what it needs for them is among the covers.
class CoverSearch {
 public:
  explicit CoverSearch(CoverProblem problem);

  /// Visits covers of distinct targets until `visit` returns false. `may_lead_on` is asked of what has been chosen so
  /// far; where it says no, nothing is added to that. Covers are divided into parts by how they reach the first target.
  void run(const std::vector<std::int32_t>& targets, CoverBudget& budget,
           const std::function<bool(const Cover&)>& visit, const std::function<bool(const Cover&)>& may_lead_on = {},
           const CoverPart& part = {});

  /// The input behind a literal: its source is kSourceX or 0.
  [[nodiscard]] Input input(int literal) const;

 private:
  // One way to reach a target: with an option and, unless the option's line is constant, a value of u.
  struct Way {
    std::size_t option = 0;
    std::optional<std::int32_t> value;
  };

  void collect_options();
  void add_option(CoverOption option);
  [[nodiscard]] CoverLine line_of(int term) const;
  void collect_ways();
  void order_targets();
  bool descend();
  bool take(const Way& way);
  [[nodiscard]] bool is_reached(std::int32_t target) const;

  CoverProblem problem_;
  std::size_t most_options_ = 0;
  std::vector<CoverOption> options_;
  std::vector<std::int32_t> targets_;
  std::vector<std::vector<Way>> ways_;  // by target
  Cover cover_;
  std::uint32_t pins_ = 0;  // of the cover's options, as is ungated_
  int ungated_ = -1;
  CoverBudget* budget_ = nullptr;
  const std::function<bool(const Cover&)>* visit_ = nullptr;
  const std::function<bool(const Cover&)>* may_lead_on_ = nullptr;
};

/// The values that a cell over x can compute for one select value: 0, ±2^a, 2^a ± 2^b.
[[nodiscard]] std::vector<std::int32_t> values_over_x(int max_shift);

}  // namespace rccm
