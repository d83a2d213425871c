#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "circuit/circuit.hpp"
#include "data/dataset.hpp"
#include "network/graph.hpp"

namespace rccm::network {

/// The values that a layer's output takes on calibration images, counted in equal bins from the least to the greatest.
struct ActivationHistogram {
  static constexpr std::size_t kBins = 4096;
  double low = 0;   ///< at most 0
  double high = 0;  ///< at least 0
  std::vector<std::uint64_t> counts;
};

/// Runs the images through the float network. The last element is that of the input. Counts are exact, so that the
/// result does not depend on the threads. Throws Error (kInput) naming the first layer whose output is not finite.
[[nodiscard]] std::vector<ActivationHistogram> measure_activations(const Network& network, const data::Dataset& images,
                                                                   unsigned threads);

/// The step of least mean squared error with which integers of `range` stand for the values, clipping those beyond. It
/// is sought among 80 from the one that clips nothing down to a tenth of it. Outputs that are all zero have step 1.
[[nodiscard]] double best_step(const ActivationHistogram& histogram, const Range& range);

/// The least step that clips nothing.
[[nodiscard]] double widest_step(const ActivationHistogram& histogram, const Range& range);

}  // namespace rccm::network
