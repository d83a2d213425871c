#pragma once

#include "train/trainer.hpp"

namespace rccm::train {

/// Throws Error (kUsage) naming the parameter that is out of bounds and what it may be.
void check_params(const network::Network& network, const TrainingImages& images, const data::Dataset& test,
                  const TrainParams& params);

}  // namespace rccm::train
