#include "train/check_params.hpp"

#include <algorithm>

#include "network/evaluate.hpp"
#include "support/error.hpp"

namespace rccm::train {
namespace {

void require(bool is_good, const std::string& message) {
  if (!is_good) throw usage_error(message);
}

bool has_weights_to_round(const network::Network& network, const std::string& name) {
  return std::any_of(network.layers.begin(), network.layers.end(), [&](const network::Layer& layer) {
    return layer.name == name && (std::holds_alternative<network::Conv2d>(layer.operation) ||
                                  std::holds_alternative<network::Linear>(layer.operation));
  });
}

}  // namespace

void check_params(const network::Network& network, const TrainingImages& images, const data::Dataset& test,
                  const TrainParams& params) {
  require(params.epochs >= 0, "epochs: must be 0 or more");
  require(params.batch >= 1, "batch: must be 1 image or more");
  require(params.rate > 0, "rate: must be above 0");
  require(params.momentum >= 0 && params.momentum < 1, "momentum: must be in 0..1, below 1");
  require(params.decay >= 0, "decay: must be 0 or more");
  require(!params.clip || *params.clip > 0, "clip: must be above 0");
  require(params.sparsity >= 0 && params.sparsity < 1, "sparsity: must be in 0..1, below 1");
  for (const WeightScheme& scheme : params.schemes) {
    require(params.sparsity == 0 || network::stored_words(scheme.multiplier).contains(0),
            "sparsity: " + scheme.multiplier.name + " has no zero for the weights that are removed: leave it out");
  }
  require(params.distillation >= 0 && params.distillation <= 1, "distillation: must be in 0..1");
  require(params.schedule.warm_up >= 0 && params.schedule.warm_up < 1, "warm-up: must be in 0..1, below 1");
  const data::Dataset form = images.first(0, 1);
  require(params.augmentation.shift >= 0 && params.augmentation.shift < std::min(form.height, form.width),
          "shift: must be 0 or more and less than the image");
  require(images.size() > 0, "no images to train on: name some");
  for (const auto& [name, index] : params.layer_schemes) {
    require(has_weights_to_round(network, name),
            "network '" + network.name + "' has no convolution or linear layer '" + name + "'");
    require(index >= 0 && static_cast<std::size_t>(index) < params.schemes.size(),
            "layer '" + name + "': no scheme " + std::to_string(index));
  }
  const network::Shape output = network::infer_shapes(network, network.name).back();
  network::check_dataset(network.name, network.input, output, form);
  if (test.size() > 0) network::check_dataset(network.name, network.input, output, test);
}

}  // namespace rccm::train
