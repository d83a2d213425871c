#include "network/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "network/evaluate.hpp"
#include "network/float_engine.hpp"
#include "network/image_batches.hpp"
#include "network/integer_engine.hpp"
#include "support/error.hpp"

namespace rccm::network {
namespace {

/// Energies of one batch of images, or of all.
struct Energies {
  std::vector<double> signal;
  std::vector<double> noise;
};

std::size_t index_of(const Network& network, const std::string& name) {
  const auto found = std::find_if(network.layers.begin(), network.layers.end(),
                                  [&](const Layer& layer) { return layer.name == name; });
  if (found == network.layers.end()) {
    throw input_error("float network '" + network.name + "' has no layer '" + name +
                      "': name the network that the integer one was made from");
  }
  return static_cast<std::size_t>(found - network.layers.begin());
}

}  // namespace

std::vector<LayerFidelity> compare_layers(const Network& reference, const IntegerNetwork& network,
                                          const data::Dataset& images, unsigned threads) {
  const FloatEngine exact(reference);
  const IntegerEngine engine(network);
  check_dataset(reference.name, reference.input, exact.shapes().back(), images);
  check_dataset(network.name, network.input, engine.bounds().shapes.back(), images);
  std::vector<LayerFidelity> result;
  std::vector<std::size_t> partners;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const IntegerLayer& layer = network.layers[i];
    const std::string& name = layer.fuses.empty() ? layer.name : layer.fuses.back();
    partners.push_back(index_of(reference, name));
    if (exact.shapes()[partners.back()] != engine.bounds().shapes[i]) {
      throw input_error("layer '" + name + "' of float network '" + reference.name + "' has another shape than '" +
                        layer.name + "' of the integer network: name the network that it was made from");
    }
    result.push_back({layer.name, name, 0});
  }
  // Batches are summed in their own order, whichever thread had them.
  std::vector<Energies> batches((images.size() + kBatchImages - 1) / kBatchImages);
  for_each_batch(images.size(), threads, [&](std::size_t begin, std::size_t end) {
    FloatEngine::Workspace real;
    IntegerEngine::Workspace integer;
    Energies& energies = batches[begin / kBatchImages];
    energies.signal.resize(network.layers.size());
    energies.noise.resize(network.layers.size());
    for (std::size_t image = begin; image < end; ++image) {
      exact.run(images.image(image), real);
      engine.run(images.image(image), integer);
      for (std::size_t i = 0; i < network.layers.size(); ++i) {
        const std::vector<float>& wanted = real.outputs[partners[i]];
        for (std::size_t j = 0; j < wanted.size(); ++j) {
          const double value = wanted[j];
          const double error = network.layers[i].scale * integer.outputs[i][j] - value;
          energies.signal[i] += value * value;
          energies.noise[i] += error * error;
        }
      }
    }
  });
  for (std::size_t i = 0; i < result.size(); ++i) {
    double signal = 0;
    double noise = 0;
    for (const Energies& energies : batches) {
      signal += energies.signal[i];
      noise += energies.noise[i];
    }
    result[i].snr_db = noise > 0 ? 10 * std::log10(signal / noise) : std::numeric_limits<double>::infinity();
  }
  return result;
}

}  // namespace rccm::network
