#pragma once

#include <torch/torch.h>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "network/graph.hpp"
#include "quantize/quantizer.hpp"
#include "train/prepare.hpp"
#include "train/torch_functions.hpp"

namespace rccm::train {

/// What a model rounds; nothing: a float network.
struct ModelRounding {
  std::map<std::size_t, Quantizer> weights;  ///< by the layer's place
  std::optional<RoundingPoints> activations;
  bool learns_steps = true;
  std::optional<double> clip;
};

/// A tensor that training moves.
struct Trained {
  std::string name;  ///< "conv1.weight", "conv1.scales", "relu1.step"
  torch::Tensor value;
  bool decays = false;
  double least = 0;  ///< training keeps it from going below; may be -infinity
};

/// A network as LibTorch trains it.
class Model {
 public:
  Model(const network::Network& network, ModelRounding rounding, unsigned threads);

  /// Is told the output of each layer.
  using Observer = std::function<void(const network::Layer& layer, const torch::Tensor& output)>;

  /// The scores of a batch of preprocessed images. Training uses the batch's statistics and moves the running ones.
  [[nodiscard]] torch::Tensor forward(const torch::Tensor& images, bool is_training, const Observer& observe = {});

  [[nodiscard]] std::vector<Trained>& trained() { return trained_; }
  /// The running statistics, by name.
  [[nodiscard]] std::map<std::string, torch::Tensor>& statistics() { return statistics_; }

  /// The network with the weights that it multiplies by.
  [[nodiscard]] network::Network rounded_network() const;
  /// The steps of activations, as lower() takes them.
  [[nodiscard]] std::map<std::string, double> activation_steps() const;

 private:
  struct LayerTensors {
    torch::Tensor weight;
    torch::Tensor bias;
    torch::Tensor mean;
    torch::Tensor variance;
    torch::Tensor scales;
    torch::Tensor step;
    std::optional<FittedQuantizer> quantizer;
  };

  void add_layer(const network::Layer& layer, std::size_t index);
  [[nodiscard]] torch::Tensor rounded_weight(std::size_t index) const;
  [[nodiscard]] torch::Tensor apply(std::size_t index, const std::vector<torch::Tensor>& inputs, bool is_training);
  [[nodiscard]] torch::Tensor round_output(std::size_t index, const torch::Tensor& output) const;
  [[nodiscard]] const RoundingPoint* point(std::size_t index) const;

  network::Network network_;
  ModelRounding rounding_;
  unsigned threads_;
  std::vector<LayerTensors> layers_;
  torch::Tensor input_step_;
  std::vector<Trained> trained_;
  std::map<std::string, torch::Tensor> statistics_;
};

}  // namespace rccm::train
