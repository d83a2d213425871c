#pragma once

#include <span>
#include <vector>

#include "network/convolution.hpp"

namespace rccm::network {

/// A convolution of floats, its weights laid out for the processor's vectors. Each output is summed in one order.
class FloatConvolution {
 public:
  /// `weight` is out_channels x in_channels / groups x kernel; `bias` one per output channel, or empty.
  FloatConvolution(const ConvolutionWalk& walk, std::span<const float> weight, std::span<const float> bias);

  /// `input` and `output` are hwc; `padded` is scratch.
  void run(std::span<const float> input, std::span<float> output, std::vector<float>& padded) const;

 private:
  void run_depthwise(std::span<float> output, const std::vector<float>& padded) const;
  void run_blocks(std::span<float> output, const std::vector<float>& padded) const;

  ConvolutionWalk walk_;
  std::vector<float> weight_;  // per group and block: run after run, element after element, kBlock output channels each
  std::vector<float> bias_;
};

}  // namespace rccm::network
