#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "circuit/circuit.hpp"
#include "network/graph.hpp"
#include "network/multiplier.hpp"

/// Networks of integers, exactly as the hardware computes them (DESIGN section 5, "The integer layer").
namespace rccm::network {

/// How sums become activations again: y = clamp(floor((sum + 2^(shift - 1)) / 2^shift)), where the sum already holds
/// the factors' products.
struct Rescaling {
  int shift = 1;  ///< 1..40
  Range range;    ///< what the activations are clamped to; at most 32 bits wide
};

inline constexpr int kMaxShiftRight = 40;
/// Accumulators of more bits would need products of more than 64 with the factors of 16.
inline constexpr int kMaxAccumulatorBits = 46;

/// The rescaled sum.
[[nodiscard]] inline std::int64_t rescaled(std::int64_t sum, const Rescaling& rescaling) {
  // Shifting right rounds down for negative sums, too (C++20).
  const std::int64_t value = (sum + (std::int64_t{1} << (rescaling.shift - 1))) >> rescaling.shift;
  return value < rescaling.range.low    ? rescaling.range.low
         : value > rescaling.range.high ? rescaling.range.high
                                        : value;
}

/// A convolution or linear layer: acc = bias + sum of coefficient · x, ReLU if asked for, then the rescaled acc ·
/// factor.
struct MultiplyLayer {
  bool is_linear = false;  ///< as files and people call it; it is computed as a convolution of one pixel
  int in_channels = 0;
  int out_channels = 0;
  int groups = 1;
  Window window;
  int multiplier = 0;                ///< index into the network's multipliers
  std::vector<std::uint32_t> words;  ///< stored words: out_channels x in_channels / groups x kernel
  std::vector<std::int64_t> bias;    ///< per output channel, in the accumulator's unit
  std::vector<double> scales;        ///< per output channel: real weight = scale · coefficient
  bool relu = false;
  std::vector<std::uint16_t> factors;  ///< per output channel
  Rescaling rescaling;
};

/// The rescaled a · factors[0] + b · factors[1].
struct IntegerAdd {
  std::array<std::uint16_t, 2> factors{1, 1};
  Rescaling rescaling;
};

/// The rescaled sum of the window · factor, which holds the division, too.
struct IntegerAverage {
  Window window;
  std::uint16_t factor = 1;
  Rescaling rescaling;
};

/// max(x, 0), and at most `limit`.
struct IntegerRelu {
  std::int64_t limit = 0;
};

using IntegerOperation =
    std::variant<MultiplyLayer, IntegerAdd, IntegerAverage, IntegerRelu, MaxPool, Flatten, Subsample>;

struct IntegerLayer {
  std::string name;
  std::vector<int> inputs;  ///< kImage or indices of earlier layers
  IntegerOperation operation;
  double scale = 1;                ///< real activation = scale · integer
  std::vector<std::string> fuses;  ///< the float network's layers behind the one of this name that it computes as well
};

/// How pixels become the first layer's input: x = clamp(floor((pixel · factor + term + 2^(shift - 1)) / 2^shift)).
struct InputQuantiser {
  std::vector<std::int64_t> factors;  ///< per channel, as terms; magnitudes below 2^40
  std::vector<std::int64_t> terms;
  Rescaling rescaling;
  double scale = 1;  ///< real input = scale · integer
};

/// A network of integers. Its output is that of the last layer.
struct IntegerNetwork {
  std::string name;
  Shape input;
  InputQuantiser quantiser;
  std::vector<Multiplier> multipliers;
  std::vector<IntegerLayer> layers;
};

/// The float operation of the same shape, without weights.
[[nodiscard]] Operation shape_of(const IntegerOperation& operation);

/// What a network's values can be.
struct IntegerBounds {
  std::vector<Shape> shapes;
  std::vector<Range> values;        ///< of each layer's output
  std::vector<Range> accumulators;  ///< of the layers that sum, whatever their weights are: from shape, table and bias
};

/// Throws Error (kInput) naming `where`, the layer and the remedy for all that float networks are refused for, for
/// tensors of another size, words that the multiplier does not have, shifts and ranges out of bounds, and accumulators
/// above kMaxAccumulatorBits.
[[nodiscard]] IntegerBounds check_network(const IntegerNetwork& network, const std::string& where);

/// The accumulator's range of a layer that multiplies, over all weights that its multiplier has and all inputs.
[[nodiscard]] Range accumulator_range(const MultiplyLayer& layer, const Multiplier& multiplier, const Range& input);

}  // namespace rccm::network
