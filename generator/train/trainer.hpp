#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/graph.hpp"
#include "network/integer_network.hpp"
#include "network/lower.hpp"
#include "train/augment.hpp"
#include "train/log.hpp"
#include "train/schedule.hpp"
#include "train/training_images.hpp"
#include "train/weight_scheme.hpp"

/// Training with quantised weights and activations in the forward pass (optional component, needs LibTorch).
namespace rccm::train {

/// How a network is trained.
struct TrainParams {
  /// What weights are rounded to: the first is for all convolutions and linear layers that have no other. None: real
  /// numbers throughout.
  std::vector<WeightScheme> schemes;
  std::map<std::string, int> layer_schemes;  ///< by the layer's name: an index into schemes
  bool per_channel = true;                   ///< a learned scale for each output channel, or one for each layer
  /// Widths of activations and factors, as rccm::network::lower() takes them; its multipliers are those of `schemes`.
  network::LoweringParams lowering;
  bool quantises_activations = true;
  bool learns_steps = true;              ///< whether training moves the steps of activations, or calibration has them
  std::size_t calibration_images = 512;  ///< the first of the training images

  int epochs = 1;
  int batch = 128;  ///< images a step
  double rate = 0.01;
  Schedule schedule;
  double momentum = 0.9;
  double decay = 1e-4;         ///< of the weights of convolutions and linear layers
  std::optional<double> clip;  ///< M: weights are kept within -M..M, and the gradient passes all of these
  double sparsity = 0;         ///< 0..1: the part of each layer's weights, the least ones, that are and stay zero
  double distillation = 0;     ///< 0..1: how much of the loss compares with the given network's own scores
  Augmentation augmentation;
  std::uint64_t seed = 1;
  unsigned threads = 1;  ///< the result depends on them: sums are split
};

/// What happens beside the result.
struct TrainHooks {
  std::atomic<std::uint64_t>* progress = nullptr;     ///< counts training images
  std::function<void(const EpochRow&)> after_epoch;   ///< called for those of a continued training, too
  std::function<void(const std::string&)> on_notice;  ///< a line for the user, such as where a training goes on
  std::filesystem::path checkpoint;  ///< written after each epoch and continued from where it is there; empty: none
};

struct TrainResult {
  network::Network network;  ///< with the weights that the layers really multiply by: scale · coefficient
  std::optional<network::IntegerNetwork> integers;  ///< where weights and activations are quantised
  std::vector<EpochRow> epochs;
};

/// Whether this build can train.
[[nodiscard]] bool can_train();

/// Trains the network, from its weights or from random ones where it has none, on labelled images; `test` may be empty.
/// The same input gives the same result for the same number of threads, whether or not it was interrupted in between.
/// Throws Error: kMissingTool where the build has no LibTorch; kUsage for parameters out of bounds; kInput naming epoch
/// and layer where the loss is no longer finite, and for a checkpoint of another training.
[[nodiscard]] TrainResult train(const network::Network& network, const TrainingImages& images,
                                const data::Dataset& test, const TrainParams& params, const TrainHooks& hooks = {});

}  // namespace rccm::train
