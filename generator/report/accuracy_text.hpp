#pragma once

#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "network/compare.hpp"
#include "network/evaluate.hpp"
#include "network/weight_sizes.hpp"

namespace rccm::report {

/// The result of an evaluation.
struct AccuracyReport {
  std::string network;
  bool is_integer = false;
  network::Accuracy accuracy;
  std::vector<network::LayerFidelity> layers;  ///< empty where the network was not compared with a float one
  std::vector<network::LayerWeights> weights;  ///< of an integer network
};

/// For people: the places in per cent, a table of classes, of layers compared, and of what weights take.
[[nodiscard]] std::string accuracy_text(const AccuracyReport& report);

/// The "rccm.accuracy/1" form. A layer without any difference has an SNR of null.
[[nodiscard]] Json to_json(const AccuracyReport& report);

}  // namespace rccm::report
