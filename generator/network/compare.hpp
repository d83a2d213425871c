#pragma once

#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/graph.hpp"
#include "network/integer_network.hpp"

namespace rccm::network {

/// How near an integer layer comes to the float layer whose output it stands for.
struct LayerFidelity {
  std::string layer;       ///< of the integer network
  std::string stands_for;  ///< of the float network
  double snr_db = 0;       ///< power of the float output over that of the difference; infinite where there is none
};

/// Runs the images through both networks and compares layer by layer. The result does not depend on the threads. Throws
/// Error (kInput) where the float network lacks a layer that the integer network names, or where shapes differ.
[[nodiscard]] std::vector<LayerFidelity> compare_layers(const Network& reference, const IntegerNetwork& network,
                                                        const data::Dataset& images, unsigned threads);

}  // namespace rccm::network
