#include "network/calibrate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "network/float_engine.hpp"
#include "network/image_batches.hpp"

namespace rccm::network {
namespace {

using Values = std::span<const float>;

/// The outputs of all layers, then the input.
std::vector<Values> all_values(const FloatEngine::Workspace& workspace) {
  std::vector<Values> values(workspace.outputs.begin(), workspace.outputs.end());
  values.emplace_back(workspace.image);
  return values;
}

/// Calls visit(values of all layers) for each image, in one thread at a time.
template <typename Prepare, typename Visit, typename Join>
void for_each_image(const FloatEngine& engine, const data::Dataset& images, unsigned threads, const Prepare& prepare,
                    const Visit& visit, const Join& join) {
  std::mutex mutex;
  for_each_batch(images.size(), threads, [&](std::size_t begin, std::size_t end) {
    FloatEngine::Workspace workspace;
    auto own = prepare();
    for (std::size_t i = begin; i < end; ++i) {
      engine.run(images.image(i), workspace);
      engine.require_finite(workspace);
      const std::vector<Values> values = all_values(workspace);
      for (std::size_t layer = 0; layer < values.size(); ++layer) visit(own[layer], values[layer]);
    }
    const std::scoped_lock lock(mutex);
    join(own);
  });
}

void widen(ActivationHistogram& histogram, Values values) {
  for (const float value : values) {
    histogram.low = std::min(histogram.low, static_cast<double>(value));
    histogram.high = std::max(histogram.high, static_cast<double>(value));
  }
}

void count(ActivationHistogram& histogram, Values values) {
  if (histogram.low == histogram.high) return;
  const double bins_per_unit = static_cast<double>(ActivationHistogram::kBins) / (histogram.high - histogram.low);
  for (const float value : values) {
    const double place = (static_cast<double>(value) - histogram.low) * bins_per_unit;
    ++histogram.counts[std::min(static_cast<std::size_t>(place), ActivationHistogram::kBins - 1)];
  }
}

double squared_error(const ActivationHistogram& histogram, const Range& range, double step) {
  const double width = (histogram.high - histogram.low) / static_cast<double>(ActivationHistogram::kBins);
  double error = 0;
  for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
    if (histogram.counts[bin] == 0) continue;
    const double value = histogram.low + (static_cast<double>(bin) + 0.5) * width;
    const double level =
        std::clamp(std::round(value / step), static_cast<double>(range.low), static_cast<double>(range.high));
    error += static_cast<double>(histogram.counts[bin]) * (value - step * level) * (value - step * level);
  }
  return error;
}

}  // namespace

std::vector<ActivationHistogram> measure_activations(const Network& network, const data::Dataset& images,
                                                     unsigned threads) {
  const FloatEngine engine(network);
  std::vector<ActivationHistogram> histograms(network.layers.size() + 1);
  const auto copy = [&] { return histograms; };
  for_each_image(engine, images, threads, copy, widen, [&](const std::vector<ActivationHistogram>& own) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      histograms[i].low = std::min(histograms[i].low, own[i].low);
      histograms[i].high = std::max(histograms[i].high, own[i].high);
    }
  });
  for (ActivationHistogram& histogram : histograms) histogram.counts.assign(ActivationHistogram::kBins, 0);
  std::vector<ActivationHistogram> empty = histograms;
  const auto copy_empty = [&] { return empty; };
  for_each_image(engine, images, threads, copy_empty, count, [&](const std::vector<ActivationHistogram>& own) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      std::transform(own[i].counts.begin(), own[i].counts.end(), histograms[i].counts.begin(),
                     histograms[i].counts.begin(), std::plus<>());
    }
  });
  return histograms;
}

double widest_step(const ActivationHistogram& histogram, const Range& range) {
  double step = 0;
  if (range.high > 0) step = histogram.high / static_cast<double>(range.high);
  if (range.low < 0) step = std::max(step, histogram.low / static_cast<double>(range.low));
  return step > 0 ? step : 1;
}

double best_step(const ActivationHistogram& histogram, const Range& range) {
  constexpr int kSteps = 80;
  const double widest = widest_step(histogram, range);
  double best = widest;
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < kSteps; ++i) {
    const double step = widest * std::pow(0.1, static_cast<double>(i) / (kSteps - 1));
    const double error = squared_error(histogram, range, step);
    if (error < least) {
      least = error;
      best = step;
    }
  }
  return best;
}

}  // namespace rccm::network
