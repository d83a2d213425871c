#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "network/graph.hpp"

namespace rccm::network {

/// The forward pass of a float network: the reference that integer networks are measured against. Activations lie
/// pixel after pixel, the channels of a pixel side by side (hwc). The same image gives the same bits on any thread.
class FloatEngine {
 public:
  /// The network must have all its weights. It is copied as far as it is needed.
  explicit FloatEngine(const Network& network);
  ~FloatEngine();
  FloatEngine(FloatEngine&&) noexcept;
  FloatEngine& operator=(FloatEngine&&) noexcept;
  FloatEngine(const FloatEngine&) = delete;
  FloatEngine& operator=(const FloatEngine&) = delete;

  /// What a thread needs to run images; made once, used for one image after another.
  struct Workspace {
    std::vector<float> image;
    std::vector<std::vector<float>> outputs;  ///< of each layer, the last one's at the end
    std::vector<float> padded;
  };

  /// Runs one image of pixels, plane after plane, whose number is the input's size. Throws as require_finite() where
  /// the last layer's output is not finite.
  void run(std::span<const std::uint8_t> pixels, Workspace& workspace) const;

  /// Throws Error (kInput) naming the first layer whose output is NaN or infinite.
  void require_finite(const Workspace& workspace) const;

  [[nodiscard]] const std::vector<Shape>& shapes() const;

 private:
  struct Plan;
  std::unique_ptr<const Plan> plan_;
};

/// The pixels of an image, plane after plane, as the network's input, hwc.
void normalise(std::span<const std::uint8_t> pixels, const Shape& shape, const Preprocessing& preprocessing,
               std::vector<float>& input);

}  // namespace rccm::network
