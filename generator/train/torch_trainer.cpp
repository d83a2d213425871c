#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "network/float_engine.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"
#include "train/check_params.hpp"
#include "train/checkpoint.hpp"
#include "train/identity.hpp"
#include "train/prepare.hpp"
#include "train/torch_model.hpp"
#include "train/trainer.hpp"

namespace rccm::train {
namespace {

using torch::Tensor;

/// Images as the network takes them, and their labels.
struct Batch {
  Tensor images;
  Tensor labels;
};

/// Calls write(index in the batch, pixels) for the pixels of each image, then preprocesses them.
template <typename Write>
Batch make_batch(const network::Network& network, std::span<const data::Label> labels, unsigned threads,
                 const Write& write) {
  const network::Shape& shape = network.input;
  const auto count = static_cast<std::int64_t>(labels.size());
  Batch batch{
      torch::empty({count, shape.channels, shape.height, shape.width}, torch::kFloat32, at::MemoryFormat::ChannelsLast),
      torch::empty({count}, torch::kInt64)};
  float* const images = batch.images.data_ptr<float>();
  std::copy(labels.begin(), labels.end(), batch.labels.data_ptr<std::int64_t>());
  parallel_for(labels.size(), threads, [&](std::uint64_t i) {
    std::vector<std::uint8_t> pixels(shape.size());
    std::vector<float> input;
    write(static_cast<std::size_t>(i), std::span(pixels));
    network::normalise(pixels, shape, network.preprocessing, input);
    std::copy(input.begin(), input.end(), images + i * shape.size());
  });
  return batch;
}

std::uint64_t count_correct(const Tensor& scores, const Tensor& labels) {
  return static_cast<std::uint64_t>(scores.argmax(1).eq(labels).sum().item<std::int64_t>());
}

double percent(std::uint64_t part, std::size_t whole) {
  return 100 * static_cast<double>(part) / static_cast<double>(whole);
}

SavedTensor saved(const Tensor& tensor) {
  std::vector<std::uint64_t> shape;
  for (const std::int64_t extent : tensor.sizes()) shape.push_back(static_cast<std::uint64_t>(extent));
  return {std::move(shape), to_doubles(tensor)};
}

Tensor to_tensor(const PruningMask& mask, const Tensor& like) {
  return torch::tensor(at::ArrayRef<std::uint8_t>(mask), torch::kUInt8).reshape(like.sizes()).to(like.dtype());
}

void restore(const Tensor& tensor, const SavedTensor& from) {
  const torch::NoGradGuard no_gradient;
  tensor.copy_(torch::tensor(at::ArrayRef<double>(from.values), torch::kFloat64).reshape(tensor.sizes()));
}

/// The learning state of one training.
class Training {
 public:
  Training(const network::Network& network, const TrainingImages& images, const data::Dataset& test,
           const TrainParams& params, const TrainHooks& hooks)
      : network_(prepared(network, params)), images_(images), test_(test), params_(params), hooks_(hooks) {
    calibration_ = images.first(params.calibration_images, params.threads);
    if (params.distillation > 0) teacher_.emplace(network_, ModelRounding{}, params.threads);
    std::map<std::string, PruningMask> masks;
    if (params.sparsity > 0) masks = prune(network_, params.sparsity);
    model_.emplace(network_, rounding(), params.threads);
    for (const Trained& trained : model_->trained()) {
      momenta_.push_back(torch::zeros_like(trained.value));
      const auto mask = masks.find(trained.name);
      masks_.push_back(mask == masks.end() ? Tensor() : to_tensor(mask->second, trained.value));
    }
  }

  TrainResult run() {
    const std::string own = identity(network_, images_, test_, params_);
    if (!hooks_.checkpoint.empty() && std::filesystem::exists(hooks_.checkpoint)) resume(own);
    while (epochs_.size() < static_cast<std::size_t>(params_.epochs)) {
      run_epoch(static_cast<int>(epochs_.size()) + 1);
      if (!hooks_.checkpoint.empty()) save(own);
      if (hooks_.after_epoch) hooks_.after_epoch(epochs_.back());
    }
    TrainResult result{model_->rounded_network(), std::nullopt, epochs_};
    if (!params_.schemes.empty() && params_.quantises_activations) {
      network::LoweringParams lowering = lowering_params();
      lowering.activation_steps = model_->activation_steps();
      lowering.per_channel = true;  // a folded batch-norm scales each channel for itself, and it costs nothing
      result.integers = network::lower(result.network, calibration_, lowering);
    }
    return result;
  }

 private:
  static network::Network prepared(network::Network network, const TrainParams& params) {
    initialise(network, params.seed);
    if (!params.schemes.empty()) make_factors_positive(network);
    return network;
  }

  [[nodiscard]] network::LoweringParams lowering_params() const {
    network::LoweringParams lowering = params_.lowering;
    lowering.threads = params_.threads;
    lowering.multipliers.clear();
    for (const WeightScheme& scheme : params_.schemes) lowering.multipliers.push_back(scheme.multiplier);
    lowering.layer_multipliers = params_.layer_schemes;
    return lowering;
  }

  [[nodiscard]] ModelRounding rounding() const {
    ModelRounding rounding;
    rounding.learns_steps = params_.learns_steps;
    rounding.clip = params_.clip;
    if (params_.schemes.empty()) return rounding;
    for (std::size_t i = 0; i < network_.layers.size(); ++i) {
      const network::Layer& layer = network_.layers[i];
      if (!std::holds_alternative<network::Conv2d>(layer.operation) &&
          !std::holds_alternative<network::Linear>(layer.operation)) {
        continue;
      }
      const auto own = params_.layer_schemes.find(layer.name);
      const int scheme = own == params_.layer_schemes.end() ? 0 : own->second;
      rounding.weights[i] = params_.schemes[static_cast<std::size_t>(scheme)].quantizer;
      if (params_.per_channel) rounding.weights[i].granularity = Granularity::kChannel;
    }
    if (params_.quantises_activations) {
      rounding.activations = rounding_points(network_, network::lower(network_, calibration_, lowering_params()));
    }
    return rounding;
  }

  void run_epoch(int epoch) {
    const std::vector<std::size_t> order = epoch_order(images_.size(), params_.seed, epoch);
    const auto batch = static_cast<std::size_t>(params_.batch);
    const std::uint64_t steps = (order.size() + batch - 1) / batch;
    double loss = 0;
    std::uint64_t correct = 0;
    double rate = 0;
    for (std::uint64_t step = 0; step < steps; ++step) {
      const std::size_t begin = static_cast<std::size_t>(step) * batch;
      const std::span indices = std::span(order).subspan(begin, std::min(batch, order.size() - begin));
      rate = params_.rate * rate_factor(params_.schedule, static_cast<std::uint64_t>(epoch - 1) * steps + step,
                                        static_cast<std::uint64_t>(params_.epochs) * steps);
      const Batch shown = training_batch(indices, epoch);
      const auto [step_loss, step_correct] = descend(shown, rate, epoch);
      loss += step_loss * static_cast<double>(indices.size());
      correct += step_correct;
      if (hooks_.progress != nullptr) hooks_.progress->fetch_add(indices.size(), std::memory_order_relaxed);
    }
    EpochRow row{epoch, rate, loss / static_cast<double>(order.size()), percent(correct, order.size()), std::nullopt};
    if (test_.size() > 0) row.test_percent = test_percent();
    epochs_.push_back(row);
  }

  [[nodiscard]] Batch training_batch(std::span<const std::size_t> indices, int epoch) const {
    std::vector<data::Label> labels;
    for (const std::size_t index : indices) labels.push_back(images_.labels()[index]);
    return make_batch(network_, labels, params_.threads, [&](std::size_t i, std::span<std::uint8_t> pixels) {
      images_.show(indices[i], params_.augmentation, params_.seed, epoch, pixels);
    });
  }

  std::pair<double, std::uint64_t> descend(const Batch& batch, double rate, int epoch) {
    for (const Trained& trained : model_->trained()) trained.value.mutable_grad().reset();
    const Tensor scores = model_->forward(batch.images, true);
    const Tensor logarithms = torch::log_softmax(scores, 1);
    Tensor loss = torch::nll_loss(logarithms, batch.labels);
    if (teacher_) {
      const torch::NoGradGuard no_gradient;
      taught_ = torch::softmax(teacher_->forward(batch.images, false), 1);
    }
    if (teacher_) {
      const Tensor imitation = -(taught_ * logarithms).sum(1).mean();
      loss = loss * (1 - params_.distillation) + imitation * params_.distillation;
    }
    const double value = loss.item<double>();
    if (!std::isfinite(value)) refuse_loss(batch, epoch);
    loss.backward();
    move(rate);
    return {value, count_correct(scores, batch.labels)};
  }

  /// One step of gradient descent with momentum.
  void move(double rate) {
    const torch::NoGradGuard no_gradient;
    for (std::size_t i = 0; i < momenta_.size(); ++i) {
      Trained& trained = model_->trained()[i];
      if (!trained.value.grad().defined()) continue;
      Tensor& momentum = momenta_[i];
      momentum.mul_(params_.momentum).add_(trained.value.grad());
      if (trained.decays) momentum.add_(trained.value, params_.decay);
      trained.value.sub_(momentum, rate);
      if (masks_[i].defined()) trained.value.mul_(masks_[i]);
      if (trained.decays && params_.clip) trained.value.clamp_(-*params_.clip, *params_.clip);
      if (std::isfinite(trained.least)) trained.value.clamp_min_(trained.least);
    }
  }

  [[noreturn]] void refuse_loss(const Batch& batch, int epoch) {
    const torch::NoGradGuard no_gradient;
    std::string culprit;
    static_cast<void>(model_->forward(batch.images, true, [&](const network::Layer& layer, const Tensor& output) {
      if (culprit.empty() && !torch::isfinite(output).all().item<bool>()) culprit = layer.name;
    }));
    if (culprit.empty()) culprit = network_.layers.back().name;
    throw input_error("network '" + network_.name + "', epoch " + std::to_string(epoch) +
                      ": the loss is no longer a number; layer '" + culprit +
                      "' is the first whose output is not: train with a smaller rate");
  }

  [[nodiscard]] double test_percent() {
    const torch::NoGradGuard no_gradient;
    constexpr std::size_t kImages = 250;
    std::uint64_t correct = 0;
    for (std::size_t begin = 0; begin < test_.size(); begin += kImages) {
      const std::size_t count = std::min(kImages, test_.size() - begin);
      const Batch batch = make_batch(network_, std::span(test_.labels).subspan(begin, count), params_.threads,
                                     [&](std::size_t i, std::span<std::uint8_t> pixels) {
                                       const auto image = test_.image(begin + i);
                                       std::copy(image.begin(), image.end(), pixels.begin());
                                     });
      correct += count_correct(model_->forward(batch.images, false), batch.labels);
    }
    return percent(correct, test_.size());
  }

  /// Calls visit(name, tensor) for all that a training moves.
  template <typename Visit>
  void for_each_tensor(const Visit& visit) {
    for (std::size_t i = 0; i < momenta_.size(); ++i) {
      const Trained& trained = model_->trained()[i];
      visit(trained.name, trained.value);
      visit(trained.name + ".momentum", momenta_[i]);
    }
    for (const auto& [name, tensor] : model_->statistics()) visit(name, tensor);
  }

  void save(const std::string& own) {
    Checkpoint checkpoint{own, epochs_, {}};
    for_each_tensor([&](const std::string& name, const Tensor& tensor) { checkpoint.tensors[name] = saved(tensor); });
    save_checkpoint(checkpoint, hooks_.checkpoint);
  }

  void resume(const std::string& own) {
    const std::string place = hooks_.checkpoint.string();
    const Checkpoint checkpoint = load_checkpoint(hooks_.checkpoint);
    if (checkpoint.identity != own) {
      throw input_error(place +
                        ": is the checkpoint of another training (other options, threads, network or images): repeat "
                        "its command, or name another file");
    }
    for_each_tensor([&](const std::string& name, const Tensor& tensor) {
      const auto found = checkpoint.tensors.find(name);
      if (found == checkpoint.tensors.end() || found->second.shape != saved(tensor).shape) {
        throw input_error(place + ": tensor '" + name + "' is missing or of another shape: remove the file");
      }
      restore(tensor, found->second);
    });
    epochs_ = checkpoint.epochs;
    if (hooks_.on_notice) {
      hooks_.on_notice(place + ": going on behind epoch " + std::to_string(epochs_.size()) + " of " +
                       std::to_string(params_.epochs));
    }
    for (const EpochRow& row : epochs_) {
      if (hooks_.after_epoch) hooks_.after_epoch(row);
    }
    if (hooks_.progress != nullptr) hooks_.progress->fetch_add(epochs_.size() * images_.size());
  }

  network::Network network_;
  const TrainingImages& images_;
  const data::Dataset& test_;
  const TrainParams& params_;
  const TrainHooks& hooks_;
  data::Dataset calibration_;
  std::optional<Model> model_;
  std::optional<Model> teacher_;
  Tensor taught_;  // the teacher's probabilities for the batch
  std::vector<Tensor> momenta_;
  std::vector<Tensor> masks_;  // 1 and 0, of weights of which some are removed
  std::vector<EpochRow> epochs_;
};

}  // namespace

bool can_train() {
  return true;
}

TrainResult train(const network::Network& network, const TrainingImages& images, const data::Dataset& test,
                  const TrainParams& params, const TrainHooks& hooks) {
  check_params(network, images, test, params);
  at::set_num_threads(static_cast<int>(params.threads));
  return Training(network, images, test, params, hooks).run();
}

}  // namespace rccm::train
