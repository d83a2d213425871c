#pragma once

#include <string>

#include "train/trainer.hpp"

namespace rccm::train {

/// What a training is started with, as text: the settings readable, network and images as a hash. Trainings of the same
/// identity give the same result.
[[nodiscard]] std::string identity(const network::Network& network, const TrainingImages& images,
                                   const data::Dataset& test, const TrainParams& params);

}  // namespace rccm::train
