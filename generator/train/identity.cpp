#include "train/identity.hpp"

#include <array>
#include <cstdio>
#include <span>

#include "circuit/json.hpp"
#include "network/json.hpp"
#include "network/parameters.hpp"
#include "quantize/quantizer_text.hpp"

namespace rccm::train {
namespace {

/// The hash of Fowler, Noll and Vo with 64 bits, version 1a: it tells inputs apart that are not made to collide.
class Hash {
 public:
  void add(std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) value_ = (value_ ^ byte) * 0x100000001B3U;
  }
  void add(const std::string& text) { add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}); }
  void add(const std::vector<float>& values) {
    add({reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(float)});
  }
  void add(const data::Dataset& images) {
    add(images.pixels);
    add({reinterpret_cast<const std::uint8_t*>(images.labels.data()), images.labels.size() * sizeof(data::Label)});
  }
  [[nodiscard]] std::string text() const {
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(value_));
    return digits.data();
  }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

}  // namespace

std::string identity(const network::Network& network, const TrainingImages& images, const data::Dataset& test,
                     const TrainParams& params) {
  Hash hash;
  hash.add(network::to_json(network, "").dump());
  for (const network::Layer& layer : network.layers) {
    for (const network::ConstParameter& parameter : network::parameters(layer)) hash.add(*parameter.values);
  }
  images.identify([&](std::span<const std::uint8_t> bytes) { hash.add(bytes); });
  hash.add(test);
  Json schemes = Json::array();
  for (const WeightScheme& scheme : params.schemes) {
    schemes.push_back({{"multiplier", scheme.multiplier.name}, {"levels", rccm::to_text(scheme.quantizer)}});
  }
  const network::LoweringParams& lowering = params.lowering;
  return rccm::to_text(Json{{"inputs", hash.text()},
                            {"schemes", std::move(schemes)},
                            {"layers", params.layer_schemes},
                            {"per_channel", params.per_channel},
                            {"activations", params.quantises_activations},
                            {"activation_bits", lowering.activation_bits},
                            {"signed_bits", lowering.signed_bits},
                            {"output_bits", lowering.output_bits},
                            {"factor_bits", lowering.factor_bits},
                            {"learns_steps", params.learns_steps},
                            {"calibration_images", params.calibration_images},
                            {"epochs", params.epochs},
                            {"batch", params.batch},
                            {"rate", params.rate},
                            {"schedule", train::to_text(params.schedule)},
                            {"warm_up", params.schedule.warm_up},
                            {"momentum", params.momentum},
                            {"decay", params.decay},
                            {"clip", params.clip ? Json(*params.clip) : Json()},
                            {"sparsity", params.sparsity},
                            {"distillation", params.distillation},
                            {"shift", params.augmentation.shift},
                            {"flip", params.augmentation.flip},
                            {"seed", params.seed},
                            {"threads", params.threads}});
}

}  // namespace rccm::train
