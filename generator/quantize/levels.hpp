#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "circuit/coefficient_set.hpp"

namespace rccm {

/// The unscaled values that a quantiser rounds to, ascending: the coefficients of a circuit, the integers of a range,
/// or any real numbers. A quantised value is scale · level (+ offset).
class Levels {
 public:
  /// Every integer in low..high, of which there are at most 2^32.
  [[nodiscard]] static Levels range(std::int64_t low, std::int64_t high);
  /// The integers of a set, at least one.
  [[nodiscard]] static Levels of_set(CoefficientSet set);
  /// Real numbers, ascending and distinct, at least one.
  [[nodiscard]] static Levels of_reals(std::vector<double> values);

  [[nodiscard]] std::uint64_t count() const;
  /// The level of an index in 0..count - 1.
  [[nodiscard]] double operator[](std::uint64_t index) const;
  [[nodiscard]] double lowest() const { return (*this)[0]; }
  [[nodiscard]] double highest() const { return (*this)[count() - 1]; }
  /// The greatest magnitude of a level.
  [[nodiscard]] double top() const;
  /// The index of the level nearest to an unscaled value, which may be infinite. Of two that are equally near the one
  /// of smaller magnitude; of a level and its negative the positive one.
  [[nodiscard]] std::uint32_t nearest(double value) const;
  /// Whether every level is an integer, as hardware with coefficients or integer activations needs it.
  [[nodiscard]] bool are_integers() const { return values_.empty(); }
  /// Whether the levels are all integers of a range.
  [[nodiscard]] bool is_range() const { return values_.empty() && set_.empty(); }
  /// The levels as coefficients; nothing where they are not integers or more than 2^20.
  [[nodiscard]] std::optional<CoefficientSet> coefficients() const;

  bool operator==(const Levels&) const = default;

 private:
  Levels() = default;

  std::int64_t low_ = 0;  // of a range: the other two are empty
  std::int64_t high_ = 0;
  CoefficientSet set_;
  std::vector<double> values_;
};

/// Whether a value goes to the upper of two neighbouring levels that a threshold separates. A value at the threshold
/// goes to the level of smaller magnitude, of a level and its negative to the positive one.
[[nodiscard]] bool is_above(double value, double threshold, double lower_level, double upper_level);

}  // namespace rccm
