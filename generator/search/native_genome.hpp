#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "circuit/circuit.hpp"
#include "search/native_space.hpp"
#include "support/random.hpp"

namespace rccm {

/// A circuit of the native space in a form that is cheap to copy, change and evaluate.
struct NativeGenome {
  static constexpr int kMaxCells = 3;
  static constexpr int kMaxInputs = 5;  ///< data pins, the ungated input of a gated cell being the last
  static constexpr int kMaxFunctions = 16;

  /// 0 for nothing, otherwise 1 + 2 · input + (1 if negated).
  using Addend = std::uint8_t;

  struct Gene {
    CellShape shape;
    std::array<std::int16_t, kMaxInputs> source{};
    std::array<std::int16_t, kMaxInputs> shift{};
    std::array<Addend, kMaxFunctions> f{};
    std::array<Addend, kMaxFunctions> g{};  ///< of a paired cell only the lower half counts

    [[nodiscard]] int inputs() const { return shape.data_inputs() + (shape.mode == Mode::kGated ? 1 : 0); }
    [[nodiscard]] int functions() const { return 1 << shape.select_bits; }
    /// The addend g for a select value: that of a paired cell does not depend on the top select bit.
    [[nodiscard]] Addend g_of(int select) const {
      return g[static_cast<std::size_t>(shape.mode == Mode::kPaired ? select & (functions() / 2 - 1) : select)];
    }
    bool operator==(const Gene&) const = default;
  };

  std::array<Gene, kMaxCells> genes{};
  int cells = 0;
  bool signless = false;
  int consumer_shift = 0;
  int max_shift = 6;
  int max_consumer_shift = 3;
};

/// Width of a stored weight.
[[nodiscard]] int stored_bits(const NativeGenome& genome);

/// A random circuit of a shape.
[[nodiscard]] NativeGenome random_genome(const NativeShape& shape, const NativeSpace& space, Random& random);

/// Changes one function, shift, source or the consumer's shift.
void mutate(NativeGenome& genome, Random& random);

/// What the search needs of a genome, recomputed in place.
struct NativeValues {
  std::array<std::array<std::int32_t, 256>, NativeGenome::kMaxCells> tables;  ///< [cell][code]
  int codes = 0;
  std::vector<std::int32_t> levels;  ///< ascending: what a weight can become; magnitudes of a signless circuit
};

/// Greatest coefficient that the search looks at.
inline constexpr std::int32_t kMaxNativeCoefficient = 2047;

/// False if a cell feeds nothing or a coefficient is beyond the bound.
[[nodiscard]] bool evaluate(const NativeGenome& genome, NativeValues& values);

/// Whether a shift that all of a product has in common counts.
enum class ProductScale {
  kFree,   ///< it is dropped: the scale of the weights absorbs it
  kExact,  ///< it is kept
};

/// The circuit without data inputs that no function uses. Its name is that of its set.
[[nodiscard]] Circuit to_circuit(const NativeGenome& given_genome, int input_bits, bool input_signed,
                                 ProductScale scale = ProductScale::kFree);

}  // namespace rccm
