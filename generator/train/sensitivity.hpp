#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/graph.hpp"
#include "network/multiplier.hpp"

namespace rccm::train {

/// What the images of a measurement come to.
struct Score {
  double loss = 0;  ///< mean cross entropy
  double top1_percent = 0;
};

/// Runs the float network over labelled images. The result does not depend on the threads.
[[nodiscard]] Score score(const network::Network& network, const data::Dataset& images, unsigned threads,
                          std::atomic<std::uint64_t>* progress = nullptr);

/// What one layer costs when it alone is fitted to a multiplier.
struct LayerSensitivity {
  std::string layer;
  double weights = 0;         ///< how many it has
  double macs = 0;            ///< multiply-accumulate operations for one image
  std::vector<Score> scores;  ///< one per multiplier
};

struct Sensitivity {
  Score reference;  ///< of the float network
  std::vector<LayerSensitivity> layers;
};

/// How a sensitivity is measured.
struct SensitivityParams {
  bool per_channel = true;  ///< a scale for each output channel, or for each layer
  unsigned threads = 1;
  std::atomic<std::uint64_t>* progress = nullptr;  ///< counts images: (1 + layers · multipliers) times their number
};

/// Fits the weights of one layer after the other to one multiplier after the other, the rest left as they are, and runs
/// the images through. Layers are the convolutions and linear layers in their order. Batch-norms are folded first, as
/// for integers.
[[nodiscard]] Sensitivity measure_sensitivity(const network::Network& network,
                                              const std::vector<network::Multiplier>& multipliers,
                                              const data::Dataset& images, const SensitivityParams& params = {});

}  // namespace rccm::train
