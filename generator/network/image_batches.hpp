#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <vector>

#include "data/dataset.hpp"
#include "network/evaluate.hpp"
#include "support/parallel.hpp"

namespace rccm::network {

/// Images that a thread takes at once: enough that what it sets up for them is not felt.
inline constexpr std::size_t kBatchImages = 16;

/// Calls task(begin, end) for stretches of 0..count - 1 on up to `threads` threads. A stretch is long enough that what
/// a task sets up for it is not felt, and its bounds do not depend on the threads.
template <typename Task>
void for_each_batch(std::size_t count, unsigned threads, const Task& task) {
  parallel_for((count + kBatchImages - 1) / kBatchImages, threads, [&](std::uint64_t batch) {
    const std::size_t begin = static_cast<std::size_t>(batch) * kBatchImages;
    task(begin, std::min(begin + kBatchImages, count));
  });
}

/// Classifies all images by the last outputs of an engine, which is FloatEngine or IntegerEngine.
template <typename Engine>
Accuracy count_in_batches(const Engine& engine, const data::Dataset& dataset, const EvaluationParams& params) {
  Accuracy accuracy;
  accuracy.classes.resize(static_cast<std::size_t>(dataset.classes));
  std::mutex mutex;
  for_each_batch(dataset.size(), params.threads, [&](std::size_t begin, std::size_t end) {
    typename Engine::Workspace workspace;
    Accuracy counts;
    for (std::size_t i = begin; i < end; ++i) {
      engine.run(dataset.image(i), workspace);
      const std::vector<double> scores(workspace.outputs.back().begin(), workspace.outputs.back().end());
      count_rank(counts, dataset.labels[i], rank_of(scores, dataset.labels[i]));
      if (params.progress != nullptr) params.progress->fetch_add(1, std::memory_order_relaxed);
    }
    const std::scoped_lock lock(mutex);
    add_counts(accuracy, counts);
  });
  return accuracy;
}

}  // namespace rccm::network
