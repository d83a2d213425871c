#include "train/sensitivity.hpp"

#include <algorithm>
#include <cmath>

#include "network/evaluate.hpp"
#include "network/float_engine.hpp"
#include "network/fold.hpp"
#include "network/image_batches.hpp"
#include "network/weight_fit.hpp"
#include "support/error.hpp"

namespace rccm::train {
namespace {

/// -log of the probability that the scores give to a label.
double cross_entropy(const std::vector<float>& scores, std::size_t label) {
  const double highest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (const float value : scores) sum += std::exp(static_cast<double>(value) - highest);
  return highest + std::log(sum) - static_cast<double>(scores[label]);
}

struct Weights {
  std::vector<float>* values = nullptr;
  std::size_t channels = 0;
  double macs = 0;
};

/// The weights of a layer that multiplies; nothing of others.
Weights weights_of(network::Operation& operation, const network::Shape& output) {
  if (auto* conv = std::get_if<network::Conv2d>(&operation)) {
    const double pixels = static_cast<double>(output.height) * output.width;
    return {&conv->weight, static_cast<std::size_t>(conv->out_channels),
            pixels * static_cast<double>(conv->weight.size())};
  }
  if (auto* linear = std::get_if<network::Linear>(&operation)) {
    return {&linear->weight, static_cast<std::size_t>(linear->out_features),
            static_cast<double>(linear->weight.size())};
  }
  return {};
}

}  // namespace

Score score(const network::Network& network, const data::Dataset& images, unsigned threads,
            std::atomic<std::uint64_t>* progress) {
  const network::FloatEngine engine(network);
  network::check_dataset(network.name, network.input, engine.shapes().back(), images);
  std::vector<double> losses(images.size());
  std::vector<std::uint8_t> is_right(images.size());
  network::for_each_batch(images.size(), threads, [&](std::size_t begin, std::size_t end) {
    network::FloatEngine::Workspace workspace;
    for (std::size_t i = begin; i < end; ++i) {
      engine.run(images.image(i), workspace);
      const std::vector<float>& scores = workspace.outputs.back();
      losses[i] = cross_entropy(scores, images.labels[i]);
      const std::vector<double> wide(scores.begin(), scores.end());
      is_right[i] = network::rank_of(wide, images.labels[i]) == 0 ? 1 : 0;
    }
    if (progress != nullptr) progress->fetch_add(end - begin, std::memory_order_relaxed);
  });
  Score result;
  for (std::size_t i = 0; i < images.size(); ++i) {
    result.loss += losses[i];
    result.top1_percent += 100.0 * is_right[i];
  }
  result.loss /= static_cast<double>(images.size());
  result.top1_percent /= static_cast<double>(images.size());
  return result;
}

Sensitivity measure_sensitivity(const network::Network& network, const std::vector<network::Multiplier>& multipliers,
                                const data::Dataset& images, const SensitivityParams& params) {
  if (images.size() == 0) throw usage_error("no images to measure the layers' sensitivity with: name some");
  network::Network folded = network::fold_batch_norms(network);
  const std::vector<network::Shape> shapes = network::infer_shapes(folded, folded.name);
  Sensitivity result{score(folded, images, params.threads, params.progress), {}};
  for (std::size_t i = 0; i < folded.layers.size(); ++i) {
    network::Layer& layer = folded.layers[i];
    const Weights weights = weights_of(layer.operation, shapes[i]);
    if (weights.values == nullptr) continue;
    LayerSensitivity sensitivity{layer.name, static_cast<double>(weights.values->size()), weights.macs, {}};
    const std::vector<float> original = *weights.values;
    for (const network::Multiplier& multiplier : multipliers) {
      const network::WeightFit fit =
          network::fit_weights(original, weights.channels, network::coefficient_set(multiplier),
                               {params.per_channel, params.threads}, "layer '" + layer.name + "'");
      const std::size_t row = original.size() / weights.channels;
      for (std::size_t w = 0; w < original.size(); ++w) {
        (*weights.values)[w] = static_cast<float>(fit.scales[w / row] * static_cast<double>(fit.coefficients[w]));
      }
      sensitivity.scores.push_back(score(folded, images, params.threads, params.progress));
    }
    *weights.values = original;
    result.layers.push_back(std::move(sensitivity));
  }
  return result;
}

}  // namespace rccm::train
