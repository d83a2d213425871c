#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "circuit/circuit.hpp"
#include "network/convolution.hpp"

namespace rccm::network {

/// Exact sums of coefficient · x. Where inputs and coefficients fit 16 bits and no channel's sum can leave 32 bits,
/// pairs of products are added 32 bits wide; anything else is computed 64 bits wide.
class IntegerConvolution {
 public:
  /// `coefficients` is out_channels x in_channels / groups x kernel; `input` is what the inputs can be.
  IntegerConvolution(const ConvolutionWalk& walk, std::span<const std::int64_t> coefficients, const Range& input);

  /// What run() needs besides; made once for any number of convolutions.
  struct Scratch {
    std::vector<std::int16_t> narrow;
    std::vector<std::int32_t> wide;
  };

  /// `input` and `sums` are hwc.
  void run(std::span<const std::int32_t> input, std::span<std::int64_t> sums, Scratch& scratch) const;

  [[nodiscard]] bool is_narrow() const { return is_narrow_; }

 private:
  void pack_narrow(std::span<const std::int64_t> coefficients);
  void pack_wide(std::span<const std::int64_t> coefficients);
  void run_narrow(std::span<std::int64_t> sums, const std::vector<std::int16_t>& padded) const;
  void run_wide(std::span<std::int64_t> sums, const std::vector<std::int32_t>& padded) const;

  ConvolutionWalk walk_;
  bool is_narrow_ = false;
  // Per group and block: run after run. Narrow: pairs of elements, of each the kBlock output channels side by side.
  // Wide: element after element, kBlock channels each. Depthwise: tap after tap, all channels.
  std::vector<std::int16_t> narrow_;
  std::vector<std::int32_t> wide_;
};

/// Whether a convolution of these coefficients can be computed with 16-bit factors and 32-bit sums.
[[nodiscard]] bool fits_narrow(std::span<const std::int64_t> coefficients, std::size_t channels, const Range& input);

}  // namespace rccm::network
