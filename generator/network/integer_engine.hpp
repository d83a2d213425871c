#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "data/dataset.hpp"
#include "network/evaluate.hpp"
#include "network/integer_convolution.hpp"
#include "network/integer_network.hpp"

namespace rccm::network {

/// Runs an integer network exactly as the hardware does. Activations lie pixel after pixel, the channels of a pixel
/// side by side (hwc).
class IntegerEngine {
 public:
  /// Throws Error (kInput) as check_network().
  explicit IntegerEngine(const IntegerNetwork& network);
  ~IntegerEngine();
  IntegerEngine(IntegerEngine&&) noexcept;
  IntegerEngine& operator=(IntegerEngine&&) noexcept;
  IntegerEngine(const IntegerEngine&) = delete;
  IntegerEngine& operator=(const IntegerEngine&) = delete;

  /// What a thread needs to run images; made once, used for one image after another.
  struct Workspace {
    std::vector<std::int32_t> image;                 ///< the quantised input
    std::vector<std::vector<std::int32_t>> outputs;  ///< of each layer, the last one's at the end
    std::vector<std::int64_t> sums;
    IntegerConvolution::Scratch scratch;
  };

  /// Runs one image of pixels, plane after plane, whose number is the input's size.
  void run(std::span<const std::uint8_t> pixels, Workspace& workspace) const;

  [[nodiscard]] const IntegerBounds& bounds() const;

 private:
  struct Plan;
  std::unique_ptr<const Plan> plan_;
};

/// What follows the sums of a layer that multiplies, pixel after pixel: bias, ReLU, factor, rescaling.
void finish(const MultiplyLayer& layer, std::span<const std::int64_t> sums, std::span<std::int32_t> output);

/// Classifies all images as evaluate() does for float networks.
[[nodiscard]] Accuracy evaluate(const IntegerNetwork& network, const data::Dataset& dataset,
                                const EvaluationParams& params = {});

}  // namespace rccm::network
